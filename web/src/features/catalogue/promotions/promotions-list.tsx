import { listPromotions, type Promotion } from '@altyn/contract/catalogue/promotions'
import { listServices } from '@altyn/contract/catalogue/services'
import { GiftOutlined } from '@ant-design/icons'
import { z } from 'zod'
import { formatMoney, isZero } from '../../../lib/format/money.ts'
import { formatPeriod } from '../../../lib/format/time.ts'
import { useLanguage, useTexts } from '../../../lib/i18n.ts'
import { useToday } from '../../../lib/operator.ts'
import { usePermissions } from '../../../lib/permissions.ts'
import { useUrlState } from '../../../lib/url-state.ts'
import { useItems } from '../../../lib/use-list.ts'
import type { Action } from '../../../ui/actions/action-bar.tsx'
import { ListPage } from '../../../ui/pages/list-page.tsx'
import { StatusTag } from '../../../ui/pieces/status-tag.tsx'
import type { Column } from '../../../ui/table/column.ts'
import { useListView } from '../../../ui/table/use-list-view.ts'
import { useConditionWords } from './condition-words.ts'
import { PromotionForm } from './promotion-form.tsx'

const viewSchema = z.object({})

/** Promotions: what is given, to whom, and until when it can be taken. */
export function PromotionsList() {
  const t = useTexts('catalogue')
  const can = usePermissions()
  const view = useListView('promotions', viewSchema)
  const list = useItems(listPromotions)
  const [{ promotion: opened = '' }, change] = useUrlState()
  const mayChange = can('catalogue.change')
  const close = () => change({ promotion: undefined })
  const chosen = list.rows.find(({ id }) => String(id) === opened)
  const create: Action[] = mayChange
    ? [
        {
          key: 'create',
          label: t('promotions.create'),
          isPrimary: true,
          onRun: () => change({ promotion: 'new' }, { isNewStep: true }),
        },
      ]
    : []
  return (
    <>
      <ListPage
        title={t('promotions.title')}
        view={view}
        list={list}
        columns={useColumns()}
        rowKey={({ id }) => String(id)}
        onOpen={
          mayChange ? ({ id }) => change({ promotion: String(id) }, { isNewStep: true }) : undefined
        }
        actions={create}
        empty={{
          icon: <GiftOutlined />,
          title: t('promotions.empty.title'),
          text: t('promotions.empty.text'),
          actions: create,
        }}
        exportName={t('promotions.file')}
      />
      {mayChange && opened === 'new' && <PromotionForm onClose={close} />}
      {mayChange && chosen && <PromotionForm promotion={chosen} onClose={close} />}
    </>
  )
}

function useColumns(): Column<Promotion>[] {
  const t = useTexts('catalogue')
  const [language] = useLanguage()
  const today = useToday()
  const services = useItems(listServices, { query: {} })
  const forWhom = useConditionWords()
  const given = (row: Promotion) =>
    [
      row.discountBasisPoints > 0 &&
        (row.discountMonths === null
          ? t('promotions.discountFor.ever', { value: row.discountBasisPoints / 100 })
          : t('promotions.discountFor.months', {
              value: row.discountBasisPoints / 100,
              count: row.discountMonths,
            })),
      row.giftServiceId !== null &&
        t('promotions.giftFor', {
          name: services.rows.find(({ id }) => id === row.giftServiceId)?.name ?? '',
          count: row.giftMonths ?? 1,
        }),
      !isZero(row.bonus.amount) &&
        t('promotions.bonusOf', { sum: formatMoney(row.bonus, language) }),
    ]
      .filter(Boolean)
      .join(', ')
  const stateOf = ({ archivedAt, from, until }: Promotion) => {
    if (archivedAt) return 'archived'
    if (from > today) return 'planned'
    return until !== null && until <= today ? 'over' : 'active'
  }
  return [
    {
      key: 'name',
      title: t('form.name'),
      width: 200,
      cell: ({ name }) => <strong>{name}</strong>,
      text: ({ name }) => name,
    },
    { key: 'given', title: t('promotions.given'), width: 340, cell: given, text: given },
    { key: 'whom', title: t('promotions.conditions'), width: 300, cell: forWhom, text: forWhom },
    {
      key: 'days',
      title: t('promotions.days'),
      width: 220,
      cell: ({ from, until }) => formatPeriod(from, until, language),
      text: ({ from, until }) => formatPeriod(from, until, language),
    },
    {
      key: 'code',
      title: t('promotions.code'),
      width: 140,
      cell: ({ promoCode }) => promoCode,
      text: ({ promoCode }) => promoCode,
    },
    {
      key: 'state',
      title: t('stateLabel'),
      width: 140,
      card: 'aside',
      cell: (row) => (
        <StatusTag
          isBare
          tone={stateOf(row) === 'active' ? 'ok' : 'quiet'}
          label={t(`promotions.state.${stateOf(row)}`)}
        />
      ),
      text: (row) => t(`promotions.state.${stateOf(row)}`),
    },
  ]
}
