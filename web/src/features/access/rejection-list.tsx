import { listRejections, type Rejection } from '@altyn/contract/access'
import { SafetyCertificateOutlined } from '@ant-design/icons'
import { type Texts, useTexts } from '../../lib/i18n.ts'
import { useList } from '../../lib/use-list.ts'
import { AlertLine } from '../../ui/feedback/alert-line.tsx'
import { ListPage } from '../../ui/pages/list-page.tsx'
import { CopyText } from '../../ui/pieces/copy-text.tsx'
import { Facts } from '../../ui/pieces/facts.tsx'
import { Instant } from '../../ui/pieces/moment.tsx'
import { StatusTag } from '../../ui/pieces/status-tag.tsx'
import type { Column } from '../../ui/table/column.ts'
import type { Filter } from '../../ui/table/filter.ts'
import { useListView } from '../../ui/table/use-list-view.ts'
import styles from './access.module.css'
import { type LogProps, REFRESH_MILLISECONDS } from './log-props.ts'
import { rejectionTone } from './rejection-tone.ts'

/** Why sign-ins were refused, in words that support can read out. */
export function RejectionList({ tabs, nasName, owner, deedsOf }: LogProps) {
  const t = useTexts('access')
  const view = useListView('rejections', listRejections.query)
  const list = useList(listRejections, view.query, { everyMilliseconds: REFRESH_MILLISECONDS })
  // The number of an account comes with a link from its card.
  const filters: Filter[] = view.values.accountId
    ? [{ kind: 'text', name: 'accountId', label: t('fields.accountId') }]
    : []
  return (
    <ListPage
      title={t('title')}
      tabs={tabs}
      view={view}
      list={list}
      columns={useRejectionColumns(nasName)}
      rowKey={({ id }) => id}
      onOpen={({ id }) => view.change({ peek: view.peekKey === id ? undefined : id })}
      peek={{
        title: ({ login }) => login || t('rejections.noLogin'),
        content: (rejection) => (
          <>
            <RejectionFacts rejection={rejection} nasName={nasName} owner={owner} />
            {deedsOf?.(rejection)}
          </>
        ),
      }}
      search={{ name: 'q', hint: t('rejections.search') }}
      filters={filters}
      empty={{
        icon: <SafetyCertificateOutlined />,
        title: t('rejections.empty.title'),
        text: t('rejections.empty.text'),
      }}
      exportName="rejections"
    />
  )
}

function useRejectionColumns(nasName: LogProps['nasName']): Column<Rejection>[] {
  const t = useTexts('access')
  return [
    {
      key: 'at',
      title: t('fields.at'),
      cell: ({ at }) => <Instant value={at} />,
      text: ({ at }) => at,
      width: 150,
      card: 'aside',
    },
    {
      key: 'login',
      title: t('fields.login'),
      cell: ({ login }) => login || t('rejections.noLogin'),
      text: ({ login }) => login,
      width: 140,
      card: 'title',
    },
    {
      key: 'reason',
      title: t('fields.reason'),
      cell: ({ reason }) => (
        <StatusTag isBare tone={rejectionTone(reason)} label={t(`reasons.${reason}.short`)} />
      ),
      text: ({ reason }) => t(`reasons.${reason}.short`),
      width: 290,
    },
    {
      key: 'advice',
      title: t('fields.advice'),
      cell: ({ reason }) => (
        <span className={styles.quiet} title={t(`reasons.${reason}.advice`)}>
          {t(`reasons.${reason}.advice`)}
        </span>
      ),
      width: 250,
      card: 'none',
    },
    {
      key: 'callingStation',
      title: t('fields.callingStation'),
      cell: ({ callingStation }) =>
        callingStation ? <CopyText text={callingStation} isCode /> : '—',
      text: ({ callingStation }) => callingStation,
      width: 190,
    },
    {
      key: 'line',
      title: t('fields.line'),
      cell: (rejection) => linesOf(rejection, t) || '—',
      text: (rejection) => linesOf(rejection, t),
      width: 240,
    },
    {
      key: 'nas',
      title: t('fields.nas'),
      cell: ({ nasId }) => nasName(nasId),
      text: ({ nasId }) => nasName(nasId),
      width: 130,
    },
  ]
}

/** From which line it came; with the expected one where the line was the reason. */
function linesOf({ reason, line, expectedLine }: Rejection, t: Texts): string {
  if (reason !== 'other-line' && reason !== 'line-unread') return line
  return t('rejections.lines', { line: line || t('rejections.noLine'), expected: expectedLine })
}

function RejectionFacts({ rejection, nasName, owner }: { rejection: Rejection } & OwnProps) {
  const t = useTexts('access')
  const { at, login, reason, callingStation, nasId, accountId } = rejection
  const lines = linesOf(rejection, t)
  return (
    <div className={styles.facts}>
      <AlertLine
        tone={rejectionTone(reason) === 'bad' ? 'bad' : 'note'}
        title={t(`reasons.${reason}.short`)}
        advice={t(`reasons.${reason}.advice`)}
      />
      <Facts
        facts={[
          { key: 'owner', label: t('fields.owner'), value: owner(accountId) },
          { key: 'login', label: t('fields.login'), value: <CopyText text={login} /> },
          { key: 'at', label: t('fields.at'), value: <Instant value={at} /> },
          ...(callingStation
            ? [
                {
                  key: 'mac',
                  label: t('fields.callingStation'),
                  value: <CopyText text={callingStation} isCode />,
                },
              ]
            : []),
          ...(lines ? [{ key: 'line', label: t('fields.line'), value: lines }] : []),
          { key: 'nas', label: t('fields.nas'), value: nasName(nasId) },
        ]}
      />
    </div>
  )
}

type OwnProps = Pick<LogProps, 'nasName' | 'owner'>
