import { listServices } from '@altyn/contract/catalogue/services'
import type { SimulatedChange } from '@altyn/contract/reports/simulation'
import { PlusOutlined } from '@ant-design/icons'
import { Button } from 'antd'
import { useState } from 'react'
import { useTariffs } from '../../../../features/accounts/tariff-picker.tsx'
import type { CardContract } from '../../../../features/subscribers/contract-panel.tsx'
import { formatMoney } from '../../../../lib/format/money.ts'
import { formatDay } from '../../../../lib/format/time.ts'
import { useLanguage, useTexts } from '../../../../lib/i18n.ts'
import { useCurrency } from '../../../../lib/operator.ts'
import { useItems } from '../../../../lib/use-list.ts'
import { ActionMenu } from '../../../../ui/actions/action-menu.tsx'
import { ChangeForm, TRIED_KINDS, type TriedKind } from './change-form.tsx'
import styles from './future.module.css'

type ChangeBasketProps = {
  item: CardContract
  changes: readonly SimulatedChange[]
  onChange: (changes: readonly SimulatedChange[]) => void
}

/** The changes that are tried out together, and the way to try one more. */
export function ChangeBasket({ item, changes, onChange }: ChangeBasketProps) {
  const t = useTexts('reports')
  const [adding, add] = useState<TriedKind>()
  const words = useChangeWords()
  const hasAccounts = item.accounts.some(({ closedAt }) => closedAt === null)
  const label = t('future.try.action')
  return (
    <section className={styles.basket}>
      {changes.map((change, index) => (
        // biome-ignore lint/suspicious/noArrayIndexKey: changes have no names; taking one out draws the rest anew.
        <div key={index} className={styles.change}>
          <span>{words(change)}</span>
          <Button
            type="link"
            size="small"
            onClick={() => onChange(changes.filter((_, other) => other !== index))}
          >
            {t('future.try.remove')}
          </Button>
        </div>
      ))}
      <ActionMenu
        label={label}
        lines={TRIED_KINDS.map((kind) => ({
          key: kind,
          label: t(`future.try.kinds.${kind}`),
          reason: kind !== 'payment' && !hasAccounts ? t('future.try.noAccounts') : undefined,
          onRun: () => add(kind),
        }))}
      >
        <Button size="small" icon={<PlusOutlined />} aria-haspopup="menu">
          {label}
        </Button>
      </ActionMenu>
      {adding && (
        <ChangeForm
          kind={adding}
          item={item}
          onAdd={(change) => onChange([...changes, change])}
          onClose={() => add(undefined)}
        />
      )}
    </section>
  )
}

/** «Тариф „Интернет 300“ с 01.12.2026». */
function useChangeWords(): (change: SimulatedChange) => string {
  const t = useTexts('reports')
  const [language] = useLanguage()
  const currency = useCurrency()
  const { tariffs } = useTariffs()
  const services = useItems(listServices, { query: {} })
  const nameOf = (rows: readonly { id: number; name: string }[], id: number) =>
    rows.find((row) => row.id === id)?.name ?? `№ ${id}`
  const day = (text: string) => formatDay(text, language)
  return (change) => {
    switch (change.kind) {
      case 'tariff':
        return t('future.try.words.tariff', {
          name: nameOf(tariffs, change.tariffId),
          day: day(change.from),
        })
      case 'service':
        return t('future.try.words.service', {
          name: nameOf(services.rows, change.serviceId),
          day: day(change.from),
        })
      case 'discount':
        return t('future.try.words.discount', {
          value: change.basisPoints / 100,
          day: day(change.from),
        })
      case 'pause':
        return t('future.try.words.pause', { from: day(change.from), until: day(change.until) })
      case 'payment':
        return t('future.try.words.payment', {
          sum: formatMoney({ amount: change.amount, currency }, language),
          day: day(change.day),
        })
      case 'service-end':
        return t('future.try.words.service-end', { day: day(change.until) })
    }
  }
}
