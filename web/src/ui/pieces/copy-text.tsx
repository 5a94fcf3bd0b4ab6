import { CheckOutlined, CopyOutlined } from '@ant-design/icons'
import { Button, Tooltip } from 'antd'
import { type ReactNode, useState } from 'react'
import { useTexts } from '../../lib/i18n.ts'
import styles from './pieces.module.css'

const THANKS_MILLISECONDS = 1500

type CopyTextProps = {
  text: string
  /** How it is shown, when not as it is. */
  children?: ReactNode
  /** Logins, addresses and keys: letters of one width, told apart at a glance. */
  isCode?: boolean
}

/** A value that people carry elsewhere: one press copies it. */
export function CopyText({ text, children, isCode }: CopyTextProps) {
  const t = useTexts('ui')
  const [isCopied, copy] = useCopy(text)
  return (
    <span className={styles.copy}>
      <span className={isCode ? styles.code : undefined}>{children ?? text}</span>
      <Tooltip title={isCopied ? t('copy.done') : t('copy.hint')}>
        <button
          type="button"
          className={styles.copyButton}
          aria-label={t('copy.of', { text })}
          onClick={(event) => {
            event.stopPropagation()
            void copy()
          }}
        >
          {isCopied ? <CheckOutlined /> : <CopyOutlined />}
        </button>
      </Tooltip>
    </span>
  )
}

/** Copies a longer text: a button with a word on it, always in sight. */
export function CopyButton({ text, label }: { text: string; label?: string }) {
  const t = useTexts('ui')
  const [isCopied, copy] = useCopy(text)
  return (
    <Button
      size="small"
      icon={isCopied ? <CheckOutlined /> : <CopyOutlined />}
      onClick={() => void copy()}
    >
      {isCopied ? t('copy.done') : (label ?? t('copy.hint'))}
    </Button>
  )
}

function useCopy(text: string): [boolean, () => Promise<void>] {
  const [isCopied, setCopied] = useState(false)
  const copy = async () => {
    await writeClipboard(text)
    setCopied(true)
    setTimeout(() => setCopied(false), THANKS_MILLISECONDS)
  }
  return [isCopied, copy]
}

/** The clipboard is closed to pages on plain http; a selected hidden field is the old way round. */
async function writeClipboard(text: string): Promise<void> {
  if (navigator.clipboard) return navigator.clipboard.writeText(text)
  const field = document.createElement('textarea')
  field.value = text
  field.style.position = 'fixed'
  document.body.append(field)
  field.select()
  document.execCommand('copy')
  field.remove()
}
