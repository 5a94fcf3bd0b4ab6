import type { Device } from '@altyn/contract/network/devices'
import { type DevicePolling, pollDevice, readDevicePolling } from '@altyn/contract/network/polling'
import { ApiOutlined, SettingOutlined, SyncOutlined } from '@ant-design/icons'
import { useQueryClient } from '@tanstack/react-query'
import { useEffect, useState } from 'react'
import { formatCount } from '../../../../lib/format/quantity.ts'
import { formatDuration } from '../../../../lib/format/time.ts'
import { useLanguage, useTexts } from '../../../../lib/i18n.ts'
import { usePermissions } from '../../../../lib/permissions.ts'
import { refreshPaths, useCall, useDeed } from '../../../../lib/use-call.ts'
import { type Action, ActionBar } from '../../../../ui/actions/action-bar.tsx'
import { AlertLine } from '../../../../ui/feedback/alert-line.tsx'
import { EmptyState } from '../../../../ui/feedback/empty-state.tsx'
import { ErrorState } from '../../../../ui/feedback/error-state.tsx'
import { SkeletonLines } from '../../../../ui/feedback/skeleton.tsx'
import { type Fact, Facts } from '../../../../ui/pieces/facts.tsx'
import { Instant } from '../../../../ui/pieces/moment.tsx'
import styles from './polling.module.css'
import { PollingForm } from './polling-form.tsx'
import { ReachTag } from './polling-words.tsx'

const ASK_EVERY_MS = 10_000
const ASK_SOON_MS = 1000

/** How a device is asked over SNMP, and what it says of itself. */
export function PollingTab({ device }: { device: Device }) {
  const [isOpen, setOpen] = useState(false)
  const [askedAt, setAskedAt] = useState<string | null>()
  const client = useQueryClient()
  const answer = useCall(
    readDevicePolling,
    { params: { id: device.id } },
    { everyMilliseconds: askedAt === undefined ? ASK_EVERY_MS : ASK_SOON_MS },
  )
  const polling = answer.data
  const polledAt = polling?.polledAt
  const isPending = askedAt !== undefined
  useEffect(() => {
    if (askedAt === undefined || polledAt === undefined || polledAt === askedAt) return
    setAskedAt(undefined)
    // The ports, the ONUs and the head of the card show what was told, too.
    void refreshPaths(client, ['/api/network'])
  }, [askedAt, polledAt, client])
  const actions = useActions({
    device,
    polling,
    isPending: isPending || polling?.isBeingPolled === true,
    onAsked: () => setAskedAt(polling?.polledAt ?? null),
    onOpen: () => setOpen(true),
  })
  if (answer.isError && !polling) {
    return <ErrorState error={answer.error} onRetry={() => void answer.refetch()} />
  }
  if (!polling) return <SkeletonLines count={6} />
  return (
    <>
      {polling.reach === 'off' ? (
        <NotAsked device={device} polling={polling} actions={actions} />
      ) : (
        <Asked device={device} polling={polling} actions={actions} />
      )}
      {isOpen && <PollingForm device={device} polling={polling} onClose={() => setOpen(false)} />}
    </>
  )
}

type ActionFacts = {
  device: Device
  polling: DevicePolling | undefined
  isPending: boolean
  onAsked: () => void
  onOpen: () => void
}

function useActions({ device, polling, isPending, onAsked, onOpen }: ActionFacts): Action[] {
  const t = useTexts('polling')
  const can = usePermissions()
  const poll = useDeed(pollDevice, { onDone: onAsked })
  const archived = device.archivedAt ? t('isArchived') : undefined
  const now: Action = {
    key: 'now',
    label: t(isPending ? 'now.running' : 'now.run'),
    icon: <SyncOutlined spin={isPending} />,
    reason: archived ?? (isPending ? t('now.reason') : undefined),
    onRun: () => poll.mutate({ params: { id: device.id } }),
  }
  const settings: Action = {
    key: 'settings',
    label: t('settings'),
    icon: <SettingOutlined />,
    reason: archived,
    onRun: onOpen,
  }
  return [
    ...(can('network.poll') && polling && polling.reach !== 'off' ? [now] : []),
    ...(can('network.change') ? [settings] : []),
  ]
}

