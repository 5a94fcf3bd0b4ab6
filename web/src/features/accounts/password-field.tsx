import { CopyOutlined, EyeInvisibleOutlined, EyeOutlined, ReloadOutlined } from '@ant-design/icons'
import { Button, Input, Space, Tooltip } from 'antd'
import { useState } from 'react'
import { useTexts } from '../../lib/i18n.ts'
import { showToast } from '../../lib/toasts.ts'
import { drawPassword } from './draw-password.ts'

type PasswordFieldProps = {
  value?: string
  /** An empty field gives nothing: the password stays as it is. */
  onChange?: (password: string | undefined) => void
  onBlur?: () => void
  id?: string
  placeholder?: string
}

/** A network password: typed or drawn, shown while it is new so that it can be dictated. */
export function PasswordField({ value = '', onChange, ...rest }: PasswordFieldProps) {
  const t = useTexts('accounts')
  const [isShown, setShown] = useState(true)
  const copy = async () => {
    await navigator.clipboard?.writeText(value)
    showToast({ tone: 'done', text: t('password.copied') })
  }
  return (
    <Space.Compact block>
      <Input
        {...rest}
        type={isShown ? 'text' : 'password'}
        value={value}
        onChange={(event) => onChange?.(event.target.value || undefined)}
        autoComplete="new-password"
        autoCapitalize="none"
        spellCheck={false}
      />
      <IconButton
        label={t(isShown ? 'password.hide' : 'password.show')}
        icon={isShown ? <EyeInvisibleOutlined /> : <EyeOutlined />}
        onClick={() => setShown(!isShown)}
      />
      <IconButton
        label={t('password.draw')}
        icon={<ReloadOutlined />}
        onClick={() => {
          setShown(true)
          onChange?.(drawPassword())
        }}
      />
      <IconButton
        label={t('password.copy')}
        icon={<CopyOutlined />}
        isDisabled={value === '' || !navigator.clipboard}
        onClick={() => void copy()}
      />
    </Space.Compact>
  )
}

function IconButton(props: {
  label: string
  icon: React.ReactNode
  isDisabled?: boolean
  onClick: () => void
}) {
  const { label, icon, isDisabled, onClick } = props
  return (
    <Tooltip title={label}>
      <Button icon={icon} aria-label={label} disabled={isDisabled} onClick={onClick} />
    </Tooltip>
  )
}
