import { type Agent, listAgents, listNas, type Nas } from '@altyn/contract/network'
import { ApiOutlined, PlusOutlined } from '@ant-design/icons'
import { useState } from 'react'
import { z } from 'zod'
import { useTexts } from '../../lib/i18n.ts'
import type { ListSource } from '../../lib/list-source.ts'
import { paths } from '../../lib/path-builder.ts'
import { usePermissions } from '../../lib/permissions.ts'
import { usePanel } from '../../lib/url-state.ts'
import { useItems } from '../../lib/use-list.ts'
import type { MenuLine } from '../../ui/actions/action-menu.tsx'
import { useGo } from '../../ui/actions/use-go.ts'
import { ListPage } from '../../ui/pages/list-page.tsx'
import { useListView } from '../../ui/table/use-list-view.ts'
import { AgentForm } from './agents/agent-form.tsx'
import { AgentPanels } from './agents/agent-panels.tsx'
import { ArchiveNasDialog } from './archive-nas-dialog.tsx'
import { useNasColumns } from './nas-columns.tsx'
import { type FreshSecret, NasForm } from './nas-form.tsx'
import { NasSetupDrawer } from './nas-setup-drawer.tsx'
import { ProtectionDrawer } from './protection/protection-drawer.tsx'
import { useProtection } from './protection/use-protection.ts'

const listQuestion = z.object({ q: z.string().optional(), agentId: z.string().optional() })

/** The agents and the access servers that they listen to. */
export function NasList() {
  const t = useTexts('network')
  const tp = useTexts('protection')
  const go = useGo()
  const can = usePermissions()
  const view = useListView('nas', listQuestion)
  const { openPanel } = usePanel()
  const agents = useItems(listAgents)
  const all = useItems(listNas)
  const list = narrowed(all, view.query)
  const mayChange = can('network.change')
  const linesOf = (nas: Nas): MenuLine[] => [
    {
      key: 'setup',
      label: t('setup.show'),
      onRun: () => openPanel(`setup-${nas.id}`),
    },
    {
      key: 'protection',
      label: tp('show'),
      onRun: () => openPanel(`protection-${nas.id}`),
    },
    {
      key: 'barred',
      label: t('nas.barred'),
      onRun: () => go(paths.barred({ isOver: 'false', nasId: nas.id })),
    },
    ...(mayChange
      ? [
          { key: 'edit', label: t('change'), onRun: () => openPanel(`nas-${nas.id}`) },
          {
            key: 'archive',
            label: t('nas.archive'),
            isDanger: true,
            onRun: () => openPanel(`archive-${nas.id}`),
          },
        ]
      : []),
  ]
  const columns = useNasColumns(agents.rows, { linesOf })
  const create = {
    key: 'nas',
    label: t('nas.create'),
    icon: <PlusOutlined />,
    isPrimary: true,
    onRun: () => openPanel('nas'),
  }
  return (
    <>
      <ListPage
        title={t('title')}
        view={view}
        list={list}
        columns={columns}
        rowKey={({ id }) => String(id)}
        onOpen={(nas) => openPanel(mayChange ? `nas-${nas.id}` : `setup-${nas.id}`)}
        search={{ name: 'q', hint: t('nas.search') }}
        filters={agents.rows.length > 1 ? [agentFilter(t('fields.agentId'), agents.rows)] : []}
        actions={
          mayChange
            ? [create, { key: 'agent', label: t('agents.create'), onRun: () => openPanel('agent') }]
            : []
        }
        empty={{
          icon: <ApiOutlined />,
          title: t('nas.empty.title'),
          text: t('nas.empty.text'),
          actions: mayChange ? [create] : [],
        }}
        exportName="nas"
        above={
          <AgentPanels
            agents={agents.state === 'loading' ? undefined : agents.rows}
            nas={all.rows}
            onEdit={({ id }) => openPanel(`agent-${id}`)}
          />
        }
      />
      {agents.state === 'ready' && all.state === 'ready' && (
        <OpenPanel agents={agents.rows} rows={all.rows} />
      )}
    </>
  )
}

function OpenPanel({ agents, rows }: { agents: readonly Agent[]; rows: readonly Nas[] }) {
  const { panel = '', openPanel, closePanel } = usePanel()
  const protection = useProtection()
  const [fresh, setFresh] = useState<FreshSecret>()
  const [kind, id] = panel.split('-')
  const nas = rows.find((row) => String(row.id) === id)
  const agent = agents.find((row) => String(row.id) === id)
  const close = () => {
    setFresh(undefined)
    closePanel()
  }
  const showSecret = (next: FreshSecret | undefined) => {
    setFresh(next)
    if (next) openPanel(`setup-${next.nasId}`)
    else closePanel()
  }
  if (kind === 'agent' && (agent || !id)) return <AgentForm agent={agent} onClose={close} />
  if (kind === 'nas' && (nas || !id)) {
    const speaking = agents.filter((row) => row.kind === 'radius-internet')
    return <NasForm agents={speaking} nas={nas} onSaved={showSecret} onClose={close} />
  }
  if (kind === 'protection' && nas) {
    return <ProtectionDrawer nas={nas} protection={protection.get(nas.id)} onClose={close} />
  }
  if (kind === 'archive' && nas) return <ArchiveNasDialog nas={nas} onClose={close} />
  if (kind !== 'setup' || !nas) return null
  return (
    <NasSetupDrawer
      nas={nas}
      agent={agents.find((row) => row.id === nas.agentId)}
      secret={fresh?.nasId === nas.id ? fresh.secret : undefined}
      onClose={close}
    />
  )
}

/** The list comes whole, so it is narrowed here. */
function narrowed(list: ListSource<Nas>, query: z.input<typeof listQuestion>): ListSource<Nas> {
  const words = query.q?.toLowerCase() ?? ''
  const rows = list.rows.filter(
    ({ name, address, deviceName, note, agentId }) =>
      (!query.agentId || String(agentId) === query.agentId) &&
      `${name} ${address} ${deviceName ?? ''} ${note}`.toLowerCase().includes(words),
  )
  return { ...list, rows, total: list.total === undefined ? undefined : rows.length }
}

function agentFilter(label: string, agents: readonly Agent[]) {
  const options = agents.map(({ id, name }) => ({ value: String(id), label: name }))
  return { kind: 'choice' as const, name: 'agentId', label, options }
}
