import { DownloadOutlined, ReloadOutlined } from '@ant-design/icons'
import { Button, Tooltip } from 'antd'
import { useState } from 'react'
import { usePhone } from '../../lib/browser/media.ts'
import { failureText } from '../../lib/failure-text.ts'
import { formatCount } from '../../lib/format/quantity.ts'
import { useLanguage, useTexts } from '../../lib/i18n.ts'
import { showToast } from '../../lib/toasts.ts'
import type { Column } from '../table/column.ts'
import { ColumnChoice } from '../table/column-choice.tsx'
import { exportRows } from '../table/export-rows.ts'
import { FilterBar } from '../table/filter-bar.tsx'
import { SearchBox } from '../table/search-box.tsx'
import { ViewTabs } from '../table/view-tabs.tsx'
import type { ListPageProps } from './list-props.ts'
import styles from './pages.module.css'

type ListToolbarProps<Row> = ListPageProps<Row> & {
  columnChoice: { chosen: readonly string[]; onChoose: (keys: readonly string[]) => void }
  shownColumns: readonly Column<Row>[]
}

/** Everything that narrows, orders or takes away a list, above its rows. */
export function ListToolbar<Row>(props: ListToolbarProps<Row>) {
  const { view, search, filters = [], views, columns, columnChoice, list } = props
  const t = useTexts('ui')
  const isPhone = usePhone()
  return (
    <div className={styles.toolbar}>
      <ViewTabs view={view} given={views} />
      <div className={styles.tools}>
        {search && (
          <SearchBox
            value={view.values[search.name] ?? ''}
            hint={search.hint}
            onChange={(text) => view.change({ [search.name]: text || undefined })}
          />
        )}
        <FilterBar filters={filters} view={view} />
        <div className={styles.toolsEnd}>
          <Tooltip title={t('list.reload')}>
            <Button
              type="text"
              icon={<ReloadOutlined />}
              aria-label={t('list.reload')}
              onClick={list.reload}
            />
          </Tooltip>
          {!isPhone && <ColumnChoice columns={columns} {...columnChoice} />}
          {props.exportName && <ExportButton {...props} exportName={props.exportName} />}
        </div>
      </div>
    </div>
  )
}

function ExportButton<Row>(props: ListToolbarProps<Row> & { exportName: string }) {
  const { list, shownColumns, exportName } = props
  const t = useTexts('ui')
  const [language] = useLanguage()
  const [count, setCount] = useState<number>()
  const run = async () => {
    setCount(0)
    try {
      const rows = (await list.readAll?.(setCount)) ?? list.rows
      exportRows(exportName, shownColumns, rows)
      showToast({ tone: 'done', text: t('export.done', { count: rows.length }) })
    } catch (failure) {
      const { title, advice } = failureText(failure)
      showToast({ tone: 'failed', text: title, advice })
    } finally {
      setCount(undefined)
    }
  }
  return (
    <Tooltip title={t('export.hint')}>
      <Button
        type="text"
        icon={<DownloadOutlined />}
        loading={count !== undefined}
        aria-label={t('export.hint')}
        onClick={() => void run()}
      >
        {count ? formatCount(count, language) : undefined}
      </Button>
    </Tooltip>
  )
}
