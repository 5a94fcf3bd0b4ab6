import { CheckCircleFilled, WarningFilled } from '@ant-design/icons'
import { Form, Input } from 'antd'
import type { ReactNode } from 'react'
import { useTexts } from '../../lib/i18n.ts'
import { useDraft } from '../../ui/fields/draft-form.tsx'
import { Field } from '../../ui/fields/field.tsx'
import { type RequisiteName, type Verdict, verdictOn } from './requisite-verdict.ts'
import styles from './settings.module.css'

/** A requisite whose check digits are looked at while it is typed. */
export function RequisiteField({ name, length }: { name: RequisiteName; length: number }) {
  const t = useTexts('settings')
  const { form } = useDraft()
  const typed: unknown = Form.useWatch(['requisites', name], form)
  const bic: unknown = Form.useWatch(['requisites', 'bic'], form)
  const verdict = verdictOn(name, textOf(typed), textOf(bic))
  return (
    <Field
      name={`requisites.${name}`}
      label={t(`fields.${name}`)}
      hint={hintOf(verdict, { right: t(`checks.${name}.right`), wrong: t(`checks.${name}.wrong`) })}
    >
      <DigitsInput maxLength={length} />
    </Field>
  )
}

/** People paste requisites with blanks and in small letters. */
function DigitsInput(props: {
  value?: string
  onChange?: (text: string) => void
  onBlur?: () => void
  id?: string
  maxLength: number
}) {
  const { value = '', onChange, maxLength, ...rest } = props
  return (
    <Input
      {...rest}
      value={value}
      onChange={(event) =>
        onChange?.(event.target.value.replaceAll(/\s/g, '').toUpperCase().slice(0, maxLength))
      }
      inputMode="numeric"
      autoComplete="off"
      spellCheck={false}
      className={styles.code}
    />
  )
}

function hintOf(verdict: Verdict, words: { right: string; wrong: string }): ReactNode {
  if (!verdict) return undefined
  return (
    <span className={styles.verdict} data-verdict={verdict}>
      {verdict === 'right' ? <CheckCircleFilled aria-hidden /> : <WarningFilled aria-hidden />}{' '}
      {words[verdict]}
    </span>
  )
}

function textOf(value: unknown): string {
  return typeof value === 'string' ? value : ''
}
