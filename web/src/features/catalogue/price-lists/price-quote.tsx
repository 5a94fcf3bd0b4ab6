import { quoteCall } from '@altyn/contract/catalogue/price-lists'
import { Input } from 'antd'
import { useState } from 'react'
import { useTexts } from '../../../lib/i18n.ts'
import { useCall } from '../../../lib/use-call.ts'
import { ErrorState } from '../../../ui/feedback/error-state.tsx'
import { Facts } from '../../../ui/pieces/facts.tsx'
import { useBandNames, useClassName } from '../usage/names.ts'
import styles from './price-lists.module.css'
import { usePriceText } from './price-text.ts'

/** What a call to a number costs now, by this list alone. */
export function PriceQuote({ listId }: { listId: number }) {
  const t = useTexts('catalogue')
  const [number, ask] = useState('')
  const digits = number.replaceAll(/\D/g, '')
  const answer = useCall(
    quoteCall,
    { params: { id: listId }, query: { number } },
    { isEnabled: digits.length > 0 },
  )
  return (
    <section className={styles.quote}>
      <h2>{t('prices.quote.title')}</h2>
      <Input
        value={number}
        inputMode="tel"
        placeholder="+7 495 123-45-67"
        aria-label={t('prices.quote.number')}
        onChange={({ target }) => ask(target.value)}
      />
      {digits && answer.error && <ErrorState error={answer.error} />}
      {digits && answer.data && <Found found={answer.data} />}
    </section>
  )
}

type Quote = NonNullable<ReturnType<typeof useCall<typeof quoteCall>>['data']>

function Found({ found: { row, band, versionNumber } }: { found: Quote }) {
  const t = useTexts('catalogue')
  const price = usePriceText()
  const className = useClassName()
  const bands = useBandNames()
  if (!row) return <p className={styles.quiet}>{t('prices.quote.none')}</p>
  return (
    <Facts
      facts={[
        {
          key: 'price',
          label: t('prices.column.price'),
          value: <strong>{price(row.price)}</strong>,
        },
        { key: 'callPrice', label: t('prices.column.callPrice'), value: price(row.callPrice) },
        { key: 'name', label: t('prices.column.name'), value: `${row.name} (${row.prefix})` },
        { key: 'class', label: t('prices.column.class'), value: className(row.class) },
        ...(band === null
          ? []
          : [{ key: 'band', label: t('prices.column.band'), value: bands.get(band) ?? band }]),
        { key: 'version', label: t('prices.version'), value: versionNumber ?? '' },
      ]}
    />
  )
}
