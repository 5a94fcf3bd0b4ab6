import { currencySign } from '../../../lib/format/money.ts'
import { useLanguage, useTexts } from '../../../lib/i18n.ts'
import type { TermsDraft } from '../terms.ts'
import { useBandNames, useCategoryNames, useClassName, usePriceListNames } from './names.ts'

type Usage = NonNullable<TermsDraft['usage']>
type Calls = Extract<Usage, { kind: 'calls' }>
type Metered = Exclude<Usage, { kind: 'calls' }>

/** What usage costs, in one sentence. */
export function useUsageWords(): (usage: TermsDraft['usage'], currency: string) => string {
  const t = useTexts('catalogue')
  const metered = useMeteredWords()
  const calls = useCallWords()
  return (usage, currency) => {
    if (!usage) return t('usage.none')
    return usage.kind === 'calls' ? calls(usage, currency) : metered(usage, currency)
  }
}

function useMoneyWords(): (text: string | undefined, currency: string) => string {
  const [language] = useLanguage()
  return (text = '0', currency) =>
    `${language === 'ru' ? text.replace('.', ',') : text} ${currencySign(currency)}`
}

function useMeteredWords(): (usage: Metered, currency: string) => string {
  const t = useTexts('catalogue')
  const money = useMoneyWords()
  const [bands, categories] = [useBandNames(), useCategoryNames()]
  return (usage, currency) => {
    const unit = usage.kind === 'volume' ? 'megabyte' : 'minute'
    const prices = usage.prices.map(({ category, band, steps }) => {
      const words = steps.map(({ from, price }) => {
        const value = money(price, currency)
        return Number(from) === 0 ? value : t(`usage.step.${unit}`, { from, value })
      })
      const whose = [
        category === null ? undefined : (categories.get(category) ?? category),
        band === null ? undefined : (bands.get(band) ?? band),
      ].filter((name) => name !== undefined)
      return whose.length === 0 ? words.join(', ') : `${whose.join(', ')}: ${words.join(', ')}`
    })
    const given = t(`usage.given.${unit}`, { count: Number(usage.included ?? 0) })
    return `${given}, ${t(`usage.beyond.${unit}`, { prices: prices.join('; ') })}`
  }
}

function useCallWords(): (usage: Calls, currency: string) => string {
  const t = useTexts('catalogue')
  const money = useMoneyWords()
  const lists = usePriceListNames()
  const className = useClassName()
  return (usage, currency) => {
    const isPaid = (text: string | undefined) => Number((text ?? '0').replace(',', '.')) > 0
    const classes = (usage.includedClasses ?? []).map(className).join(', ')
    const given = t('usage.given.minute', { count: Number(usage.included ?? 0) })
    const list = lists.get(Number(usage.priceListId)) ?? String(usage.priceListId ?? '—')
    return [
      classes ? `${given} (${classes})` : given,
      t('calls.words.list', { list }),
      t('calls.words.step', { count: Number(usage.stepSeconds ?? 60) }),
      Number(usage.freeSeconds) > 0 && t('calls.words.free', { count: Number(usage.freeSeconds) }),
      Number(usage.minimumSeconds) > 0 &&
        t('calls.words.minimum', { count: Number(usage.minimumSeconds) }),
      isPaid(usage.callPrice) && t('calls.words.call', { price: money(usage.callPrice, currency) }),
      isPaid(usage.incomingPrice) &&
        t('calls.words.incoming', { price: money(usage.incomingPrice, currency) }),
    ]
      .filter(Boolean)
      .join(', ')
  }
}
