import { type Agent, listAgents } from '@altyn/contract/network'
import { listSegments, SEGMENT_PURPOSES, type Segment } from '@altyn/contract/network/segments'
import { PartitionOutlined, PlusOutlined } from '@ant-design/icons'
import { z } from 'zod'
import { formatCount } from '../../../lib/format/quantity.ts'
import { useLanguage, useTexts } from '../../../lib/i18n.ts'
import { usePermissions } from '../../../lib/permissions.ts'
import { usePanel } from '../../../lib/url-state.ts'
import { useItems } from '../../../lib/use-list.ts'
import { ListPage } from '../../../ui/pages/list-page.tsx'
import { StatTiles } from '../../../ui/pieces/stat-tiles.tsx'
import { useListView } from '../../../ui/table/use-list-view.ts'
import { fillOf, fillTone } from './fill-tone.ts'
import { RemoveSegmentDialog } from './remove-segment-dialog.tsx'
import { useSegmentColumns } from './segment-columns.tsx'
import { SegmentForm } from './segment-form.tsx'
import { SegmentPanel } from './segment-panel.tsx'
import { treeOf } from './segment-tree.ts'

const listQuestion = z.object({ q: z.string().optional(), purpose: z.string().optional() })

/** The networks that addresses are given from, as a tree, and how full they are. */
export function SegmentList() {
  const t = useTexts('network')
  const can = usePermissions()
  const view = useListView('segments', listQuestion)
  const { openPanel } = usePanel()
  const agents = useItems(listAgents)
  const all = useItems(listSegments)
  const { q = '', purpose } = view.query
  const rows = treeOf(
    all.rows,
    (segment) =>
      (!purpose || segment.purpose === purpose) &&
      `${segment.name} ${segment.network} ${segment.note}`.toLowerCase().includes(q.toLowerCase()),
  )
  const mayChange = can('network.change')
  const create = {
    key: 'segment',
    label: t('segments.create'),
    icon: <PlusOutlined />,
    isPrimary: true,
    onRun: () => openPanel('create'),
  }
  const linesOf = ({ id }: Segment) => [
    { key: 'edit', label: t('segments.edit'), onRun: () => openPanel(`edit-${id}`) },
    {
      key: 'remove',
      label: t('segments.remove'),
      isDanger: true,
      onRun: () => openPanel(`remove-${id}`),
    },
  ]
  const columns = useSegmentColumns(agents.rows, mayChange ? linesOf : undefined)
  const purposes = SEGMENT_PURPOSES.map((value) => ({
    value,
    label: t(`segments.purposes.${value}`),
  }))
  return (
    <>
      <ListPage
        title={t('segments.title')}
        view={view}
        list={{
          ...all,
          rows,
          total: all.total === undefined ? undefined : rows.length,
          readAll: async () => rows,
        }}
        columns={columns}
        rowKey={({ id }) => String(id)}
        onOpen={({ id }) => openPanel(`view-${id}`)}
        search={{ name: 'q', hint: t('segments.search') }}
        filters={[
          { kind: 'choice', name: 'purpose', label: t('segments.purpose'), options: purposes },
        ]}
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
  const { panel = '', openPanel, closePanel } = usePanel()
  const [kind, id] = panel.split('-')
  const segment = props.segments.find((row) => String(row.id) === id)
  const speaking = props.agents.filter(({ radius }) => radius !== null)
  if (kind === 'create' && props.isReady) {
    return <SegmentForm agents={speaking} onClose={closePanel} />
  }
  if (!segment) return null
  if (kind === 'view') {
    return (
      <SegmentPanel
        key={segment.id}
        segment={segment}
        onEdit={() => openPanel(`edit-${segment.id}`)}
        onClose={closePanel}
      />
    )
  }
  if (kind === 'edit' && props.isReady) {
    return <SegmentForm agents={speaking} segment={segment} onClose={closePanel} />
  }
  return kind === 'remove' ? <RemoveSegmentDialog segment={segment} onClose={closePanel} /> : null
}

/** Sums of the pools that subscribers get IPv4 addresses from; prefixes are counted in other sizes. */
function FillTiles({ segments }: { segments: readonly Segment[] | undefined }) {
  const t = useTexts('network')
  const [language] = useLanguage()
  if (segments?.length === 0) return null
  const pools = segments?.filter(
    ({ isContainer, kind, purpose }) =>
      !isContainer && kind === 'ipv4' && purpose === 'subscribers',
  )
  const sum = (of: (segment: Segment) => number) =>
    pools &&
    formatCount(
      pools.reduce((total, segment) => total + of(segment), 0),
      language,
    )
  const full = pools?.filter((segment) => fillTone(fillOf(segment).share) !== 'ok').length
  return (
    <StatTiles
      stats={[
        {
          key: 'all',
          label: t('segments.tiles.all'),
          value: sum(({ addressesCount }) => addressesCount),
        },
        {
          key: 'taken',
          label: t('segments.tiles.leased'),
          value: sum((pool) => fillOf(pool).taken),
        },
        { key: 'free', label: t('segments.tiles.free'), value: sum((pool) => fillOf(pool).free) },
        {
          key: 'full',
          label: t('segments.tiles.full'),
          value: full === undefined ? undefined : formatCount(full, language),
          note: t('segments.tiles.fullNote'),
          tone: full ? 'warn' : undefined,
        },
      ]}
    />
  )
}
