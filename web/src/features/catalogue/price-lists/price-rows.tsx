import {
  listPriceRows,
  type PriceListCard,
  type PriceRow,
} from '@altyn/contract/catalogue/price-lists'
import { Input, Select } from 'antd'
import { useState } from 'react'
import { usePhone } from '../../../lib/browser/media.ts'
import { formatDay } from '../../../lib/format/time.ts'
import { useLanguage, useTexts } from '../../../lib/i18n.ts'
import { useUrlState } from '../../../lib/url-state.ts'
import { useList } from '../../../lib/use-list.ts'
import { EmptyState } from '../../../ui/feedback/empty-state.tsx'
import { ErrorState } from '../../../ui/feedback/error-state.tsx'
import { ListFoot } from '../../../ui/pages/list-foot.tsx'
import type { Column } from '../../../ui/table/column.ts'
import { RowCards } from '../../../ui/table/row-cards.tsx'
import { RowTable } from '../../../ui/table/row-table.tsx'
import { useBandNames, useClassName } from '../usage/names.ts'
import styles from './price-lists.module.css'
import { usePriceText } from './price-text.ts'

/** The prices of one version, found by the beginning of a prefix or a part of a name. */
export function PriceRows({ list }: { list: PriceListCard }) {
  const t = useTexts('catalogue')
  const [language] = useLanguage()
  const isPhone = usePhone()
  const [{ version }, change] = useUrlState()
  const [q, search] = useState('')
  const shown = Number(version) || (list.current ?? list.versions.at(-1))?.number
  const rows = useList(listPriceRows, { number: shown, q }, { params: { id: list.id } })
  const table = {
    columns: useColumns(rows.rows),
    rows: rows.state === 'loading' ? undefined : rows.rows,
    rowKey: ({ prefix, band }: PriceRow) => `${prefix} ${band}`,
    caption: t('prices.tabs.rows'),
  }
  return (
    <section className={styles.rows}>
      <div className={styles.tools}>
        <Input.Search
          allowClear
          placeholder={t('prices.searchHint')}
          aria-label={t('prices.searchHint')}
          onSearch={(text) => search(text.trim())}
          onChange={({ target }) => target.value === '' && search('')}
        />
        <Select
          aria-label={t('prices.version')}
          value={shown}
          onChange={(number) => change({ version: String(number) })}
          options={list.versions.toReversed().map(({ number, from }) => ({
            value: number,
            label: t('prices.versionFrom', { number, day: formatDay(from, language) }),
          }))}
        />
      </div>
      {rows.state === 'failed' && <ErrorState error={rows.error} onRetry={rows.reload} />}
      {rows.state === 'ready' && rows.rows.length === 0 ? (
        <EmptyState title={t('prices.nothing.title')} text={t('prices.nothing.text')} />
      ) : (
        <div className={styles.box} data-refreshing={rows.isRefreshing}>
          {isPhone ? <RowCards {...table} /> : <RowTable {...table} />}
          {rows.state === 'ready' && <ListFoot list={rows} />}
        </div>
      )}
    </section>
  )
}

/** Hours and ways of counting time take room only where some price has its own. */
function useColumns(rows: readonly PriceRow[]): Column<PriceRow>[] {
  const t = useTexts('catalogue')
  const price = usePriceText()
  const className = useClassName()
  const bands = useBandNames()
  const timing = (row: PriceRow) =>
    [
      row.stepSeconds !== null && t('calls.words.step', { count: row.stepSeconds }),
      row.freeSeconds !== null && t('calls.words.free', { count: row.freeSeconds }),
      row.minimumSeconds !== null && t('calls.words.minimum', { count: row.minimumSeconds }),
    ]
      .filter(Boolean)
      .join(', ')
  const band = (row: PriceRow) => (row.band === null ? '' : (bands.get(row.band) ?? row.band))
  const column = (key: string, width: number, text: (row: PriceRow) => string) => ({
    key,
    title: t(`prices.column.${key}`),
    width,
    cell: text,
    text,
  })
  return [
    {
      ...column('prefix', 120, ({ prefix }) => prefix),
      cell: ({ prefix }) => <code>{prefix}</code>,
    },
    column('name', 200, ({ name }) => name),
    column('class', 140, (row) => className(row.class)),
    ...(rows.some((row) => band(row)) ? [column('band', 130, band)] : []),
    { ...column('price', 120, (row) => price(row.price)), isNumber: true },
    { ...column('callPrice', 120, (row) => price(row.callPrice)), isNumber: true },
    ...(rows.some((row) => timing(row)) ? [column('timing', 220, timing)] : []),
  ]
}
