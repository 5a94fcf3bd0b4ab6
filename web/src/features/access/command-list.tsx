import { type Command, listCommands } from '@altyn/contract/access'
import { SendOutlined } from '@ant-design/icons'
import { useLanguage, useTexts } from '../../lib/i18n.ts'
import { useList } from '../../lib/use-list.ts'
import { AlertLine, type Tone } from '../../ui/feedback/alert-line.tsx'
import { ListPage } from '../../ui/pages/list-page.tsx'
import { CopyText } from '../../ui/pieces/copy-text.tsx'
import { Facts } from '../../ui/pieces/facts.tsx'
import { Instant } from '../../ui/pieces/moment.tsx'
import { StatusTag } from '../../ui/pieces/status-tag.tsx'
import type { Column } from '../../ui/table/column.ts'
import type { Filter } from '../../ui/table/filter.ts'
import { useListView } from '../../ui/table/use-list-view.ts'
import styles from './access.module.css'
import {
  askerOf,
  causeText,
  kindText,
  outcomeAdvice,
  outcomeOf,
  speedText,
} from './command-words.ts'
import { type LogProps, REFRESH_MILLISECONDS } from './log-props.ts'

/** What was asked of the network, and what it answered. */
export function CommandList({ tabs, nasName, owner }: LogProps) {
  const t = useTexts('access')
  const view = useListView('commands', listCommands.query)
  const list = useList(listCommands, view.query, { everyMilliseconds: REFRESH_MILLISECONDS })
  const filters: Filter[] = view.values.accountId
    ? [{ kind: 'text', name: 'accountId', label: t('fields.accountId') }]
    : []
  return (
    <ListPage
      title={t('title')}
      tabs={tabs}
      view={view}
      list={list}
      columns={useCommandColumns(nasName)}
      rowKey={({ id }) => id}
      onOpen={({ id }) => view.change({ peek: view.peekKey === id ? undefined : id })}
      peek={{
        title: (command) => `${kindText(t, command)}: ${command.login}`,
        content: (command) => <CommandFacts command={command} nasName={nasName} owner={owner} />,
      }}
      filters={filters}
      empty={{
        icon: <SendOutlined />,
        title: t('commands.empty.title'),
        text: t('commands.empty.text'),
      }}
      exportName="commands"
    />
  )
}

function useCommandColumns(nasName: LogProps['nasName']): Column<Command>[] {
  const t = useTexts('access')
  return [
    {
      key: 'askedAt',
      title: t('fields.askedAt'),
      cell: ({ askedAt }) => <Instant value={askedAt} />,
      text: ({ askedAt }) => askedAt,
      width: 150,
      card: 'aside',
    },
    {
      key: 'kind',
      title: t('fields.kind'),
      cell: (command) => kindText(t, command),
      text: (command) => kindText(t, command),
      width: 170,
      card: 'title',
    },
    {
      key: 'login',
      title: t('fields.login'),
      cell: ({ login }) => <CopyText text={login} />,
      text: ({ login }) => login,
      width: 150,
    },
    {
      key: 'outcome',
      title: t('fields.outcome'),
      cell: (command) => <StatusTag isBare {...outcomeOf(t, command)} />,
      text: (command) => outcomeOf(t, command).label,
      width: 200,
    },
    {
      key: 'reason',
      title: t('fields.why'),
      cell: ({ reason }) => t(`why.${reason}`),
      text: ({ reason }) => t(`why.${reason}`),
      width: 220,
    },
    {
      key: 'nas',
      title: t('fields.nas'),
      cell: ({ nasId }) => nasName(nasId),
      text: ({ nasId }) => nasName(nasId),
      width: 130,
    },
    {
      key: 'askedBy',
      title: t('fields.askedBy'),
      cell: askerOf,
      text: askerOf,
      width: 150,
    },
    {
      key: 'attempts',
      title: t('fields.attempts'),
      cell: ({ attempts }) => attempts,
      text: ({ attempts }) => String(attempts),
      isNumber: true,
      width: 110,
    },
  ]
}

function CommandFacts(props: { command: Command } & Pick<LogProps, 'nasName' | 'owner'>) {
  const { command, nasName, owner } = props
  const t = useTexts('access')
  const { tone, label } = outcomeOf(t, command)
  const cause = causeText(t, command)
  const speed = speedText(t, command, useLanguage()[0])
  return (
    <div className={styles.facts}>
      <AlertLine tone={ALERTS[tone]} title={label} advice={outcomeAdvice(t, command)} />
      <Facts
        facts={[
          { key: 'owner', label: t('fields.owner'), value: owner(command.accountId) },
          { key: 'why', label: t('fields.why'), value: t(`why.${command.reason}`) },
          ...(command.serviceName
            ? [{ key: 'service', label: t('fields.service'), value: command.serviceName }]
            : []),
          ...(speed ? [{ key: 'speed', label: t('fields.speed'), value: speed }] : []),
          { key: 'who', label: t('fields.askedBy'), value: askerOf(command) },
          { key: 'nas', label: t('fields.nas'), value: nasName(command.nasId) },
          {
            key: 'askedAt',
            label: t('fields.askedAt'),
            value: <Instant value={command.askedAt} />,
          },
          {
            key: 'answeredAt',
            label: t('fields.answeredAt'),
            value: <Instant value={command.answeredAt} />,
          },
          ...(cause ? [{ key: 'cause', label: t('fields.cause'), value: cause }] : []),
          { key: 'attempts', label: t('fields.attempts'), value: command.attempts },
        ]}
      />
    </div>
  )
}

const ALERTS: Record<ReturnType<typeof outcomeOf>['tone'], Tone> = {
  ok: 'ok',
  warn: 'warn',
  bad: 'bad',
  note: 'note',
  quiet: 'quiet',
  busy: 'note',
}
