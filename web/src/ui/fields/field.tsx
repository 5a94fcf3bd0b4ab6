import { Checkbox, Form } from 'antd'
import type { ReactElement, ReactNode } from 'react'
import type { z } from 'zod'
import { useTexts } from '../../lib/i18n.ts'
import { issueText } from '../../lib/rule-text.ts'
import { useDraft } from './draft-form.tsx'
import styles from './fields.module.css'
import { type DraftForm, toFieldPath } from './use-draft-form.ts'

type FieldProps = {
  /** The place in the schema, `addresses.0.city`. */
  name: string
  label: ReactNode
  /** What to write here, shown under the control. */
  hint?: ReactNode
  isRequired?: boolean
  /** Inside a `Form.List`: how many parts of the place the lists around it say already. */
  listed?: number
  /** Any control with `value` and `onChange`. */
  children: ReactElement
}

/** One line of a form: a label, a control and what is wrong with it, checked by the schema of the form. */
export function Field({ name, label, hint, isRequired, listed = 0, children }: FieldProps) {
  const draft = useDraft()
  const t = useTexts('ui')
  const path = toFieldPath(name)
  return (
    <Form.Item
      name={path.slice(listed)}
      label={
        <span>
          {label}
          {isRequired && (
            <span className={styles.required} title={t('form.required')}>
              *
            </span>
          )}
        </span>
      }
      extra={hint}
      validateTrigger="onBlur"
      rules={[{ validator: () => check(draft, path) }]}
    >
      {children}
    </Form.Item>
  )
}

type FlagFieldProps = { name: string; label: ReactNode; hint?: ReactNode; isDisabled?: boolean }

/** A yes or no with its words at the right. */
export function FlagField({ name, label, hint, isDisabled }: FlagFieldProps) {
  return (
    <Form.Item
      name={toFieldPath(name)}
      valuePropName="checked"
      extra={hint}
      className={styles.flag}
    >
      <Checkbox disabled={isDisabled}>{label}</Checkbox>
    </Form.Item>
  )
}

/** Fields that belong together, under a heading. */
export function FieldGroup(props: { title?: string; help?: ReactNode; children: ReactNode }) {
  const { title, help, children } = props
  return (
    <section className={styles.group} aria-label={title}>
      {title && <h2 className={styles.groupTitle}>{title}</h2>}
      {help && <p className={styles.groupHelp}>{help}</p>}
      {children}
    </section>
  )
}

/** Short fields side by side where there is room. */
export function FieldRow({ children }: { children: ReactNode }) {
  return <div className={styles.row}>{children}</div>
}

async function check({ form, schema }: DraftForm, path: (string | number)[]): Promise<void> {
  const parsed = schema.safeParse(form.getFieldsValue(true))
  const issue = parsed.error?.issues.find((candidate) => startsWith(candidate, path))
  if (issue) throw new Error(issueText(issue))
}

function startsWith(issue: z.core.$ZodIssue, path: (string | number)[]): boolean {
  return path.every((part, index) => issue.path[index] === part)
}
