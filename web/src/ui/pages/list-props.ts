import type { ReactNode } from 'react'
import type { ListSource } from '../../lib/list-source.ts'
import type { Action } from '../actions/action-bar.tsx'
import type { Column } from '../table/column.ts'
import type { Filter } from '../table/filter.ts'
import type { MassAction } from '../table/selection-bar.tsx'
import type { ListView } from '../table/use-list-view.ts'
import type { SavedView } from '../table/view-tabs.tsx'

export type ListPageProps<Row> = {
  title: string
  view: ListView
  list: ListSource<Row>
  columns: readonly Column<Row>[]
  rowKey: (row: Row) => string
  /** The card that a row leads to. */
  rowPath?: (row: Row) => string
  /** For lists without cards: what a press on a row does. */
  onOpen?: (row: Row) => void
  /** What `Space` shows at the side without leaving the list. */
  peek?: { title: (row: Row) => string; content: (row: Row) => ReactNode }
  /** The name in the question by which the search box narrows the list, and what it searches in. */
  search?: { name: string; hint: string }
  filters?: readonly Filter[]
  /** Views that come with the list. */
  views?: readonly SavedView[]
  /** The order that the server takes when none is asked for. */
  usualSort?: string
  actions?: readonly Action[]
  massActions?: readonly MassAction<Row>[]
  /** What belongs here and how it gets here, while there is nothing at all. */
  empty: { icon?: ReactNode; title: string; text?: ReactNode; actions?: readonly Action[] }
  /** The name of the exported file; without it the list is not exported. */
  exportName?: string
  /** A `TabStrip` under the title, when this list is one of several. */
  tabs?: ReactNode
  /** Something between the toolbar and the rows: tiles, a chart. */
  above?: ReactNode
  footer?: ReactNode
}
