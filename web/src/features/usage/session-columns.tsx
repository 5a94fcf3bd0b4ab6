import type { Session } from '@altyn/contract/usage'
import { ArrowDownOutlined, ArrowUpOutlined } from '@ant-design/icons'
import type { ReactNode } from 'react'
import { formatBytes } from '../../lib/format/quantity.ts'
import { formatDuration } from '../../lib/format/time.ts'
import { type Language, type Texts, useLanguage, useTexts } from '../../lib/i18n.ts'
import { ReasonedButton } from '../../ui/actions/reasoned-button.tsx'
import { CopyText } from '../../ui/pieces/copy-text.tsx'
import { Instant } from '../../ui/pieces/moment.tsx'
import { StatusTag, type StatusTone } from '../../ui/pieces/status-tag.tsx'
import type { Column } from '../../ui/table/column.ts'
import styles from './usage.module.css'

export type SessionStop = {
  /** Sessions whose access server has been told and has not answered yet. */
  waiting: ReadonlySet<string>
  ask: (session: Session) => void
}

type Words = { t: Texts; language: Language; nasName: (id: number | null) => string }

/** How long a session has lasted until now; its last report may be minutes old. */
export function lengthOf({ startedAt, closedAt }: Session): number {
  const end = closedAt ? Temporal.Instant.from(closedAt) : Temporal.Now.instant()
  return (end.epochMilliseconds - Temporal.Instant.from(startedAt).epochMilliseconds) / 1000
}

/** The columns of the list of live sessions; without `stop` nothing can be ended. */
export function useSessionColumns(
  nasName: Words['nasName'],
  stop: SessionStop | undefined,
): Column<Session>[] {
  const t = useTexts('usage')
  const [language] = useLanguage()
  const words = { t, language, nasName }
  const columns = [...whoColumns(words), ...howMuchColumns(words), stateColumn(t)]
  return stop ? [...columns, stopColumn(t, stop)] : columns
}

/** The columns of the archive: when a session was, and why it ended. */
export function useArchiveColumns(nasName: Words['nasName']): Column<Session>[] {
  const t = useTexts('usage')
  const [language] = useLanguage()
  const words = { t, language, nasName }
  const traffic = howMuchColumns(words).filter(({ key }) => key.startsWith('octets'))
  return [...whoColumns(words), ...spanColumns(words), ...traffic, causeColumn(t)]
}

/** Why a session ended, in words; what an access server tells beyond the usual stays as it is. */
export function causeText(t: Texts, cause: string | null): string {
  return t(`causes.${cause || 'none'}`, { defaultValue: cause ?? '' })
}

const STATE_TONES: Record<Session['state'], StatusTone> = {
  live: 'ok',
  suspected: 'note',
  silent: 'warn',
  probed: 'note',
  closed: 'quiet',
}

/** How sure it is that a session goes on. The list says it where it is not sure; the column is for who wants it always. */
function stateColumn(t: Texts): Column<Session> {
  return {
    key: 'state',
    title: t('fields.state'),
    cell: ({ state }) => stateTag(t, state),
    text: ({ state }) => t(`state.${state}`),
    width: 140,
    card: 'none',
    isOptional: true,
  }
}

function stateTag(t: Texts, state: Session['state']): ReactNode {
  return <StatusTag isBare tone={STATE_TONES[state]} label={t(`state.${state}`)} />
}

function spanColumns({ t, language }: Words): Column<Session>[] {
  return [
    {
      key: 'startedAt',
      title: t('fields.startedAt'),
      cell: ({ startedAt }) => <Instant value={startedAt} />,
      text: ({ startedAt }) => startedAt,
      width: 150,
    },
    {
      key: 'closedAt',
      title: t('fields.closedAt'),
      cell: ({ closedAt }) => <Instant value={closedAt} />,
      text: ({ closedAt }) => closedAt ?? '',
      width: 150,
    },
    {
      key: 'length',
      title: t('fields.lasted'),
      cell: (session) => formatDuration(lengthOf(session), language),
      text: (session) => String(Math.round(lengthOf(session))),
      isNumber: true,
      width: 110,
    },
  ]
}

