import { listServices, type Service } from '@altyn/contract/catalogue/services'
import { AppstoreAddOutlined, PlusOutlined } from '@ant-design/icons'
import { z } from 'zod'
import { formatFigures, formatMoney } from '../../../lib/format/money.ts'
import { useLanguage, useTexts } from '../../../lib/i18n.ts'
import { usePermissions } from '../../../lib/permissions.ts'
import { useUrlState } from '../../../lib/url-state.ts'
import { useItems } from '../../../lib/use-list.ts'
import type { Action } from '../../../ui/actions/action-bar.tsx'
import { ListPage } from '../../../ui/pages/list-page.tsx'
import { StatusTag } from '../../../ui/pieces/status-tag.tsx'
import type { Column } from '../../../ui/table/column.ts'
import { useListView } from '../../../ui/table/use-list-view.ts'

/** The server sends all services at once; the words narrow them here. */
const viewSchema = listServices.query.extend({ q: z.string().optional() })

/** All services and packages with their present prices. */
export function ServicesList({ onCreate }: { onCreate: () => void }) {
  const t = useTexts('catalogue')
  const can = usePermissions()
  const view = useListView('services', viewSchema)
  const [, change] = useUrlState()
  const { q = '', archived } = view.query
  const all = useItems(listServices, { query: { archived } })
  const words = q.toLowerCase()
  const rows = all.rows.filter(({ name }) => name.toLowerCase().includes(words))
  const list = { ...all, rows, total: all.total === undefined ? undefined : rows.length }
  const create: Action[] = can('catalogue.change')
    ? [
        {
          key: 'create',
          label: t('services.create'),
          icon: <PlusOutlined />,
          isPrimary: true,
          onRun: onCreate,
        },
      ]
    : []
  return (
    <ListPage
      title={t('services.title')}
      view={view}
      list={{ ...list, readAll: async () => rows }}
      columns={useColumns()}
      rowKey={({ id }) => String(id)}
      onOpen={({ id }) => change({ service: String(id) }, { isNewStep: true })}
      search={{ name: 'q', hint: t('services.searchHint') }}
      views={[{ name: t('archive'), values: { archived: 'yes' } }]}
      actions={create}
      empty={{
        icon: <AppstoreAddOutlined />,
        title: t('services.empty.title'),
        text: t('services.empty.text'),
        actions: create,
      }}
      exportName={t('services.file')}
    />
  )
}

function useColumns(): Column<Service>[] {
  const t = useTexts('catalogue')
  const [language] = useLanguage()
  const priceText = ({ current, kind }: Service) =>
    current ? t(`services.price.${kind}`, { sum: formatMoney(current.price, language) }) : '—'
  return [
    {
      key: 'name',
      title: t('form.name'),
      width: 280,
      cell: ({ name }) => name,
      text: ({ name }) => name,
    },
    {
      key: 'price',
      title: t('services.priceLabel'),
      width: 210,
      isNumber: true,
      card: 'aside',
      cell: priceText,
      text: ({ current }) => (current ? formatFigures(current.price.amount, language) : ''),
    },
    {
      key: 'activation',
      title: t('services.activation'),
      width: 150,
      isNumber: true,
      cell: ({ current }) => (current ? formatMoney(current.activation, language) : '—'),
      text: ({ current }) => (current ? formatFigures(current.activation.amount, language) : ''),
    },
    {
      key: 'package',
      title: t('services.packageLabel'),
      width: 130,
      cell: ({ members }) =>
        members.length > 0 ? t('services.membersCount', { count: members.length }) : '',
      text: ({ members }) => String(members.length),
    },
    {
      key: 'state',
      title: t('stateLabel'),
      width: 140,
      cell: (row) => <ServiceState service={row} isBare />,
      text: (row) => t(`state.${stateOf(row)}`),
    },
  ]
}

export function ServiceState({ service, isBare }: { service: Service; isBare?: boolean }) {
  const t = useTexts('catalogue')
  const state = stateOf(service)
  const tone = state === 'active' ? 'ok' : state === 'planned' ? 'note' : 'quiet'
  return <StatusTag tone={tone} label={t(`state.${state}`)} isBare={isBare} />
}

function stateOf({ archivedAt, isHidden, current }: Service) {
  if (archivedAt) return 'archived'
  if (!current) return 'planned'
  return isHidden ? 'hidden' : 'active'
}
