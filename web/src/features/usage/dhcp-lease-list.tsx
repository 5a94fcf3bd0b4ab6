import { type DhcpLease, freeDhcpLease, listDhcpLeases } from '@altyn/contract/usage/dhcp-leases'
import { ClockCircleOutlined } from '@ant-design/icons'
import { type ReactNode, useState } from 'react'
import { type Texts, useTexts } from '../../lib/i18n.ts'
import { usePermissions } from '../../lib/permissions.ts'
import { useDeed } from '../../lib/use-call.ts'
import { useList } from '../../lib/use-list.ts'
import { ConfirmDialog } from '../../ui/actions/confirm-dialog.tsx'
import { ReasonedButton } from '../../ui/actions/reasoned-button.tsx'
import { ListPage } from '../../ui/pages/list-page.tsx'
import { CopyText } from '../../ui/pieces/copy-text.tsx'
import { type Fact, Facts } from '../../ui/pieces/facts.tsx'
import { Instant } from '../../ui/pieces/moment.tsx'
import { StatusTag, type StatusTone } from '../../ui/pieces/status-tag.tsx'
import type { Column } from '../../ui/table/column.ts'
import type { Filter } from '../../ui/table/filter.ts'
import { useListView } from '../../ui/table/use-list-view.ts'
import { AccountOwner } from './account-owner.tsx'
import styles from './usage.module.css'

export type DhcpLeaseListProps = {
  agents: {
    nameOf: (id: number) => string
    options: readonly { value: string; label: string }[]
  }
}

/** Addresses that DHCP servers have given: now, and before. */
export function DhcpLeaseList({ agents }: DhcpLeaseListProps) {
  const t = useTexts('usage')
  const can = usePermissions()
  const view = useListView('dhcp-leases', listDhcpLeases.query)
  const list = useList(listDhcpLeases, view.query)
  const [asked, ask] = useState<DhcpLease>()
  const columns = columnsOf(t, agents.nameOf)
  return (
    <>
      <ListPage
        title={t('dhcp.title')}
        view={view}
        list={list}
        columns={can('usage.free-leases') ? [...columns, freeColumn(t, ask)] : columns}
        rowKey={({ id }) => id}
        onOpen={({ id }) => view.change({ peek: view.peekKey === id ? undefined : id })}
        peek={{
          title: ({ address }) => address,
          content: (lease) => <LeaseFacts lease={lease} agentName={agents.nameOf} />,
        }}
        search={{ name: 'q', hint: t('dhcp.search') }}
        filters={useFilters(agents.options, view.values)}
        empty={{
          icon: <ClockCircleOutlined />,
          title: t('dhcp.empty.title'),
          text: t('dhcp.empty.text'),
        }}
        exportName="dhcp-leases"
      />
      {asked && <FreeDialog lease={asked} onClose={() => ask(undefined)} />}
    </>
  )
}

function LeaseFacts({ lease, agentName }: { lease: DhcpLease; agentName: (id: number) => string }) {
  const t = useTexts('usage')
  const { accountId, mac, line, agentId, from, heardAt, until, expiresAt, endedBy } = lease
  const fact = (key: string, value: ReactNode): Fact => ({
    key,
    label: t(`dhcp.fields.${key}`),
    value,
  })
  return (
    <div className={styles.facts}>
      <Facts
        facts={[
          fact('owner', lease.isGuest ? t('dhcp.guest') : <AccountOwner accountId={accountId} />),
          fact('mac', <CopyText text={mac} isCode />),
          ...(line ? [fact('line', line)] : []),
          fact('agent', agentName(agentId)),
          fact('from', <Instant value={from} />),
          fact('heardAt', <Instant value={heardAt} isRelative />),
          until
            ? fact('until', <Instant value={until} />)
            : fact('expiresAt', <Instant value={expiresAt} />),
          ...(until ? [fact('state', t(stateOf(lease).key))] : []),
          ...(endedBy ? [fact('endedBy', endedBy)] : []),
        ]}
      />
    </div>
  )
}

