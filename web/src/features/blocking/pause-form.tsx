import type { Account } from '@altyn/contract/accounts'
import {
  listPauses,
  listPauseTemplates,
  type PauseTemplate,
  pauseAccount,
  pauseForm,
} from '@altyn/contract/blocking/pauses'
import { Form, Input, Select } from 'antd'
import { formatPeriod } from '../../lib/format/time.ts'
import { useLanguage, useTexts } from '../../lib/i18n.ts'
import { useToday } from '../../lib/operator.ts'
import { useCall, useDeed } from '../../lib/use-call.ts'
import { ErrorState } from '../../ui/feedback/error-state.tsx'
import { DayField } from '../../ui/fields/day-field.tsx'
import { useDraft } from '../../ui/fields/draft-form.tsx'
import { Field, FieldGroup, FieldRow } from '../../ui/fields/field.tsx'
import { SideForm } from '../../ui/pages/side-form.tsx'
import styles from './blocking.module.css'

type PauseFormProps = { account: Pick<Account, 'id' | 'login'>; onClose: () => void }

/** Pauses an account at own wish from a day until another, by the terms of a template. */
export function PauseForm({ account, onClose }: PauseFormProps) {
  const t = useTexts('blocking')
  const today = Temporal.PlainDate.from(useToday())
  const templates = useCall(listPauseTemplates)
  const pause = useDeed(pauseAccount, {
    done: t('pause.done', { login: account.login }),
    refresh: ['/api/accounts', '/api/ledger', '/api/usage'],
    isFailureShownByCaller: true,
  })
  if (templates.error) return <ErrorState error={templates.error} />
  const items = templates.data?.items.filter(({ archivedAt }) => !archivedAt)
  if (!items) return null
  const [first] = items
  const begin = today.add({ days: Math.max(1, first?.noticeDays ?? 1) })
  return (
    <SideForm
      title={t('pause.title', { login: account.login })}
      saveLabel={t('pause.save')}
      reason={first ? undefined : t('pause.noTemplates')}
      schema={pauseForm}
      initial={{
        pauseTemplateId: first?.id,
        from: begin.toString(),
        until: begin.add({ days: Math.max(30, first?.daysMin ?? 30) }).toString(),
        reason: '',
      }}
      onSave={(body) => pause.mutateAsync({ params: { accountId: account.id }, body })}
      onClose={onClose}
    >
      <Field name="pauseTemplateId" label={t('pause.template')} isRequired>
        <Select options={items.map(({ id, name }) => ({ value: id, label: name }))} />
      </Field>
      <TemplateWords templates={items} />
      <FieldRow>
        <Field name="from" label={t('pause.from')} isRequired>
          <DayField min={today.toString()} />
        </Field>
        <Field name="until" label={t('pause.until')} isRequired>
          <DayField min={today.toString()} />
        </Field>
      </FieldRow>
      <Field name="reason" label={t('reason.label')}>
        <Input.TextArea autoSize={{ minRows: 1, maxRows: 4 }} />
      </Field>
      <EarlierPauses accountId={account.id} />
    </SideForm>
  )
}

/** The terms in words, so that they can be read out to a caller. */
function TemplateWords({ templates }: { templates: readonly PauseTemplate[] }) {
  const t = useTexts('blocking')
  const { form } = useDraft()
  const id: unknown = Form.useWatch('pauseTemplateId', form)
  const chosen = templates.find((template) => template.id === id)
  if (!chosen) return null
  return <p className={styles.quiet}>{pauseWords(t)(chosen)}</p>
}

/** «От 7 до 180 дней, не чаще 2 раз в год, без долга». */
export function pauseWords(t: ReturnType<typeof useTexts>): (terms: PauseTemplate) => string {
  return (terms) =>
    [
      t('pause.words.days', { min: terms.daysMin, max: terms.daysMax }),
      terms.usesPerYear !== null && t('pause.words.uses', { count: terms.usesPerYear }),
      terms.noticeDays > 0 && t('pause.words.notice', { count: terms.noticeDays }),
      terms.contractDaysMin > 0 && t('pause.words.age', { count: terms.contractDaysMin }),
      terms.needsNoDebt && t('pause.words.noDebt'),
    ]
      .filter(Boolean)
      .join(', ')
}

function EarlierPauses({ accountId }: { accountId: number }) {
  const t = useTexts('blocking')
  const [language] = useLanguage()
  const { data } = useCall(listPauses, { params: { accountId } })
  if (!data || data.items.length === 0) return null
  return (
    <FieldGroup title={t('pause.earlier')}>
      <ul>
        {data.items.toReversed().map(({ key, from, until, state }) => (
          <li key={key}>
            {formatPeriod(from, until, language)} · {t(`pause.state.${state}`)}
          </li>
        ))}
      </ul>
    </FieldGroup>
  )
}
