import { currencySign } from '../../../lib/format/money.ts'
import { useLanguage } from '../../../lib/i18n.ts'
import { useCurrency } from '../../../lib/operator.ts'

/** A price of two to six decimals with its currency: `2,4005 ₽`; nothing for no price. */
export function usePriceText(): (text: string | null) => string {
  const [language] = useLanguage()
  const sign = currencySign(useCurrency())
  return (text) => {
    if (text === null) return ''
    return `${language === 'ru' ? text.replace('.', ',') : text} ${sign}`
  }
}