function useFilters(
  options: DhcpLeaseListProps['agents']['options'],
  values: Readonly<Record<string, string>>,
): Filter[] {
  const t = useTexts('usage')
  const state: Filter = {
    kind: 'choice',
    name: 'isOver',
    label: t('dhcp.fields.state'),
    options: [
      { value: 'false', label: t('dhcp.states.live') },
      { value: 'true', label: t('dhcp.states.over') },
    ],
  }
  const byAgent: Filter[] =
    options.length > 1
      ? [{ kind: 'choice', name: 'agentId', label: t('dhcp.fields.agent'), options }]
      : []
  // Nobody types the number of an account; it comes with a link from its card.
  const byAccount: Filter[] = values.accountId
    ? [{ kind: 'text', name: 'accountId', label: t('fields.accountId') }]
    : []
  return [state, ...byAgent, ...byAccount]
}

function stateOf({ until, endReason }: DhcpLease): { tone: StatusTone; key: string } {
  if (until === null) return { tone: 'ok', key: 'dhcp.states.live' }
  return { tone: 'quiet', key: `dhcp.ends.${endReason}` }
}

function ownerOf({ login, isGuest }: DhcpLease, t: Texts): string {
  return isGuest ? t('dhcp.guest') : login || '—'
}

function columnsOf(t: Texts, agentName: (id: number) => string): Column<DhcpLease>[] {
  return [
    {
      key: 'address',
      title: t('fields.address'),
      cell: ({ address }) => <CopyText text={address} isCode />,
      text: ({ address }) => address,
      width: 130,
      card: 'title',
    },
    {
      key: 'mac',
      title: t('dhcp.fields.mac'),
      cell: ({ mac }) => <CopyText text={mac} isCode />,
      text: ({ mac }) => mac,
      width: 190,
    },
    {
      key: 'login',
      title: t('fields.login'),
      cell: (lease) => ownerOf(lease, t),
      text: (lease) => ownerOf(lease, t),
      width: 130,
    },
    {
      key: 'state',
      title: t('dhcp.fields.state'),
      cell: (lease) => {
        const { tone, key } = stateOf(lease)
        return <StatusTag isBare tone={tone} label={t(key)} />
      },
      text: (lease) => t(stateOf(lease).key),
      width: 190,
    },
    {
      key: 'from',
      title: t('dhcp.fields.from'),
      cell: ({ from }) => <Instant value={from} />,
      text: ({ from }) => from,
      width: 140,
    },
    {
      key: 'until',
      title: t('dhcp.fields.until'),
      cell: ({ until, expiresAt }) =>
        until ? <Instant value={until} /> : <Instant value={expiresAt} isRelative />,
      text: ({ until, expiresAt }) => until ?? expiresAt,
      width: 140,
    },
    {
      key: 'line',
      title: t('fields.line'),
      cell: ({ line }) => line || '—',
      text: ({ line }) => line,
      width: 250,
    },
    {
      key: 'agent',
      title: t('dhcp.fields.agent'),
      cell: ({ agentId }) => agentName(agentId),
      text: ({ agentId }) => agentName(agentId),
      width: 130,
    },
  ]
}

function freeColumn(t: Texts, ask: (lease: DhcpLease) => void): Column<DhcpLease> {
  return {
    key: 'free',
    title: t('dhcp.freeColumn'),
    cell: (lease) => (
      <ReasonedButton
        size="small"
        aria-label={t('dhcp.freeOf', { address: lease.address })}
        reason={lease.until ? t('dhcp.over') : undefined}
        onClick={() => ask(lease)}
      >
        {t('dhcp.free')}
      </ReasonedButton>
    ),
    text: () => '',
    width: 130,
  }
}

function FreeDialog({ lease, onClose }: { lease: DhcpLease; onClose: () => void }) {
  const t = useTexts('usage')
  const free = useDeed(freeDhcpLease, {
    done: t('dhcp.freed', { address: lease.address }),
    isFailureShownByCaller: true,
  })
  return (
    <ConfirmDialog
      isOpen
      title={t('dhcp.freeTitle', { address: lease.address })}
      confirmLabel={t('dhcp.free')}
      isDanger
      onConfirm={() => free.mutateAsync({ params: { id: lease.id } })}
      onClose={onClose}
    >
      <p>{t('dhcp.freeEffect')}</p>
    </ConfirmDialog>
  )
}
