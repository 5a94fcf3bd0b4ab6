import { ArrowDownOutlined, ArrowUpOutlined } from '@ant-design/icons'
import { Checkbox } from 'antd'
import { type ReactNode, useMemo } from 'react'
import { useTexts } from '../../lib/i18n.ts'
import { GoLink } from '../actions/go-link.tsx'
import { useGo } from '../actions/use-go.ts'
import { Skeleton } from '../feedback/skeleton.tsx'
import { COLUMN_WIDTH, type Column } from './column.ts'
import styles from './row-table.module.css'
import { useRowCursor } from './use-row-cursor.ts'

const SKELETON_ROWS = 12
const CHECK_WIDTH = 40

export type RowTableProps<Row> = {
  columns: readonly Column<Row>[]
  /** Undefined while they are being read. */
  rows: readonly Row[] | undefined
  rowKey: (row: Row) => string
  /** Where a row leads; its first cell becomes a link. */
  rowPath?: (row: Row) => string
  /** What a press on a row does, when it leads nowhere. */
  onOpen?: (row: Row) => void
  /** What `Space` does. */
  onPeek?: (row: Row) => void
  /** The row that stands out: the one that is being peeked at. */
  markedKey?: string
  selection?: { keys: ReadonlySet<string>; onChange: (keys: ReadonlySet<string>) => void }
  sort?: { value: string; onChange: (sort: string) => void }
  /** Read to people who do not see the table. */
  caption: string
  /** A line under the rows: sums. */
  footer?: ReactNode
}

/** A table of the whole width with a header that stays; rows are walked with the arrow keys. */
export function RowTable<Row>(props: RowTableProps<Row>) {
  const { columns, rows, rowKey, selection, sort, caption, footer } = props
  const width = columns.reduce((sum, column) => sum + (column.width ?? COLUMN_WIDTH), 0)
  return (
    <table
      className={styles.table}
      style={{ minWidth: width + (selection ? CHECK_WIDTH : 0) }}
      aria-busy={rows === undefined}
    >
      <caption className={styles.caption}>{caption}</caption>
      <colgroup>
        {selection && <col style={{ width: CHECK_WIDTH }} />}
        {columns.map((column) => (
          <col key={column.key} style={{ width: column.width ?? COLUMN_WIDTH }} />
        ))}
      </colgroup>
      <thead>
        <tr>
          {selection && (
            <th scope="col" className={styles.check}>
              <SelectAll keys={(rows ?? []).map(rowKey)} selection={selection} />
            </th>
          )}
          {columns.map((column) => (
            <HeaderCell key={column.key} column={column} sort={sort} />
          ))}
        </tr>
      </thead>
      {rows ? <RowsBody {...props} rows={rows} /> : <SkeletonBody {...props} />}
      {footer && <tfoot>{footer}</tfoot>}
    </table>
  )
}

function HeaderCell<Row>(props: { column: Column<Row>; sort: RowTableProps<Row>['sort'] }) {
  const { column, sort } = props
  const { sorts = [], title, isNumber } = column
  const isCurrent = sort !== undefined && sorts.includes(sort.value)
  const isDown = isCurrent && sort.value.startsWith('-')
  const next = sorts.find((word) => word !== sort?.value) ?? sorts[0]
  return (
    <th
      scope="col"
      data-number={isNumber}
      aria-sort={isCurrent ? (isDown ? 'descending' : 'ascending') : undefined}
    >
      {sort && next ? (
        <button type="button" className={styles.sort} onClick={() => sort.onChange(next)}>
          {title}
          {isCurrent && (isDown ? <ArrowDownOutlined /> : <ArrowUpOutlined />)}
        </button>
      ) : (
        title
      )}
    </th>
  )
}

function SelectAll(props: {
  keys: readonly string[]
  selection: NonNullable<RowTableProps<unknown>['selection']>
}) {
  const t = useTexts('ui')
  const { keys, selection } = props
  const isAll = keys.length > 0 && keys.every((key) => selection.keys.has(key))
  return (
    <Checkbox
      aria-label={t('selection.all')}
      checked={isAll}
      indeterminate={!isAll && selection.keys.size > 0}
      onChange={() => selection.onChange(new Set(isAll ? [] : keys))}
    />
  )
}

function RowsBody<Row>(props: RowTableProps<Row> & { rows: readonly Row[] }) {
  const { columns, rows, rowKey, rowPath, onOpen, onPeek, markedKey, selection } = props
  const go = useGo()
  const open = (row: Row) => (rowPath ? go(rowPath(row)) : onOpen?.(row))
  const toggle = (row: Row) => selection?.onChange(toggled(selection.keys, rowKey(row)))
  const cursor = useRowCursor({
    rows,
    open: rowPath || onOpen ? open : undefined,
    peek: onPeek,
    toggle,
  })
  const isPressable = rowPath !== undefined || onOpen !== undefined
  return (
    <tbody {...cursor.body}>
      {rows.map((row, index) => {
        const key = rowKey(row)
        return (
          <tr
            key={key}
            {...cursor.row(index)}
            data-pressable={isPressable}
            data-marked={key === markedKey}
            data-selected={selection?.keys.has(key)}
          >
            {selection && (
              <td className={styles.check}>
                <RowCheck isChecked={selection.keys.has(key)} onToggle={() => toggle(row)} />
              </td>
            )}
            <RowCells row={row} columns={columns} path={rowPath?.(row)} />
          </tr>
        )
      })}
    </tbody>
  )
}

function RowCells<Row>(props: { row: Row; columns: readonly Column<Row>[]; path?: string }) {
  const { row, columns, path } = props
  // Cells are plain functions of the row; a walk through the table must not draw them again.
  return useMemo(
    () =>
      columns.map((column, index) => (
        <td key={column.key} data-number={column.isNumber}>
          {index === 0 && path ? (
            <GoLink to={path} className={styles.rowLink} tabIndex={-1}>
              {column.cell(row)}
            </GoLink>
          ) : (
            column.cell(row)
          )}
        </td>
      )),
    [row, columns, path],
  )
}

function RowCheck({ isChecked, onToggle }: { isChecked: boolean; onToggle: () => void }) {
  const t = useTexts('ui')
  return (
    <Checkbox
      aria-label={t('selection.row')}
      tabIndex={-1}
      checked={isChecked}
      onChange={onToggle}
    />
  )
}

function SkeletonBody<Row>({ columns, selection }: RowTableProps<Row>) {
  return (
    <tbody>
      {Array.from({ length: SKELETON_ROWS }, (_, index) => (
        // biome-ignore lint/suspicious/noArrayIndexKey: the grey rows are all alike and never move.
        <tr key={index}>
          {selection && <td className={styles.check} />}
          {columns.map((column, place) => (
            <td key={column.key} data-number={column.isNumber}>
              <Skeleton width={`${45 + ((index * 13 + place * 29) % 45)}%`} />
            </td>
          ))}
        </tr>
      ))}
    </tbody>
  )
}

function toggled(keys: ReadonlySet<string>, key: string): ReadonlySet<string> {
  const next = new Set(keys)
  if (!next.delete(key)) next.add(key)
  return next
}
