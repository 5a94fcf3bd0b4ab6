import { PlusOutlined } from '@ant-design/icons'
import { z } from 'zod'
import { useTexts } from '../../../lib/i18n.ts'
import type { ListSource } from '../../../lib/list-source.ts'
import { usePermissions } from '../../../lib/permissions.ts'
import { usePanel } from '../../../lib/url-state.ts'
import type { Action } from '../../../ui/actions/action-bar.tsx'
import type { Column } from '../../../ui/table/column.ts'
import { useListView } from '../../../ui/table/use-list-view.ts'
import { RowMenu } from '../nas-columns.tsx'

const viewSchema = z.object({ q: z.string().optional() })

type Item = { id: number; name: string }
type Options<Row> = {
  viewId: string
  all: ListSource<Row>
  /** What the search looks in. */
  textOf: (row: Row) => string
  createLabel: string
}

/**
 * A whole list that is searched in the browser, and of which one row is added, changed or removed at a
 * time: `create`, `edit-7` and `remove-7` are the panels in the address.
 */
export function useEditableItems<Row extends Item>(options: Options<Row>) {
  const { viewId, all, textOf, createLabel } = options
  const can = usePermissions()
  const view = useListView(viewId, viewSchema)
  const { panel = '', openPanel, closePanel } = usePanel()
  const deedColumn = useDeedColumn<Row>()
  const words = view.query.q?.toLowerCase() ?? ''
  const rows = all.rows.filter((row) => textOf(row).toLowerCase().includes(words))
  const mayEdit = can('network.edit-scripts')
  const [deed, id] = panel.split('-')
  const create: Action = {
    key: 'create',
    label: createLabel,
    icon: <PlusOutlined />,
    isPrimary: true,
    onRun: () => openPanel('create'),
  }
  const isOpen = mayEdit || deed === 'edit'
  return {
    view,
    list: { ...all, rows, total: all.total === undefined ? undefined : rows.length },
    create: mayEdit ? [create] : [],
    open: (row: Row) => openPanel(`edit-${row.id}`),
    /** What the address asks for, as far as the signed-in person may. */
    deed: isOpen ? deed : undefined,
    chosen: all.rows.find((row) => String(row.id) === id),
    close: closePanel,
    withDeeds: (columns: Column<Row>[]) => (mayEdit ? [...columns, deedColumn] : columns),
  }
}

function useDeedColumn<Row extends Item>(): Column<Row> {
  const t = useTexts('scripts')
  const { openPanel } = usePanel()
  const linesOf = ({ id }: Row) => [
    { key: 'change', label: t('change'), onRun: () => openPanel(`edit-${id}`) },
    { key: 'remove', label: t('remove'), isDanger: true, onRun: () => openPanel(`remove-${id}`) },
  ]
  return {
    key: 'deeds',
    title: t('deeds'),
    width: 84,
    card: 'aside',
    cell: (row) => <RowMenu label={t('menu', { name: row.name })} lines={linesOf(row)} />,
  }
}
