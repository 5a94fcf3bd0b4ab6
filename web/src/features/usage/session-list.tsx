import { listOpenSessions, type Session } from '@altyn/contract/usage'
import { WifiOutlined } from '@ant-design/icons'
import type { ReactNode } from 'react'
import { useTexts } from '../../lib/i18n.ts'
import { useList } from '../../lib/use-list.ts'
import { ListPage } from '../../ui/pages/list-page.tsx'
import { StatusTag } from '../../ui/pieces/status-tag.tsx'
import type { Filter } from '../../ui/table/filter.ts'
import type { MassAction } from '../../ui/table/selection-bar.tsx'
import { useListView } from '../../ui/table/use-list-view.ts'
import { type SessionStop, useSessionColumns } from './session-columns.tsx'
import { SessionFacts } from './session-facts.tsx'

const REFRESH_MILLISECONDS = 5000

export type SessionListProps = {
  nas: {
    nameOf: (id: number | null) => string
    options: readonly { value: string; label: string }[]
  }
  /** Absent without the right to end a session. */
  stop?: SessionStop
  massActions?: readonly MassAction<Session>[]
  tabs?: ReactNode
  /** What else can be done about the device of a session. */
  deedsOf?: (session: Session) => ReactNode
}

/** Who is on the network now; the list refreshes itself. */
export function SessionList({ nas, stop, massActions, tabs, deedsOf }: SessionListProps) {
  const t = useTexts('usage')
  const view = useListView('sessions', listOpenSessions.query)
  const list = useList(listOpenSessions, view.query, { everyMilliseconds: REFRESH_MILLISECONDS })
  return (
    <ListPage
      title={t('sessions.title')}
      tabs={tabs}
      view={view}
      list={list}
      columns={useSessionColumns(nas.nameOf, stop)}
      rowKey={({ id }) => id}
      onOpen={({ id }) => view.change({ peek: view.peekKey === id ? undefined : id })}
      peek={{
        title: ({ login }) => login,
        content: (session) => (
          <>
            <SessionFacts session={session} nasName={nas.nameOf} />
            {deedsOf?.(session)}
          </>
        ),
      }}
      search={{ name: 'q', hint: t('sessions.search') }}
      filters={useFilters(nas.options, view.values)}
      empty={{
        icon: <WifiOutlined />,
        title: t('sessions.empty.title'),
        text: t('sessions.empty.text'),
      }}
      massActions={massActions}
      exportName="sessions"
      above={<LiveNote text={t('sessions.live')} />}
    />
  )
}

/** Tells that nobody has to press «refresh». */
function LiveNote({ text }: { text: string }): ReactNode {
  return (
    <div>
      <StatusTag isBare tone="ok" label={text} />
    </div>
  )
}

/** Guests, or those who have access. */
export function useGuestFilter(): Filter {
  const t = useTexts('usage')
  return {
    kind: 'choice',
    name: 'isGuest',
    label: t('fields.guest'),
    options: [
      { value: 'true', label: t('guestsOnly') },
      { value: 'false', label: t('guestsNot') },
    ],
  }
}

function useFilters(
  options: SessionListProps['nas']['options'],
  values: Readonly<Record<string, string>>,
): Filter[] {
  const t = useTexts('usage')
  const guests = useGuestFilter()
  const byNas: Filter[] =
    options.length > 0 ? [{ kind: 'choice', name: 'nasId', label: t('fields.nas'), options }] : []
  // Nobody types the number of an account; it comes with a link from its card.
  const byAccount: Filter[] = values.accountId
    ? [{ kind: 'text', name: 'accountId', label: t('fields.accountId') }]
    : []
  const doubt = { kind: 'flag' as const, name: 'inDoubt', label: t('doubt.filter') }
  return [...byNas, guests, doubt, ...byAccount]
}
