import { operatorForm } from '@altyn/contract/settings'
import { Form, Input } from 'antd'
import type { z } from 'zod'
import { useTexts } from '../../lib/i18n.ts'
import { useToday } from '../../lib/operator.ts'
import { useDraft } from '../../ui/fields/draft-form.tsx'
import { Field } from '../../ui/fields/field.tsx'
import { SettingsForm, SettingsSection } from '../../ui/pages/settings-page.tsx'
import { exampleOf, faultOf, type TemplateKind, TOKENS } from './number-template.ts'
import type { SectionProps } from './operator-sections.tsx'
import styles from './settings.module.css'
import { useOperatorChange } from './use-operator-change.ts'

const FIELDS = { contract: 'contractNumberTemplate', invoice: 'invoiceNumberTemplate' } as const
const KINDS: readonly TemplateKind[] = ['contract', 'invoice']
const EXAMPLE_COUNTER = 42

/** The contract lets any text through; a template that cannot count would stop the work later. */
const numberingForm = operatorForm
  .pick({ contractNumberTemplate: true, invoiceNumberTemplate: true })
  .superRefine((form, context) => {
    for (const kind of KINDS) {
      const message = faultOf(form[FIELDS[kind]], kind)
      if (message) context.addIssue({ code: 'custom', path: [FIELDS[kind]], message })
    }
  })

/** How contracts and invoices are numbered, with an example that follows the typing. */
export function NumberingSection({ operator, reason }: SectionProps) {
  const t = useTexts('settings')
  const save = useOperatorChange(operator)
  const { contractNumberTemplate, invoiceNumberTemplate } = operator
  const initial: z.input<typeof numberingForm> = { contractNumberTemplate, invoiceNumberTemplate }
  return (
    <SettingsSection title={t('numbering.title')} help={t('numbering.help')}>
      <SettingsForm schema={numberingForm} initial={initial} onSave={save} reason={reason}>
        {KINDS.map((kind) => (
          <TemplateField key={kind} kind={kind} operatorId={operator.id} />
        ))}
        <TokenWords />
      </SettingsForm>
    </SettingsSection>
  )
}

function TemplateField({ kind, operatorId }: { kind: TemplateKind; operatorId: number }) {
  const t = useTexts('settings')
  const day = useToday()
  const { form } = useDraft()
  const name = FIELDS[kind]
  const typed: unknown = Form.useWatch(name, form)
  const contractTemplate: unknown = Form.useWatch(FIELDS.contract, form)
  const facts = { counter: EXAMPLE_COUNTER, day, names: {} }
  const names = {
    OPER: String(operatorId),
    AGRM: exampleOf(String(contractTemplate ?? ''), facts),
    TYPE: t('numbering.type'),
  }
  const text = String(typed ?? '')
  const isRight = faultOf(text, kind) === undefined
  return (
    <Field
      name={name}
      label={t(`fields.${name}`)}
      hint={
        isRight ? (
          <>
            {t('numbering.example')}{' '}
            <span className={styles.example}>{exampleOf(text, { ...facts, names })}</span>
          </>
        ) : (
          t('numbering.unfinished')
        )
      }
      isRequired
    >
      <Input autoComplete="off" spellCheck={false} className={styles.code} />
    </Field>
  )
}

function TokenWords() {
  const t = useTexts('settings')
  return (
    <dl className={styles.tokens}>
      {TOKENS.invoice.map((token) => (
        <div key={token}>
          <dt className={styles.code}>{`{${token}}`}</dt>
          <dd>{t(`numbering.tokens.${token}`)}</dd>
        </div>
      ))}
    </dl>
  )
}
