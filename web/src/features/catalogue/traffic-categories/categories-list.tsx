import {
  listTrafficCategories,
  matchAddress,
  type TrafficCategory,
} from '@altyn/contract/catalogue/traffic-categories'
import { ClusterOutlined } from '@ant-design/icons'
import { Input } from 'antd'
import { useState } from 'react'
import { z } from 'zod'
import { formatCount } from '../../../lib/format/quantity.ts'
import { useLanguage, useTexts } from '../../../lib/i18n.ts'
import { usePermissions } from '../../../lib/permissions.ts'
import { useUrlState } from '../../../lib/url-state.ts'
import { useCall } from '../../../lib/use-call.ts'
import { useItems } from '../../../lib/use-list.ts'
import type { Action } from '../../../ui/actions/action-bar.tsx'
import { ListPage } from '../../../ui/pages/list-page.tsx'
import { Day } from '../../../ui/pieces/moment.tsx'
import { StatusTag } from '../../../ui/pieces/status-tag.tsx'
import type { Column } from '../../../ui/table/column.ts'
import { useListView } from '../../../ui/table/use-list-view.ts'
import styles from './categories.module.css'
import { CategoryForm } from './category-form.tsx'
import { ImportNetworks } from './import-networks.tsx'
import { NetworksForm } from './networks-form.tsx'

const viewSchema = z.object({})

/** Categories of traffic, told apart by the network at the other end. */
export function CategoriesList() {
  const t = useTexts('catalogue')
  const can = usePermissions()
  const view = useListView('traffic-categories', viewSchema)
  const list = useItems(listTrafficCategories)
  const [{ category: opened = '', networks = '' }, change] = useUrlState()
  const [isImporting, setImporting] = useState(false)
  const mayChange = can('catalogue.change')
  const byId = (id: string) => list.rows.find((row) => String(row.id) === id)
  const close = () => change({ category: undefined, networks: undefined })
  const create: Action[] = mayChange
    ? [
        {
          key: 'create',
          label: t('categories.create'),
          isPrimary: true,
          onRun: () => change({ category: 'new' }, { isNewStep: true }),
        },
      ]
    : []
  const imports: Action[] = mayChange
    ? [
        {
          key: 'import',
          label: t('categories.import'),
          reason: list.rows.length === 0 ? t('categories.importReason') : undefined,
          onRun: () => setImporting(true),
        },
      ]
    : []
  const chosen = byId(opened)
  const edited = byId(networks)
  return (
    <>
      <ListPage
        title={t('categories.title')}
        view={view}
        list={list}
        columns={useColumns()}
        rowKey={({ id }) => String(id)}
        onOpen={
          mayChange ? ({ id }) => change({ networks: String(id) }, { isNewStep: true }) : undefined
        }
        actions={[...create, ...imports]}
        empty={{
          icon: <ClusterOutlined />,
          title: t('categories.empty.title'),
          text: t('categories.empty.text'),
          actions: create,
        }}
        above={list.rows.length > 0 && <Match categories={list.rows} />}
        exportName={t('categories.file')}
      />
      {mayChange && opened === 'new' && <CategoryForm onClose={close} />}
      {mayChange && chosen && <CategoryForm category={chosen} onClose={close} />}
      {mayChange && edited && (
        <NetworksForm
          category={edited}
          onRename={() => change({ networks: undefined, category: String(edited.id) })}
          onClose={close}
        />
      )}
      {isImporting && <ImportNetworks onClose={() => setImporting(false)} />}
    </>
  )
}

/** Which category an address has today. */
function Match({ categories }: { categories: readonly TrafficCategory[] }) {
  const t = useTexts('catalogue')
  const [language] = useLanguage()
  const [address, ask] = useState('')
  const isAddress = /^(\d{1,3}(\.\d{1,3}){3}|[0-9a-f:]*:[0-9a-f:]+)$/i.test(address.trim())
  const answer = useCall(
    matchAddress,
    { query: { address: address.trim() } },
    { isEnabled: isAddress },
  )
  const found = categories.find(({ code }) => code === answer.data?.category)
  const name = language === 'ru' ? found?.nameRu : found?.nameEn
  return (
    <div className={styles.match}>
      <Input
        value={address}
        placeholder={t('categories.address')}
        aria-label={t('categories.address')}
        onChange={({ target }) => ask(target.value)}
      />
      {isAddress && answer.data && (
        <output>
          {found
            ? t('categories.found', { name, network: answer.data.network })
            : t('categories.notFound')}
        </output>
      )}
    </div>
  )
}

function useColumns(): Column<TrafficCategory>[] {
  const t = useTexts('catalogue')
  const [language] = useLanguage()
  const nameOf = ({ nameRu, nameEn }: TrafficCategory) => (language === 'ru' ? nameRu : nameEn)
  return [
    {
      key: 'name',
      title: t('form.name'),
      width: 240,
      cell: (row) => <strong>{nameOf(row)}</strong>,
      text: nameOf,
    },
    {
      key: 'code',
      title: t('bands.code'),
      width: 140,
      cell: ({ code }) => code,
      text: ({ code }) => code,
    },
    {
      key: 'networks',
      title: t('categories.networks'),
      width: 120,
      isNumber: true,
      cell: ({ versions }) => formatCount(versions.at(-1)?.networksCount ?? 0, language),
      text: ({ versions }) => String(versions.at(-1)?.networksCount ?? 0),
    },
    {
      key: 'from',
      title: t('prices.inForceFrom'),
      width: 160,
      cell: ({ versions }) => {
        const from = versions.at(-1)?.from
        return from && <Day value={from} />
      },
      text: ({ versions }) => versions.at(-1)?.from ?? '',
    },
    {
      key: 'state',
      title: t('stateLabel'),
      width: 120,
      card: 'aside',
      cell: ({ archivedAt }) =>
        archivedAt && <StatusTag isBare tone="quiet" label={t('state.archived')} />,
      text: ({ archivedAt }) => archivedAt ?? '',
    },
  ]
}
