import { listClosedSessions, type Session } from '@altyn/contract/usage'
import { HistoryOutlined } from '@ant-design/icons'
import type { ReactNode } from 'react'
import { z } from 'zod'
import { useTexts } from '../../lib/i18n.ts'
import { useZone } from '../../lib/operator.ts'
import { useUrlState } from '../../lib/url-state.ts'
import { useList } from '../../lib/use-list.ts'
import { AlertLine } from '../../ui/feedback/alert-line.tsx'
import { ListPage } from '../../ui/pages/list-page.tsx'
import type { Filter } from '../../ui/table/filter.ts'
import { useListView } from '../../ui/table/use-list-view.ts'
import { useArchiveColumns } from './session-columns.tsx'
import { SessionFacts } from './session-facts.tsx'
import { type SessionListProps, useGuestFilter } from './session-list.tsx'

/** Days are chosen here, and instants of their beginnings are asked for. */
const viewSchema = listClosedSessions.query
  .omit({ from: true, until: true })
  .extend({ from: z.string().optional(), until: z.string().optional() })

type SessionArchiveProps = Pick<SessionListProps, 'nas'> & { tabs: ReactNode }

/** Sessions that have ended, those that ended last first. */
export function SessionArchive({ nas, tabs }: SessionArchiveProps) {
  const t = useTexts('usage')
  const timeZone = useZone()
  const [{ address }] = useUrlState()
  const view = useListView('session-archive', viewSchema)
  const { from, until, ...query } = view.query
  const list = useList(listClosedSessions, {
    ...query,
    ...(from && { from: startOf(from, timeZone) }),
    ...(until && { until: startOf(until, timeZone, 1) }),
  })
  return (
    <ListPage<Session>
      title={t('sessions.title')}
      tabs={tabs}
      view={view}
      list={list}
      columns={useArchiveColumns(nas.nameOf)}
      rowKey={({ id }) => id}
      onOpen={({ id }) => view.change({ peek: view.peekKey === id ? undefined : id })}
      peek={{
        title: ({ login }) => login,
        content: (session) => <SessionFacts session={session} nasName={nas.nameOf} />,
      }}
      search={{ name: 'login', hint: t('archive.search') }}
      filters={useFilters(nas.options, view.values)}
      above={
        address && !view.values.address ? (
          <AlertLine tone="warn" title={t('archive.wrongAddress', { address })} />
        ) : undefined
      }
      empty={{
        icon: <HistoryOutlined />,
        title: t('archive.empty.title'),
        text: t('archive.empty.text'),
      }}
      exportName={t('archive.file')}
    />
  )
}

function startOf(day: string, timeZone: string, daysLater = 0): string {
  const date = Temporal.PlainDate.from(day).add({ days: daysLater })
  return date.toZonedDateTime(timeZone).toInstant().toString()
}

function useFilters(
  nasOptions: SessionListProps['nas']['options'],
  values: Readonly<Record<string, string>>,
): Filter[] {
  const t = useTexts('usage')
  const guests = useGuestFilter()
  return [
    { kind: 'period', name: 'from', untilName: 'until', label: t('archive.period') },
    { kind: 'text', name: 'address', label: t('fields.address') },
    { kind: 'text', name: 'mac', label: t('archive.mac') },
    ...(nasOptions.length > 0
      ? [
          {
            kind: 'choice' as const,
            name: 'nasId',
            label: t('fields.nas'),
            options: nasOptions,
          },
        ]
      : []),
    guests,
    // Nobody types the number of an account; it comes with a link from its card.
    ...(values.accountId
      ? [{ kind: 'text' as const, name: 'accountId', label: t('fields.accountId') }]
      : []),
  ]
}
