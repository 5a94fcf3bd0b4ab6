import { type Agent, listAgents, listSegments, type Segment } from '@altyn/contract/network'
import { PartitionOutlined, PlusOutlined } from '@ant-design/icons'
import { z } from 'zod'
import { formatCount } from '../../lib/format/quantity.ts'
import { type Language, type Texts, useLanguage, useTexts } from '../../lib/i18n.ts'
import { usePermissions } from '../../lib/permissions.ts'
import { usePanel } from '../../lib/url-state.ts'
import { useItems } from '../../lib/use-list.ts'
import { ListPage } from '../../ui/pages/list-page.tsx'
import { CopyText } from '../../ui/pieces/copy-text.tsx'
import { StatTiles } from '../../ui/pieces/stat-tiles.tsx'
import type { Column } from '../../ui/table/column.ts'
import { useListView } from '../../ui/table/use-list-view.ts'
import { FillBar } from './fill-bar.tsx'
import { fillTone, shareOf } from './fill-tone.ts'
import { RowMenu } from './nas-columns.tsx'
import { RemoveSegmentDialog } from './remove-segment-dialog.tsx'
import { SegmentForm } from './segment-form.tsx'

const listQuestion = z.object({ q: z.string().optional() })

/** The networks that addresses are given from, and how full they are. */
export function SegmentList() {
  const t = useTexts('network')
  const [language] = useLanguage()
  const can = usePermissions()
  const view = useListView('segments', listQuestion)
  const { openPanel } = usePanel()
  const agents = useItems(listAgents)
  const all = useItems(listSegments)
  const words = view.query.q?.toLowerCase() ?? ''
  const rows = all.rows.filter(({ name, network }) =>
    `${name} ${network}`.toLowerCase().includes(words),
  )
  const mayChange = can('network.change')
  const create = {
    key: 'segment',
    label: t('segments.create'),
    icon: <PlusOutlined />,
    isPrimary: true,
    onRun: () => openPanel('create'),
  }
  const columns = segmentColumns({ t, language, agents: agents.rows })
  if (mayChange) {
    columns.push(deedColumn(t, (segment) => openPanel(`remove-${segment.id}`)))
  }
  return (
    <>
      <ListPage
        title={t('segments.title')}
        view={view}
        list={{ ...all, rows, total: all.total === undefined ? undefined : rows.length }}
        columns={columns}
        rowKey={({ id }) => String(id)}
        search={{ name: 'q', hint: t('segments.search') }}
        actions={mayChange ? [create] : []}
        empty={{
          icon: <PartitionOutlined />,
          title: t('segments.empty.title'),
          text: t('segments.empty.text'),
          actions: mayChange ? [create] : [],
        }}
        exportName="segments"
        above={<FillTiles segments={all.state === 'ready' ? all.rows : undefined} />}
      />
      <OpenPanel agents={agents.rows} segments={all.rows} isReady={agents.state === 'ready'} />
    </>
  )
}

function OpenPanel(props: {
  agents: readonly Agent[]
  segments: readonly Segment[]
  isReady: boolean
}) {
  const { panel = '', closePanel } = usePanel()
  const [kind, id] = panel.split('-')
  const segment = props.segments.find((row) => String(row.id) === id)
  if (kind === 'create' && props.isReady) {
    const speaking = props.agents.filter(({ kind }) => kind === 'radius-internet')
    return <SegmentForm agents={speaking} onClose={closePanel} />
  }
  if (kind !== 'remove' || !segment) return null
  return <RemoveSegmentDialog segment={segment} onClose={closePanel} />
}

function FillTiles({ segments }: { segments: readonly Segment[] | undefined }) {
  const t = useTexts('network')
  const [language] = useLanguage()
  if (segments?.length === 0) return null
  const sum = (key: 'leasedCount' | 'addressesCount') =>
    segments?.reduce((total, segment) => total + segment[key], 0)
  const leased = sum('leasedCount')
  const all = sum('addressesCount')
  const count = (value: number | undefined) =>
    value === undefined ? undefined : formatCount(value, language)
  const full = segments?.filter((segment) => fillTone(shareOf(segment)) !== 'ok').length
  return (
    <StatTiles
      stats={[
        { key: 'all', label: t('segments.tiles.all'), value: count(all) },
        { key: 'leased', label: t('segments.tiles.leased'), value: count(leased) },
        {
          key: 'free',
          label: t('segments.tiles.free'),
          value: all === undefined || leased === undefined ? undefined : count(all - leased),
        },
        {
          key: 'full',
          label: t('segments.tiles.full'),
          value: count(full),
          note: t('segments.tiles.fullNote'),
          tone: full ? 'warn' : undefined,
        },
      ]}
    />
  )
}

function segmentColumns(words: {
  t: Texts
  language: Language
  agents: readonly Agent[]
}): Column<Segment>[] {
  const { t, language, agents } = words
  const agentOf = ({ agentId }: Segment) => agents.find(({ id }) => id === agentId)?.name ?? '—'
  const freeOf = ({ addressesCount, leasedCount }: Segment) => addressesCount - leasedCount
  return [
    { key: 'name', title: t('fields.name'), cell: ({ name }) => name, text: ({ name }) => name },
    {
      key: 'network',
      title: t('fields.network'),
      cell: ({ network }) => <CopyText text={network} isCode />,
      text: ({ network }) => network,
      width: 180,
    },
    {
      key: 'fill',
      title: t('segments.fill'),
      cell: (segment) => <FillBar segment={segment} />,
      width: 260,
    },
    {
      key: 'leased',
      title: t('segments.leased'),
      cell: ({ leasedCount }) => formatCount(leasedCount, language),
      text: ({ leasedCount }) => String(leasedCount),
      isNumber: true,
      width: 110,
    },
    {
      key: 'free',
      title: t('segments.free'),
      cell: (segment) => formatCount(freeOf(segment), language),
      text: (segment) => String(freeOf(segment)),
      isNumber: true,
      width: 110,
    },
    {
      key: 'agent',
      title: t('fields.agentId'),
      cell: agentOf,
      text: agentOf,
      isOptional: agents.length < 2,
    },
  ]
}

function deedColumn(t: Texts, onRemove: (segment: Segment) => void): Column<Segment> {
  return {
    key: 'deeds',
    title: t('deeds'),
    cell: (segment) => (
      <RowMenu
        label={t('segments.menu', { name: segment.name })}
        lines={[
          {
            key: 'remove',
            label: t('segments.remove'),
            isDanger: true,
            onRun: () => onRemove(segment),
          },
        ]}
      />
    ),
    width: 84,
    card: 'aside',
  }
}
