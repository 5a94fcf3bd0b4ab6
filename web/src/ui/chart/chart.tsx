import { LineChartOutlined, TableOutlined } from '@ant-design/icons'
import { Button, Tooltip } from 'antd'
import { lazy, Suspense, useState } from 'react'
import { useTexts } from '../../lib/i18n.ts'
import { Skeleton } from '../feedback/skeleton.tsx'
import type { Column } from '../table/column.ts'
import { RowTable } from '../table/row-table.tsx'
import styles from './chart.module.css'
import type { ChartProps } from './chart-series.ts'

// The drawing library is bigger than the first page, so it comes after it.
const ChartCanvas = lazy(async () => ({
  default: (await import('./chart-canvas.tsx')).ChartCanvas,
}))

const HEIGHT = 240

/** A picture of numbers in the colours of the theme, with the same numbers in a table behind it. */
export function Chart(props: ChartProps) {
  const { title, series, height = HEIGHT } = props
  const t = useTexts('ui')
  const [isTable, setTable] = useState(false)
  const toggleText = t(isTable ? 'chart.showPicture' : 'chart.showTable')
  return (
    <figure className={styles.figure}>
      <figcaption className={styles.caption}>
        <h2>{title}</h2>
        <Tooltip title={toggleText}>
          <Button
            type="text"
            size="small"
            icon={isTable ? <LineChartOutlined /> : <TableOutlined />}
            aria-label={toggleText}
            onClick={() => setTable(!isTable)}
          />
        </Tooltip>
      </figcaption>
      <div className={styles.canvas} style={{ height }}>
        {isTable ? (
          <ChartTable {...props} />
        ) : (
          <Suspense fallback={<Skeleton height={height} />}>
            {series ? <ChartCanvas {...props} series={series} /> : <Skeleton height={height} />}
          </Suspense>
        )}
      </div>
    </figure>
  )
}

type MarkRow = { mark: string; index: number }

function ChartTable({ title, marks, markTitle, series = [], format }: ChartProps) {
  const columns: Column<MarkRow>[] = [
    { key: 'mark', title: markTitle, cell: ({ mark }) => mark },
    ...series.map((one) => ({
      key: one.key,
      title: one.name,
      isNumber: true,
      cell: ({ index }: MarkRow) => textOf(one.values[index], format),
    })),
  ]
  return (
    <div className={styles.tableBox}>
      <RowTable
        caption={title}
        columns={columns}
        rows={marks.map((mark, index) => ({ mark, index }))}
        rowKey={({ index }) => String(index)}
      />
    </div>
  )
}

function textOf(value: number | null | undefined, format: (value: number) => string): string {
  return value === null || value === undefined ? '—' : format(value)
}
