import {
  findScriptFaults,
  SCRIPT_TEXT_MAX,
  SCRIPT_WORDS,
  type ScriptFault,
  type ScriptTransport,
  SECRET_WORD,
} from '@altyn/contract/network/script-text'
import { Input } from 'antd'
import { useRef } from 'react'
import { useTexts } from '../../../lib/i18n.ts'
import styles from './scripts.module.css'

const FAULTS_SHOWN_MAX = 5

type ScriptBodyFieldProps = {
  id?: string
  value?: string
  onChange?: (text: string) => void
  onBlur?: () => void
  transport: ScriptTransport
}

/** The text of a script: what is wrong with it as it is typed, what may stand in it, and how it is written. */
export function ScriptBodyField({
  value = '',
  onChange,
  transport,
  ...rest
}: ScriptBodyFieldProps) {
  const t = useTexts('scripts')
  const caret = useRef<number>(undefined)
  const insert = (word: string) => {
    const at = caret.current ?? value.length
    const text = `{${word}}`
    caret.current = at + text.length
    onChange?.(value.slice(0, at) + text + value.slice(at))
  }
  const notation = transport === 'http' ? 'http' : 'terminal'
  return (
    <div className={styles.body}>
      <Input.TextArea
        {...rest}
        value={value}
        className={styles.code}
        autoSize={{ minRows: 8, maxRows: 24 }}
        maxLength={SCRIPT_TEXT_MAX}
        spellCheck={false}
        autoCapitalize="none"
        placeholder={t(`examples.${notation}`)}
        onSelect={({ currentTarget }) => {
          caret.current = currentTarget.selectionStart
        }}
        onChange={({ target }) => {
          caret.current = target.selectionStart
          onChange?.(target.value)
        }}
      />
      {value.trim() !== '' && <Faults faults={findScriptFaults(transport, value)} />}
      <Words isRequest={transport === 'http'} onInsert={insert} />
      <details className={styles.help}>
        <summary>{t('notation.title')}</summary>
        <pre>{t(`notation.${notation}`)}</pre>
      </details>
    </div>
  )
}

function Faults({ faults }: { faults: readonly ScriptFault[] }) {
  const t = useTexts('scripts')
  if (faults.length === 0) return null
  return (
    <ul className={styles.faults} aria-label={t('faultsTitle')}>
      {faults.slice(0, FAULTS_SHOWN_MAX).map(({ line, rule, word }) => (
        <li key={`${line}-${rule}-${word}`}>{t(`faults.${rule}`, { line, word })}</li>
      ))}
    </ul>
  )
}

function Words({ isRequest, onInsert }: { isRequest: boolean; onInsert: (word: string) => void }) {
  const t = useTexts('scripts')
  const words = SCRIPT_WORDS.filter((word) => !isRequest || word !== SECRET_WORD)
  return (
    <fieldset className={styles.words}>
      <legend>{t('words.title')}</legend>
      {words.map((word) => (
        <button key={word} type="button" title={t(`words.${word}`)} onClick={() => onInsert(word)}>
          {`{${word}}`}
        </button>
      ))}
    </fieldset>
  )
}