function causeColumn(t: Texts): Column<Session> {
  return {
    key: 'cause',
    title: t('fields.cause'),
    cell: ({ cause }) => causeText(t, cause),
    text: ({ cause }) => cause ?? '',
    width: 200,
  }
}

function whoColumns({ t, nasName }: Words): Column<Session>[] {
  return [
    {
      key: 'login',
      title: t('fields.login'),
      cell: ({ login, isGuest }) => (
        <span className={styles.login}>
          {login} {isGuest && <StatusTag tone="note" label={t('guest')} isBare />}
        </span>
      ),
      text: ({ login }) => login,
      width: 120,
    },
    {
      key: 'address',
      title: t('fields.address'),
      cell: ({ address }) => (address ? <CopyText text={address} isCode /> : '—'),
      text: ({ address }) => address ?? '',
      width: 140,
    },
    {
      key: 'callingStation',
      title: t('fields.callingStation'),
      cell: ({ callingStation }) =>
        callingStation ? <CopyText text={callingStation} isCode /> : '—',
      text: ({ callingStation }) => callingStation,
      width: 187,
    },
    {
      key: 'nas',
      title: t('fields.nas'),
      cell: ({ nasId }) => nasName(nasId),
      text: ({ nasId }) => nasName(nasId),
      width: 120,
    },
    {
      key: 'nasPort',
      title: t('fields.nasPort'),
      cell: ({ nasPort }) => nasPort || '—',
      text: ({ nasPort }) => nasPort,
      isOptional: true,
    },
  ]
}

function howMuchColumns({ t, language }: Words): Column<Session>[] {
  const traffic = (octets: string) => formatBytes(octets, language)
  return [
    {
      key: 'startedAt',
      title: t('fields.startedAt'),
      cell: ({ startedAt }) => <Instant value={startedAt} />,
      text: ({ startedAt }) => startedAt,
      width: 150,
      card: 'none',
      isOptional: true,
    },
    {
      key: 'length',
      title: t('fields.length'),
      cell: (session) => formatDuration(lengthOf(session), language),
      text: (session) => String(Math.round(lengthOf(session))),
      isNumber: true,
      width: 100,
    },
    {
      key: 'octetsIn',
      title: t('fields.octetsIn'),
      cell: ({ octetsIn }) => withArrow(<ArrowDownOutlined aria-hidden />, traffic(octetsIn)),
      text: ({ octetsIn }) => octetsIn,
      isNumber: true,
      width: 98,
    },
    {
      key: 'octetsOut',
      title: t('fields.octetsOut'),
      cell: ({ octetsOut }) => withArrow(<ArrowUpOutlined aria-hidden />, traffic(octetsOut)),
      text: ({ octetsOut }) => octetsOut,
      isNumber: true,
      width: 98,
    },
    {
      key: 'updatedAt',
      title: t('fields.updatedAt'),
      cell: ({ updatedAt, state }) =>
        state === 'live' || state === 'closed' ? (
          <Instant value={updatedAt} isRelative />
        ) : (
          stateTag(t, state)
        ),
      text: ({ updatedAt }) => updatedAt,
      width: 132,
    },
  ]
}

function withArrow(arrow: ReactNode, text: string): ReactNode {
  return (
    <span className={styles.traffic}>
      {arrow} {text}
    </span>
  )
}

function stopColumn(t: Texts, { waiting, ask }: SessionStop): Column<Session> {
  return {
    key: 'stop',
    title: t('stop.column'),
    cell: (session) =>
      waiting.has(session.id) ? (
        <StatusTag isBare tone="busy" label={t('stop.waiting')} />
      ) : (
        <ReasonedButton
          size="small"
          aria-label={t('stop.of', { login: session.login })}
          onClick={() => ask(session)}
        >
          {t('stop.button')}
        </ReasonedButton>
      ),
    width: 112,
    card: 'aside',
  }
}
