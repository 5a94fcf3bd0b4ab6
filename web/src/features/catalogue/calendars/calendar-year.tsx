import {
  type CalendarDay,
  copyCalendarYear,
  importCalendar,
  keepCalendarYear,
  listCalendars,
  previewCalendarImport,
  readCalendarYear,
} from '@altyn/contract/catalogue/calendars'
import { Button, InputNumber, Upload } from 'antd'
import { useState } from 'react'
import { failureText } from '../../../lib/failure-text.ts'
import { useTexts } from '../../../lib/i18n.ts'
import { useToday } from '../../../lib/operator.ts'
import { usePermissions } from '../../../lib/permissions.ts'
import { showToast } from '../../../lib/toasts.ts'
import { useUrlState } from '../../../lib/url-state.ts'
import { useCall, useDeed } from '../../../lib/use-call.ts'
import { ConfirmDialog } from '../../../ui/actions/confirm-dialog.tsx'
import { AlertLine } from '../../../ui/feedback/alert-line.tsx'
import { ErrorState } from '../../../ui/feedback/error-state.tsx'
import { SkeletonLines } from '../../../ui/feedback/skeleton.tsx'
import { PageHeader } from '../../../ui/pages/page-header.tsx'
import styles from './calendars.module.css'
import { MonthOfDays } from './month-of-days.tsx'

const MONTHS = Array.from({ length: 12 }, (_, month) => month + 1)

/** The holidays and moved working days of a year, a press on a day changes what it is. */
export function CalendarYear() {
  const t = useTexts('catalogue')
  const today = useToday()
  const [{ year: named = today.slice(0, 4) }, change] = useUrlState()
  const year = Number(named)
  const calendars = useCall(listCalendars)
  const main = calendars.data?.items.find(({ isMain }) => isMain) ?? calendars.data?.items[0]
  const params = { id: main?.id ?? 0, year }
  const answer = useCall(readCalendarYear, { params }, { isEnabled: main !== undefined })
  if (calendars.error) return <ErrorState error={calendars.error} />
  if (answer.error) return <ErrorState error={answer.error} />
  return (
    <>
      <PageHeader title={t('calendar.title')} subtitle={t('calendar.subtitle')} />
      {answer.data && main ? (
        <Year
          key={`${main.id} ${year} ${answer.data.version}`}
          calendar={answer.data}
          year={year}
          onYear={(next) => change({ year: String(next) })}
        />
      ) : (
        <SkeletonLines count={10} />
      )}
    </>
  )
}

type YearProps = {
  calendar: { id: number; version: number; years: readonly number[]; days: readonly CalendarDay[] }
  year: number
  onYear: (year: number) => void
}

function Year({ calendar, year, onYear }: YearProps) {
  const t = useTexts('catalogue')
  const can = usePermissions()
  const mayChange = can('catalogue.change')
  const [days, setDays] = useState(calendar.days)
  const isDirty = days !== calendar.days
  const params = { id: calendar.id, year }
  const keep = useDeed(keepCalendarYear, { done: t('calendar.saved') })
  const copy = useDeed(copyCalendarYear, { done: t('calendar.saved') })
  const source = calendar.years.filter((known) => known < year).at(-1)
  return (
    <>
      <div className={styles.tools}>
        <InputNumber
          min={2000}
          max={2100}
          value={year}
          aria-label={t('calendar.year')}
          disabled={isDirty}
          onChange={(next) => next && onYear(next)}
        />
        {mayChange && (
          <>
            <Button
              type="primary"
              disabled={!isDirty}
              loading={keep.isPending}
              onClick={() =>
                keep.mutate({ params, ifMatch: calendar.version, body: { days: [...days] } })
              }
            >
              {t('calendar.save')}
            </Button>
            {isDirty && (
              <Button onClick={() => setDays(calendar.days)}>{t('calendar.undo')}</Button>
            )}
            {!isDirty && days.length === 0 && source !== undefined && (
              <Button
                loading={copy.isPending}
                onClick={() =>
                  copy.mutate({ params, ifMatch: calendar.version, body: { from: source } })
                }
              >
                {t('calendar.copy', { year: source })}
              </Button>
            )}
            {!isDirty && <ImportFile calendar={calendar} />}
          </>
        )}
        <span className={styles.legend}>{t('calendar.legend')}</span>
      </div>
      <div className={styles.year}>
        {MONTHS.map((month) => (
          <MonthOfDays
            key={month}
            month={Temporal.PlainYearMonth.from({ year, month })}
            days={days}
            onChange={mayChange ? setDays : undefined}
          />
        ))}
      </div>
    </>
  )
}

/** A production calendar from a file: first what it would do, then the deed. */
function ImportFile({ calendar }: { calendar: YearProps['calendar'] }) {
  const t = useTexts('catalogue')
  const [file, setFile] = useState<Blob>()
  const params = { id: calendar.id }
  const preview = useDeed(previewCalendarImport, { isFailureShownByCaller: true })
  const take = useDeed(importCalendar, { done: t('calendar.imported') })
  const found = preview.data
  const look = async (chosen: Blob) => {
    setFile(chosen)
    await preview.mutateAsync({ params, body: chosen }).catch((error: unknown) => {
      setFile(undefined)
      showToast({ tone: 'failed', text: failureText(error).title })
    })
  }
  return (
    <>
      <Upload
        accept=".csv,.txt,.xlsx"
        showUploadList={false}
        beforeUpload={(chosen) => {
          void look(chosen)
          return false
        }}
      >
        <Button>{t('calendar.import')}</Button>
      </Upload>
      <ConfirmDialog
        isOpen={file !== undefined && found !== undefined}
        title={t('calendar.importTitle')}
        confirmLabel={t('calendar.importSubmit')}
        isWaiting={found === undefined || found.faults.length > 0 || found.years.length === 0}
        onConfirm={() =>
          file && take.mutateAsync({ params, ifMatch: calendar.version, body: file })
        }
        onClose={() => setFile(undefined)}
      >
        {found?.years.map(({ year, holidaysCount, workingCount, replacedCount }) => (
          <p key={year}>
            {t('calendar.importYear', {
              year,
              holidays: holidaysCount,
              working: workingCount,
              replaced: replacedCount,
            })}
          </p>
        ))}
        {found && found.years.length === 0 && <p>{t('calendar.importNothing')}</p>}
        {found?.faults.slice(0, 10).map(({ row, rule, value }) => (
          <AlertLine
            key={`${row} ${value}`}
            tone="bad"
            title={t(rule === 'twice' ? 'calendar.importTwice' : 'calendar.importFault', {
              row,
              value,
            })}
          />
        ))}
      </ConfirmDialog>
    </>
  )
}
