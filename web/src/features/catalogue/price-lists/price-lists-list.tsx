import { listPriceLists, type PriceList } from '@altyn/contract/catalogue/price-lists'
import { PhoneOutlined, PlusOutlined } from '@ant-design/icons'
import { z } from 'zod'
import { formatCount } from '../../../lib/format/quantity.ts'
import { useLanguage, useTexts } from '../../../lib/i18n.ts'
import { paths } from '../../../lib/path-builder.ts'
import { usePermissions } from '../../../lib/permissions.ts'
import { usePanel } from '../../../lib/url-state.ts'
import { useItems } from '../../../lib/use-list.ts'
import type { Action } from '../../../ui/actions/action-bar.tsx'
import { useGo } from '../../../ui/actions/use-go.ts'
import { ListPage } from '../../../ui/pages/list-page.tsx'
import { Day } from '../../../ui/pieces/moment.tsx'
import type { Column } from '../../../ui/table/column.ts'
import { useListView } from '../../../ui/table/use-list-view.ts'
import { PriceListForm } from './price-list-form.tsx'

const viewSchema = listPriceLists.query.extend({ q: z.string().optional() })

/** Price lists of directions with what is in force. */
export function PriceListsList() {
  const t = useTexts('catalogue')
  const can = usePermissions()
  const go = useGo()
  const { panel, openPanel, closePanel } = usePanel()
  const view = useListView('price-lists', viewSchema)
  const { q = '', archived } = view.query
  const all = useItems(listPriceLists, { query: { archived } })
  const words = q.toLowerCase()
  const rows = all.rows.filter(({ name }) => name.toLowerCase().includes(words))
  const mayChange = can('catalogue.change')
  const create: Action[] = mayChange
    ? [
        {
          key: 'create',
          label: t('prices.create'),
          icon: <PlusOutlined />,
          isPrimary: true,
          onRun: () => openPanel('create'),
        },
      ]
    : []
  return (
    <>
      <ListPage
        title={t('prices.title')}
        view={view}
        list={{ ...all, rows, total: all.total === undefined ? undefined : rows.length }}
        columns={useColumns()}
        rowKey={({ id }) => String(id)}
        rowPath={({ id }) => paths.priceList(id)}
        search={{ name: 'q', hint: t('searchHint') }}
        views={[{ name: t('archive'), values: { archived: 'yes' } }]}
        actions={create}
        empty={{
          icon: <PhoneOutlined />,
          title: t('prices.empty.title'),
          text: t('prices.empty.text'),
          actions: create,
        }}
        exportName={t('prices.file')}
      />
      {mayChange && panel === 'create' && (
        <PriceListForm onDone={({ id }) => go(paths.priceList(id))} onClose={closePanel} />
      )}
    </>
  )
}

function useColumns(): Column<PriceList>[] {
  const t = useTexts('catalogue')
  const [language] = useLanguage()
  return [
    {
      key: 'name',
      title: t('form.name'),
      width: 280,
      cell: ({ name }) => <strong>{name}</strong>,
      text: ({ name }) => name,
    },
    {
      key: 'from',
      title: t('prices.inForceFrom'),
      width: 170,
      cell: ({ current }) => (current ? <Day value={current.from} /> : t('prices.noPrices')),
      text: ({ current }) => current?.from ?? '',
    },
    {
      key: 'rows',
      title: t('prices.rows'),
      width: 140,
      isNumber: true,
      cell: ({ current }) => (current ? formatCount(current.rowsCount, language) : ''),
      text: ({ current }) => String(current?.rowsCount ?? ''),
    },
  ]
}
