import { SearchOutlined } from '@ant-design/icons'
import { useState } from 'react'
import { usePhone } from '../../lib/browser/media.ts'
import { formatCount } from '../../lib/format/quantity.ts'
import { useLanguage, useTexts } from '../../lib/i18n.ts'
import { EmptyState } from '../feedback/empty-state.tsx'
import { ErrorState } from '../feedback/error-state.tsx'
import { useShownColumns } from '../table/column-choice.tsx'
import { RowCards } from '../table/row-cards.tsx'
import { RowTable, type RowTableProps } from '../table/row-table.tsx'
import { SelectionBar } from '../table/selection-bar.tsx'
import type { ListView } from '../table/use-list-view.ts'
import { ListFoot } from './list-foot.tsx'
import type { ListPageProps } from './list-props.ts'
import { ListToolbar } from './list-toolbar.tsx'
import { PageHeader } from './page-header.tsx'
import styles from './pages.module.css'
import { PeekPanel } from './peek-panel.tsx'

/** The page kind for finding things: search, filters, a table of the whole width, and what to do with its rows. */
export function ListPage<Row>(props: ListPageProps<Row>) {
  const { title, view, list, columns, rowKey, actions, massActions = [], peek } = props
  const [language] = useLanguage()
  const { shown, chosen, choose } = useShownColumns(view.id, columns)
  const [keys, setKeys] = useState<ReadonlySet<string>>(new Set())
  const selected = list.rows.filter((row) => keys.has(rowKey(row)))
  const peeked = peek && list.rows.find((row) => rowKey(row) === view.peekKey)
  return (
    <div className={styles.listPage}>
      <PageHeader
        title={title}
        actions={actions}
        aside={
          list.total !== undefined && (
            <span className={styles.count}>{formatCount(list.total, language)}</span>
          )
        }
      />
      {props.tabs}
      <ListToolbar {...props} columnChoice={{ chosen, onChoose: choose }} shownColumns={shown} />
      {props.above}
      <div className={styles.listBody}>
        <div className={styles.listBox}>
          <div className={styles.refreshing} data-active={list.isRefreshing} />
          <ListRows
            {...props}
            columns={shown}
            selection={massActions.length > 0 ? { keys, onChange: setKeys } : undefined}
          />
          <SelectionBar rows={selected} actions={massActions} onClear={() => setKeys(new Set())} />
        </div>
        {peek && peeked !== undefined && (
          <PeekPanel
            title={peek.title(peeked)}
            path={props.rowPath?.(peeked)}
            onClose={() => view.change({ peek: undefined })}
          >
            {peek.content(peeked)}
          </PeekPanel>
        )}
      </div>
    </div>
  )
}

function ListRows<Row>(props: ListPageProps<Row> & { selection: RowTableProps<Row>['selection'] }) {
  const { title, view, list, columns, rowKey, rowPath, onOpen, peek, usualSort = '' } = props
  const { selection, footer } = props
  const isPhone = usePhone()
  if (list.state === 'failed') return <ErrorState error={list.error} onRetry={list.reload} />
  if (list.state === 'ready' && list.rows.length === 0) return <NoRows {...props} />
  const table: RowTableProps<Row> = {
    columns,
    rows: list.state === 'loading' ? undefined : list.rows,
    rowKey,
    rowPath,
    onOpen,
    onPeek: peek && ((row) => togglePeek(view, rowKey(row))),
    markedKey: view.peekKey,
    selection,
    sort: {
      value: view.values.sort ?? usualSort,
      onChange: (sort) => view.change({ sort: sort === usualSort ? undefined : sort }),
    },
    caption: title,
    footer,
  }
  return (
    <div className={styles.scroller}>
      {isPhone ? <RowCards {...table} /> : <RowTable {...table} />}
      {list.state === 'ready' && <ListFoot list={list} />}
    </div>
  )
}

function NoRows<Row>({ view, empty, list }: ListPageProps<Row>) {
  const isNarrowed = Object.keys(view.values).some((name) => name !== 'sort')
  if (isNarrowed) return <NothingFound onClear={() => view.replace({})} />
  return list.isRefreshing ? null : <EmptyState {...empty} />
}

function NothingFound({ onClear }: { onClear: () => void }) {
  const t = useTexts('ui')
  return (
    <EmptyState
      icon={<SearchOutlined />}
      title={t('list.nothing.title')}
      text={t('list.nothing.text')}
      actions={[{ key: 'clear', label: t('list.nothing.clear'), onRun: onClear }]}
    />
  )
}

function togglePeek(view: ListView, key: string): void {
  view.change({ peek: view.peekKey === key ? undefined : key })
}
