import type { Agent } from '@altyn/contract/network'
import type { Segment } from '@altyn/contract/network/segments'
import { ApartmentOutlined } from '@ant-design/icons'
import { type Language, type Texts, useLanguage, useTexts } from '../../../lib/i18n.ts'
import type { MenuLine } from '../../../ui/actions/action-menu.tsx'
import { CopyText } from '../../../ui/pieces/copy-text.tsx'
import type { Column } from '../../../ui/table/column.ts'
import { RowMenu } from '../nas-columns.tsx'
import { type NasNames, useNasNames } from '../use-nas-names.ts'
import { FillBar } from './fill-bar.tsx'
import { fillOf } from './fill-tone.ts'
import type { TreeRow } from './segment-tree.ts'
import styles from './segments.module.css'
import { formatUnits } from './unit-count.ts'

type Words = { t: Texts; language: Language; agents: readonly Agent[]; nas: NasNames }

/** The columns of the tree: where a segment lies, how full it is, and whom it serves. */
export function useSegmentColumns(
  agents: readonly Agent[],
  linesOf: ((segment: Segment) => MenuLine[]) | undefined,
): Column<TreeRow>[] {
  const t = useTexts('network')
  const [language] = useLanguage()
  const nas = useNasNames()
  const columns = [
    ...placeColumns(t),
    ...fillColumns(t, language),
    ...sideColumns({ t, language, agents, nas }),
  ]
  if (!linesOf) return columns
  const deeds: Column<TreeRow> = {
    key: 'deeds',
    title: t('deeds'),
    cell: (segment) => (
      <RowMenu label={t('segments.menu', { name: segment.name })} lines={linesOf(segment)} />
    ),
    width: 76,
    card: 'aside',
  }
  return [...columns, deeds]
}

function placeColumns(t: Texts): Column<TreeRow>[] {
  return [
    {
      key: 'name',
      title: t('fields.name'),
      cell: ({ name, depth, isContainer }) => (
        <span className={styles.name} style={{ paddingInlineStart: depth * 20 }}>
          {isContainer && <ApartmentOutlined aria-label={t('segments.container')} />}
          <span data-container={isContainer}>{name}</span>
        </span>
      ),
      text: ({ name, depth }) => `${'  '.repeat(depth)}${name}`,
      width: 156,
    },
    {
      key: 'network',
      title: t('fields.network'),
      cell: ({ network }) => <CopyText text={network} isCode />,
      text: ({ network }) => network,
      width: 168,
    },
    {
      key: 'purpose',
      title: t('segments.purpose'),
      cell: ({ purpose }) => t(`segments.purposes.${purpose}`),
      text: ({ purpose }) => t(`segments.purposes.${purpose}`),
      width: 126,
    },
  ]
}

function fillColumns(t: Texts, language: Language): Column<TreeRow>[] {
  const free = (segment: TreeRow) => fillOf(segment).free
  return [
    {
      key: 'fill',
      title: t('segments.fill'),
      cell: (segment) => <FillBar segment={segment} />,
      width: 146,
    },
    {
      key: 'taken',
      title: t('segments.leased'),
      cell: (segment) => formatUnits(fillOf(segment).taken, language),
      text: (segment) => String(fillOf(segment).taken),
      isNumber: true,
      width: 76,
    },
    {
      key: 'free',
      title: t('segments.free'),
      cell: (segment) => formatUnits(free(segment), language),
      text: (segment) => String(free(segment)),
      isNumber: true,
      width: 112,
    },
  ]
}

function sideColumns({ t, agents, nas }: Words): Column<TreeRow>[] {
  const agentOf = ({ agentId }: Segment) => agents.find(({ id }) => id === agentId)?.name ?? '—'
  const scopeOf = (segment: Segment) => scopeText(t, segment, nas)
  return [
    {
      key: 'gateway',
      title: t('segments.gateway'),
      cell: ({ gateway }) => gateway && <span className={styles.code}>{gateway}</span>,
      text: ({ gateway }) => gateway ?? '',
      width: 114,
    },
    {
      key: 'vlan',
      title: t('segments.vlan'),
      cell: vlanText,
      text: vlanText,
      width: 70,
    },
    {
      key: 'scope',
      title: t('segments.scope'),
      cell: (segment) => scopeOf(segment),
      text: scopeOf,
      width: 126,
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

/** `100`, or outer and inner as `100.7`; nothing without a VLAN. */
export function vlanText({ vlanOuter, vlanInner }: Segment): string {
  if (vlanOuter === null) return ''
  return vlanInner === null ? String(vlanOuter) : `${vlanOuter}.${vlanInner}`
}

/** The access servers that a segment serves, by name. */
export function scopeText(t: Texts, { nasIds }: Segment, nas: NasNames): string {
  return nasIds.length === 0 ? t('segments.allNas') : nasIds.map(nas.nameOf).join(', ')
}
