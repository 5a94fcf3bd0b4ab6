import { listTariffs, type Tariff } from '@altyn/contract/catalogue'
import { PlusOutlined, TagsOutlined } from '@ant-design/icons'
import { z } from 'zod'
import { formatFigures } from '../../lib/format/money.ts'
import { useLanguage, useTexts } from '../../lib/i18n.ts'
import { paths } from '../../lib/path-builder.ts'
import { usePermissions } from '../../lib/permissions.ts'
import { useItems } from '../../lib/use-list.ts'
import type { Action } from '../../ui/actions/action-bar.tsx'
import { ListPage } from '../../ui/pages/list-page.tsx'
import { Day } from '../../ui/pieces/moment.tsx'
import type { Column } from '../../ui/table/column.ts'
import { useListView } from '../../ui/table/use-list-view.ts'
import { stateOf, TariffStateTag } from './tariff-state.tsx'
import { useTermWords } from './term-words.ts'
import { toDraft } from './terms.ts'

/** The server sends all tariffs at once; the words narrow them here. */
const viewSchema = listTariffs.query.extend({ q: z.string().optional() })

/** All tariffs with their present terms. */
export function TariffsList({ onCreate }: { onCreate: () => void }) {
  const t = useTexts('catalogue')
  const can = usePermissions()
  const view = useListView('tariffs', viewSchema)
  const { q = '', archived } = view.query
  const all = useItems(listTariffs, { query: { archived } })
  const words = q.toLowerCase()
  const rows = all.rows.filter(({ name }) => name.toLowerCase().includes(words))
  const list = { ...all, rows, total: all.total === undefined ? undefined : rows.length }
  const create: Action[] = can('catalogue.change')
    ? [
        {
          key: 'create',
          label: t('create.action'),
          icon: <PlusOutlined />,
          isPrimary: true,
          onRun: onCreate,
        },
      ]
    : []
  return (
    <ListPage
      title={t('title')}
      view={view}
      list={{ ...list, readAll: async () => rows }}
      columns={useColumns()}
      rowKey={({ id }) => String(id)}
      rowPath={({ id }) => paths.tariff(id)}
      search={{ name: 'q', hint: t('searchHint') }}
      views={[{ name: t('archive'), values: { archived: 'yes' } }]}
      actions={create}
      empty={{
        icon: <TagsOutlined />,
        title: t('empty.title'),
        text: t('empty.text'),
        actions: create,
      }}
      exportName={t('file')}
    />
  )
}

function useColumns(): Column<Tariff>[] {
  const t = useTexts('catalogue')
  const [language] = useLanguage()
  const words = useTermWords()
  const wordsOf = ({ current, currency }: Tariff) =>
    current ? words(toDraft(current), currency) : undefined
  return [
    {
      key: 'name',
      title: t('form.name'),
      width: 240,
      cell: ({ name }) => name,
      text: ({ name }) => name,
    },
    {
      key: 'fee',
      title: t('term.fee'),
      width: 170,
      isNumber: true,
      card: 'aside',
      cell: (row) => wordsOf(row)?.fee ?? '—',
      text: ({ current }) => (current ? formatFigures(current.fee.amount, language) : ''),
    },
    {
      key: 'speed',
      title: t('term.speed'),
      width: 190,
      cell: (row) => speedsOf(wordsOf(row)),
      text: (row) => speedsOf(wordsOf(row)),
    },
    {
      key: 'charged',
      title: t('term.feeCharged'),
      width: 150,
      cell: (row) => wordsOf(row)?.feeCharged ?? '—',
      text: (row) => wordsOf(row)?.feeCharged ?? '',
    },
    {
      key: 'policy',
      title: t('term.blockPolicy'),
      width: 190,
      cell: (row) => wordsOf(row)?.blockPolicy ?? '—',
      text: (row) => wordsOf(row)?.blockPolicy ?? '',
    },
    {
      key: 'from',
      title: t('inForceFrom'),
      width: 120,
      card: 'none',
      cell: ({ current }) => <Day value={current?.from} />,
      text: ({ current }) => current?.from ?? '',
    },
    {
      key: 'state',
      title: t('stateLabel'),
      width: 150,
      cell: (row) => <TariffStateTag tariff={row} isBare />,
      text: (row) => t(`state.${stateOf(row)}`),
    },
  ]
}

function speedsOf(words: { speedDown: string; speedUp: string } | undefined): string {
  if (!words) return '—'
  const { speedDown, speedUp } = words
  return speedDown === speedUp ? speedDown : `${speedDown} / ${speedUp}`
}
