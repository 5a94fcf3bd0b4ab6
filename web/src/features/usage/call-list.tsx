import { CALL_OUTCOMES, CALL_SIDES, type Call, listCalls } from '@altyn/contract/usage/calls'
import { PhoneOutlined } from '@ant-design/icons'
import { z } from 'zod'
import { formatDuration } from '../../lib/format/time.ts'
import { useLanguage, useTexts } from '../../lib/i18n.ts'
import { useZone } from '../../lib/operator.ts'
import { paths } from '../../lib/path-builder.ts'
import { useList } from '../../lib/use-list.ts'
import { useGo } from '../../ui/actions/use-go.ts'
import { formatPhone } from '../../ui/fields/phone-mask.ts'
import { ListPage } from '../../ui/pages/list-page.tsx'
import { Instant } from '../../ui/pieces/moment.tsx'
import { Money } from '../../ui/pieces/money.tsx'
import { StatusTag } from '../../ui/pieces/status-tag.tsx'
import type { Column } from '../../ui/table/column.ts'
import type { Filter } from '../../ui/table/filter.ts'
import { useListView } from '../../ui/table/use-list-view.ts'
import { CallFacts } from './call-facts.tsx'

/** Days are chosen here, and instants of their beginnings are asked for. */
const viewSchema = listCalls.query
  .omit({ from: true, until: true })
  .extend({ from: z.string().optional(), until: z.string().optional() })

/** Calls with what they cost, and those that could not be priced. */
export function CallList() {
  const t = useTexts('usage')
  const go = useGo()
  const timeZone = useZone()
  const view = useListView('calls', viewSchema)
  const { from, until, ...query } = view.query
  const list = useList(listCalls, {
    ...query,
    ...(from && { from: startOf(from, timeZone) }),
    ...(until && { until: startOf(until, timeZone, 1) }),
  })
  return (
    <ListPage
      title={t('calls.title')}
      view={view}
      list={list}
      columns={useColumns()}
      rowKey={({ id }) => id}
      onOpen={({ id }) => view.change({ peek: view.peekKey === id ? undefined : id })}
      peek={{
        title: ({ numberFrom, numberTo }) => `${phone(numberFrom)} → ${phone(numberTo)}`,
        content: (call) => <CallFacts call={call} />,
      }}
      search={{ name: 'q', hint: t('calls.search') }}
      filters={useFilters(view.values)}
      views={[{ name: t('calls.unpriced'), values: { isUnpriced: 'true' } }]}
      empty={{
        icon: <PhoneOutlined />,
        title: t('calls.empty.title'),
        text: t('calls.empty.text'),
        actions: [
          {
            key: 'files',
            label: t('callFiles.title'),
            isPrimary: true,
            onRun: () => go(paths.callFiles()),
          },
        ],
      }}
      exportName={t('calls.file')}
    />
  )
}

function startOf(day: string, timeZone: string, daysLater = 0): string {
  const date = Temporal.PlainDate.from(day).add({ days: daysLater })
  return date.toZonedDateTime(timeZone).toInstant().toString()
}

export function phone(digits: string): string {
  return /^7\d{10}$/.test(digits) ? formatPhone(`+${digits}`) : digits
}

function useFilters(values: Readonly<Record<string, string>>): Filter[] {
  const t = useTexts('usage')
  const choice = (name: string, words: readonly string[]): Filter => ({
    kind: 'choice',
    name,
    label: t(`calls.${name}.label`),
    options: words.map((value) => ({ value, label: t(`calls.${name}.${value}`) })),
  })
  return [
    { kind: 'period', name: 'from', untilName: 'until', label: t('calls.period') },
    choice('side', CALL_SIDES),
    choice('outcome', CALL_OUTCOMES),
    // Nobody types the number of an account; it comes with a link from its card.
    ...(values.accountId
      ? [{ kind: 'text' as const, name: 'accountId', label: t('fields.accountId') }]
      : []),
  ]
}

function useColumns(): Column<Call>[] {
  const t = useTexts('usage')
  const [language] = useLanguage()
  const duration = (seconds: number) => formatDuration(seconds, language)
  return [
    {
      key: 'startedAt',
      title: t('calls.startedAt'),
      width: 150,
      cell: ({ startedAt }) => <Instant value={startedAt} />,
      text: ({ startedAt }) => startedAt,
    },
    {
      key: 'from',
      title: t('calls.from'),
      width: 170,
      cell: ({ numberFrom }) => phone(numberFrom),
      text: ({ numberFrom }) => numberFrom,
    },
    {
      key: 'to',
      title: t('calls.to'),
      width: 170,
      cell: ({ numberTo }) => phone(numberTo),
      text: ({ numberTo }) => numberTo,
    },
    {
      key: 'direction',
      title: t('calls.direction'),
      width: 220,
      cell: (call) =>
        call.outcome === 'priced' ? (
          call.direction || t(`calls.side.${call.side}`)
        ) : (
          <StatusTag isBare tone="warn" label={t(`calls.outcome.${call.outcome}`)} />
        ),
      text: ({ direction, outcome }) => direction || outcome,
    },
    {
      key: 'seconds',
      title: t('calls.seconds'),
      width: 130,
      isNumber: true,
      cell: ({ seconds }) => duration(seconds),
      text: ({ seconds }) => String(seconds),
    },
    {
      key: 'cost',
      title: t('calls.cost'),
      width: 120,
      isNumber: true,
      cell: ({ cost, outcome }) => outcome === 'priced' && <Money value={cost} />,
      text: ({ cost }) => cost.amount,
    },
    {
      key: 'login',
      title: t('calls.account'),
      width: 160,
      cell: ({ login }) => login,
      text: ({ login }) => login,
    },
  ]
}
