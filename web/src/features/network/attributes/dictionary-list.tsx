import {
  type DictionaryAttribute,
  listOwnAttributes,
  readDictionary,
} from '@altyn/contract/network/attributes'
import { BookOutlined, PlusOutlined } from '@ant-design/icons'
import type { ReactNode } from 'react'
import { z } from 'zod'
import { type Texts, useTexts } from '../../../lib/i18n.ts'
import type { ListSource } from '../../../lib/list-source.ts'
import { usePermissions } from '../../../lib/permissions.ts'
import { usePanel } from '../../../lib/url-state.ts'
import { useItems } from '../../../lib/use-list.ts'
import { ListPage } from '../../../ui/pages/list-page.tsx'
import type { Column } from '../../../ui/table/column.ts'
import type { Filter } from '../../../ui/table/filter.ts'
import { useListView } from '../../../ui/table/use-list-view.ts'
import { RowMenu } from '../nas-columns.tsx'
import { vendorText } from './attribute-picker.tsx'
import styles from './attributes.module.css'
import { OwnAttributeForm } from './own-attribute-form.tsx'
import { RemoveOwnDialog } from './remove-attribute-dialogs.tsx'

const VALUES_SHOWN = 4
const NO_VENDOR = 'standard'
const listQuestion = z.object({
  q: z.string().optional(),
  vendor: z.string().optional(),
  own: z.literal('true').optional(),
})

/** Every attribute that a value can be given to: built in, by vendor, and of one's own. */
export function DictionaryList({ tabs }: { tabs: ReactNode }) {
  const t = useTexts('attributes')
  const can = usePermissions()
  const view = useListView('dictionary', listQuestion)
  const all = useItems(readDictionary)
  const { openPanel } = usePanel()
  const mayChange = can('network.change')
  const columns = useColumns()
  const add = {
    key: 'add',
    label: t('dictionary.add'),
    icon: <PlusOutlined />,
    isPrimary: true,
    onRun: () => openPanel('create'),
  }
  return (
    <>
      <ListPage
        title={t('title')}
        tabs={tabs}
        view={view}
        list={narrowed(all, view.query)}
        columns={mayChange ? [...columns, deedColumn(t)] : columns}
        rowKey={({ name }) => name}
        onOpen={mayChange ? ({ ownId }) => ownId !== null && openPanel(`own-${ownId}`) : undefined}
        search={{ name: 'q', hint: t('dictionary.search') }}
        filters={filtersOf(t, all.rows)}
        actions={mayChange ? [add] : []}
        empty={{ icon: <BookOutlined />, title: t('dictionary.empty') }}
        exportName="radius-dictionary"
      />
      {mayChange && <OpenPanel />}
    </>
  )
}

function OpenPanel() {
  const { panel = '', closePanel } = usePanel()
  const own = useItems(listOwnAttributes)
  const [kind, id] = panel.split('-')
  const chosen = own.rows.find((one) => String(one.id) === id)
  if (kind === 'create') return <OwnAttributeForm onClose={closePanel} />
  if (kind === 'own' && chosen) return <OwnAttributeForm own={chosen} onClose={closePanel} />
  if (kind === 'remove' && chosen) return <RemoveOwnDialog own={chosen} onClose={closePanel} />
  return null
}

function useColumns(): Column<DictionaryAttribute>[] {
  const t = useTexts('attributes')
  const vendorOf = (row: DictionaryAttribute) => vendorText(row, t('dictionary.standard'))
  const kindOf = ({ ownId, isReserved }: DictionaryAttribute) => {
    if (ownId !== null) return t('dictionary.own')
    return isReserved ? t('dictionary.reserved') : t('dictionary.builtIn')
  }
  return [
    {
      key: 'name',
      title: t('dictionary.name'),
      cell: ({ name }) => <span className={styles.code}>{name}</span>,
      text: ({ name }) => name,
      width: 260,
      card: 'title',
    },
    {
      key: 'vendor',
      title: t('dictionary.vendor'),
      cell: vendorOf,
      text: vendorOf,
      width: 140,
    },
    {
      key: 'number',
      title: t('dictionary.number'),
      cell: ({ number }) => number,
      text: ({ number }) => number,
      isNumber: true,
      width: 90,
    },
    {
      key: 'type',
      title: t('dictionary.type'),
      cell: ({ type, hasTag }) =>
        hasTag ? t('dictionary.tagged', { type: t(`types.${type}`) }) : t(`types.${type}`),
      text: ({ type }) => type,
      width: 170,
    },
    {
      key: 'values',
      title: t('dictionary.values'),
      cell: ({ values }) => (
        <span className={styles.quiet}>
          {values.slice(0, VALUES_SHOWN).join(', ')}
          {values.length > VALUES_SHOWN && ', …'}
        </span>
      ),
      text: ({ values }) => values.join(', '),
      width: 260,
      card: 'none',
    },
    { key: 'kind', title: t('dictionary.kind'), cell: kindOf, text: kindOf, width: 130 },
  ]
}

function deedColumn(t: Texts): Column<DictionaryAttribute> {
  return {
    key: 'deeds',
    title: t('deeds'),
    cell: (row) => row.ownId !== null && <Deeds id={row.ownId} name={row.name} />,
    width: 84,
    card: 'aside',
  }
}

function Deeds({ id, name }: { id: number; name: string }) {
  const t = useTexts('attributes')
  const { openPanel } = usePanel()
  return (
    <RowMenu
      label={`${t('menu')} ${name}`}
      lines={[
        { key: 'change', label: t('change'), onRun: () => openPanel(`own-${id}`) },
        {
          key: 'remove',
          label: t('remove'),
          isDanger: true,
          onRun: () => openPanel(`remove-${id}`),
        },
      ]}
    />
  )
}

/** The dictionary comes whole, so it is narrowed here. */
function narrowed(
  list: ListSource<DictionaryAttribute>,
  { q = '', vendor, own }: z.input<typeof listQuestion>,
): ListSource<DictionaryAttribute> {
  const words = q.toLowerCase()
  const rows = list.rows.filter(
    (row) =>
      (!vendor || vendorKey(row) === vendor) &&
      (!own || row.ownId !== null) &&
      `${row.name} ${row.number} ${row.vendorName ?? ''}`.toLowerCase().includes(words),
  )
  return { ...list, rows, total: list.total === undefined ? undefined : rows.length }
}

function filtersOf(t: Texts, rows: readonly DictionaryAttribute[]): Filter[] {
  const vendors = new Map(
    rows.map((row) => [vendorKey(row), vendorText(row, t('dictionary.standard'))]),
  )
  return [
    {
      kind: 'choice',
      name: 'vendor',
      label: t('dictionary.vendor'),
      options: [...vendors].map(([value, label]) => ({ value, label })),
    },
    { kind: 'flag', name: 'own', label: t('dictionary.onlyOwn') },
  ]
}

function vendorKey({ vendorId }: DictionaryAttribute): string {
  return vendorId === null ? NO_VENDOR : String(vendorId)
}