type PartProps = { device: Device; polling: DevicePolling; actions: readonly Action[] }

function NotAsked({ device, polling, actions }: PartProps) {
  const t = useTexts('polling')
  const why = device.archivedAt
    ? 'archived'
    : device.address
      ? polling.source === 'off'
        ? 'off'
        : 'silent'
      : 'address'
  return (
    <EmptyState
      icon={<ApiOutlined />}
      title={t('notAsked.title')}
      text={t(`notAsked.${why}`)}
      actions={actions}
    />
  )
}

function Asked({ polling, actions }: PartProps) {
  const t = useTexts('polling')
  const { failure, interfacesCount, matchedCount, answeredAt } = polling
  return (
    <div className={styles.tab}>
      <ActionBar actions={actions} />
      {failure && (
        <AlertLine
          tone="bad"
          title={t(`failures.${failure}.title`)}
          advice={t(`failures.${failure}.advice`)}
        />
      )}
      {!failure && answeredAt && matchedCount === 0 && (
        <AlertLine
          tone="warn"
          title={t('unmatched.title', { count: interfacesCount })}
          advice={t('unmatched.advice')}
        />
      )}
      <Facts facts={usePollingFacts(polling)} />
    </div>
  )
}

function usePollingFacts(polling: DevicePolling): Fact[] {
  const t = useTexts('polling')
  const [language] = useLanguage()
  const { reach, since, polledAt, answeredAt, nextAt, bootedAt, rebootsCount } = polling
  const settings = (polling.source === 'own' ? undefined : polling.template) ?? polling
  const version = t(`snmp.versions.${settings.snmpVersion}`)
  const isDue = nextAt !== null && isPast(nextAt)
  const facts: (Fact | false | null)[] = [
    {
      key: 'reach',
      label: t('facts.reach'),
      value: (
        <>
          <ReachTag reach={reach} isBare />{' '}
          {since && (
            <>
              {t('since')} <Instant value={since} />
            </>
          )}
        </>
      ),
    },
    { key: 'polled', label: t('facts.polledAt'), value: <Instant value={polledAt} isRelative /> },
    reach === 'unreachable' && {
      key: 'answered',
      label: t('facts.answeredAt'),
      value: <Instant value={answeredAt} isRelative />,
    },
    {
      key: 'next',
      label: t('facts.nextAt'),
      value: (
        <>
          {isDue ? t('facts.due') : <Instant value={nextAt} isRelative />}
          {reach === 'unreachable' && ` · ${t('facts.slower')}`}
        </>
      ),
    },
    bootedAt !== null && {
      key: 'uptime',
      label: t('facts.uptime'),
      value: (
        <>
          {formatDuration(uptimeOf(bootedAt, reach === 'reachable' ? null : answeredAt), language)}
          {rebootsCount > 0 && ` · ${t('facts.reboots', { count: rebootsCount })}`}
        </>
      ),
    },
    polling.systemName !== '' && {
      key: 'name',
      label: t('facts.name'),
      value: polling.systemName,
    },
    polling.systemText !== '' && {
      key: 'text',
      label: t('facts.text'),
      value: polling.systemText,
    },
    answeredAt !== null && {
      key: 'ports',
      label: t('facts.ports'),
      value: t('facts.matched', {
        matched: formatCount(polling.matchedCount, language),
        interfaces: formatCount(polling.interfacesCount, language),
      }),
    },
    {
      key: 'how',
      label: t('facts.how'),
      value: [
        `SNMP ${version}`,
        t('facts.every', { time: formatDuration(settings.pollSeconds, language) }),
        t(`sources.${polling.source}`),
      ].join(' · '),
    },
  ]
  return facts.filter((fact) => fact !== false && fact !== null)
}

/** Seconds since it started, up to now or to when it last answered. */
function uptimeOf(bootedAt: string, until: string | null): number {
  const end = until ? Temporal.Instant.from(until) : Temporal.Now.instant()
  return Math.max(0, Math.floor(end.since(bootedAt).total('seconds')))
}

const isPast = (instant: string): boolean =>
  Temporal.Instant.compare(instant, Temporal.Now.instant()) <= 0
