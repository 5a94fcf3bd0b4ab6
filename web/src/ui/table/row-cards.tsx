import { Checkbox } from 'antd'
import { useTexts } from '../../lib/i18n.ts'
import { GoLink } from '../actions/go-link.tsx'
import { Skeleton } from '../feedback/skeleton.tsx'
import type { Column } from './column.ts'
import styles from './row-cards.module.css'
import type { RowTableProps } from './row-table.tsx'

const SKELETON_CARDS = 6

/** The rows of a table as cards, for a phone. */
export function RowCards<Row>(props: RowTableProps<Row>) {
  const { rows, rowKey, caption } = props
  return (
    <ul className={styles.cards} aria-label={caption} aria-busy={rows === undefined}>
      {rows
        ? rows.map((row) => <RowCard key={rowKey(row)} row={row} table={props} />)
        : Array.from({ length: SKELETON_CARDS }, (_, index) => (
            // biome-ignore lint/suspicious/noArrayIndexKey: the grey cards are all alike and never move.
            <li key={index} className={styles.card}>
              <Skeleton width="60%" />
              <Skeleton width="85%" />
              <Skeleton width="40%" />
            </li>
          ))}
    </ul>
  )
}

function RowCard<Row>({ row, table }: { row: Row; table: RowTableProps<Row> }) {
  const { columns, rowKey, rowPath, onOpen, selection } = table
  const t = useTexts('ui')
  const key = rowKey(row)
  const titles = columns.filter(
    (column, index) => (column.card ?? (index === 0 ? 'title' : '')) === 'title',
  )
  const asides = columns.filter(({ card }) => card === 'aside')
  const lines = columns.filter((column, index) => index > 0 && (column.card ?? 'line') === 'line')
  const title = titles.map((column) => <span key={column.key}>{column.cell(row)}</span>)
  return (
    <li className={styles.card} data-selected={selection?.keys.has(key)}>
      <div className={styles.head}>
        {selection && (
          <Checkbox
            aria-label={t('selection.row')}
            checked={selection.keys.has(key)}
            onChange={({ target }) => {
              const keys = new Set(selection.keys)
              if (target.checked) keys.add(key)
              else keys.delete(key)
              selection.onChange(keys)
            }}
          />
        )}
        <CardTitle path={rowPath?.(row)} onOpen={onOpen && (() => onOpen(row))}>
          {title}
        </CardTitle>
        <span className={styles.aside}>
          {asides.map((column) => (
            <span key={column.key}>{column.cell(row)}</span>
          ))}
        </span>
      </div>
      <CardLines row={row} lines={lines} />
    </li>
  )
}

function CardTitle(props: { path?: string; onOpen?: () => void; children: React.ReactNode }) {
  const { path, onOpen, children } = props
  if (path) {
    return (
      <GoLink to={path} className={styles.title}>
        {children}
      </GoLink>
    )
  }
  if (!onOpen) return <span className={styles.title}>{children}</span>
  return (
    <button type="button" className={styles.title} onClick={onOpen}>
      {children}
    </button>
  )
}

function CardLines<Row>({ row, lines }: { row: Row; lines: readonly Column<Row>[] }) {
  return (
    <dl className={styles.lines}>
      {lines.map((column) => {
        const cell = column.cell(row)
        // A card shows what there is; only a table must keep its columns.
        if (cell === null || cell === undefined || cell === '') return null
        return (
          <div key={column.key}>
            <dt>{column.title}</dt>
            <dd>{cell}</dd>
          </div>
        )
      })}
    </dl>
  )
}
