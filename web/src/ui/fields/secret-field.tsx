import { ReloadOutlined } from '@ant-design/icons'
import { Button, Input, Space } from 'antd'
import { useTexts } from '../../lib/i18n.ts'
import { generateSecret } from './secret-text.ts'

const LENGTH = 20

type SecretFieldProps = {
  value?: string
  onChange?: (secret: string) => void
  onBlur?: () => void
  id?: string
  length?: number
  placeholder?: string
}

/** A password or a secret for somebody else: typed or generated, in sight, since it has to be passed on. */
export function SecretField({ value = '', onChange, length = LENGTH, ...rest }: SecretFieldProps) {
  const t = useTexts('ui')
  return (
    <Space.Compact block>
      <Input
        {...rest}
        value={value}
        onChange={(event) => onChange?.(event.target.value)}
        autoComplete="off"
        autoCapitalize="none"
        spellCheck={false}
        style={{ fontFamily: 'var(--mono)' }}
      />
      <Button icon={<ReloadOutlined />} onClick={() => onChange?.(generateSecret(length))}>
        {t('secret.generate')}
      </Button>
    </Space.Compact>
  )
}
