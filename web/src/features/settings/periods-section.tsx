import { closePeriod, listPeriods, reopenPeriod } from '@altyn/contract/settings'
import { Input, Select } from 'antd'
import { useState } from 'react'
import { formatMonth } from '../../lib/format/time.ts'
import { useLanguage, useTexts } from '../../lib/i18n.ts'
import { useToday } from '../../lib/operator.ts'
import { usePermissions } from '../../lib/permissions.ts'
import { useCall, useDeed } from '../../lib/use-call.ts'
import { ReasonedButton } from '../../ui/actions/reasoned-button.tsx'
import { ErrorState } from '../../ui/feedback/error-state.tsx'
import { Field } from '../../ui/fields/field.tsx'
import { SettingsSection } from '../../ui/pages/settings-page.tsx'
import { SideForm } from '../../ui/pages/side-form.tsx'
import { HistoryList } from '../../ui/pieces/history-list.tsx'

const MONTHS_OFFERED = 24

/** From which month on the books are open, and the way to close the next one or to open one again. */
export function PeriodsSection() {
  const t = useTexts('settings')
  const [language] = useLanguage()
  const can = usePermissions()
  const [asked, ask] = useState<'close' | 'reopen'>()
  const periods = useCall(listPeriods)
  const openFrom = periods.data?.openFrom ?? null
  const reason = can('settings.periods') ? undefined : t('periods.noRight')
  return (
    <SettingsSection
      title={t('periods.title')}
      help={t('periods.help')}
      actions={
        <>
          <ReasonedButton size="small" reason={reason} onClick={() => ask('close')}>
            {t('periods.close.action')}
          </ReasonedButton>{' '}
          {openFrom && (
            <ReasonedButton size="small" type="text" reason={reason} onClick={() => ask('reopen')}>
              {t('periods.reopen.action')}
            </ReasonedButton>
          )}
        </>
      }
    >
      {periods.error ? (
        <ErrorState error={periods.error} onRetry={() => void periods.refetch()} />
      ) : (
        <>
          <p>
            {openFrom
              ? t('periods.openFrom', { month: formatMonth(openFrom.slice(0, 7), language) })
              : t('periods.allOpen')}
          </p>
          <HistoryList
            emptyText=""
            items={periods.data?.history.map((row) => ({
              key: row.closedAt,
              at: row.closedAt,
              who: row.author,
              text: [
                t('periods.openFrom', { month: formatMonth(row.openFrom.slice(0, 7), language) }),
                row.reason,
              ]
                .filter(Boolean)
                .join(' · '),
            }))}
          />
        </>
      )}
      {asked && <PeriodForm deed={asked} openFrom={openFrom} onClose={() => ask(undefined)} />}
    </SettingsSection>
  )
}

type PeriodFormProps = {
  deed: 'close' | 'reopen'
  openFrom: string | null
  onClose: () => void
}

function PeriodForm({ deed, openFrom, onClose }: PeriodFormProps) {
  const t = useTexts('settings')
  const [language] = useLanguage()
  const route = deed === 'close' ? closePeriod : reopenPeriod
  const save = useDeed(route, {
    done: t(`periods.${deed}.done`),
    refresh: ['/api/ledger', '/api/catalogue'],
    isFailureShownByCaller: true,
  })
  const months = useMonths(deed, openFrom)
  return (
    <SideForm
      title={t(`periods.${deed}.title`)}
      saveLabel={t(`periods.${deed}.action`)}
      isDanger={deed === 'reopen'}
      reason={months.length === 0 ? t('periods.nothing') : undefined}
      schema={route.body}
      initial={{ month: months[0] ?? '', reason: '' }}
      onSave={(body) => save.mutateAsync({ body })}
      onClose={onClose}
    >
      <Field name="month" label={t(`periods.${deed}.month`)} isRequired>
        <Select
          options={months.map((month) => ({ value: month, label: formatMonth(month, language) }))}
        />
      </Field>
      <Field name="reason" label={t('periods.reason')} isRequired={deed === 'reopen'}>
        <Input />
      </Field>
      <p>{t(`periods.${deed}.text`)}</p>
    </SideForm>
  )
}

/** Months that are over and open, the earliest first; or closed ones, the latest first. */
function useMonths(deed: 'close' | 'reopen', openFrom: string | null): string[] {
  const now = Temporal.PlainYearMonth.from(useToday())
  const border = openFrom ? Temporal.PlainYearMonth.from(openFrom.slice(0, 7)) : undefined
  const past = Array.from({ length: MONTHS_OFFERED }, (_, index) =>
    now.subtract({ months: index + 1 }),
  )
  const isClosed = (month: Temporal.PlainYearMonth) =>
    border !== undefined && Temporal.PlainYearMonth.compare(month, border) < 0
  const fitting = past.filter((month) => isClosed(month) === (deed === 'reopen'))
  return fitting.map((month) => month.toString())
}
