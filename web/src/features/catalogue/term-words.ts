import { formatMoney, isZero, readAmount } from '../../lib/format/money.ts'
import { formatBitRate } from '../../lib/format/quantity.ts'
import { useLanguage, useTexts } from '../../lib/i18n.ts'
import type { TermsDraft } from './terms.ts'

export const TERM_KEYS = ['fee', 'feeCharged', 'blockPolicy', 'speedDown', 'speedUp'] as const
export type TermKey = (typeof TERM_KEYS)[number]
export type TermWords = Record<TermKey, string>

/** The terms of a tariff in words, to be shown and to be compared. */
export function useTermWords(): (terms: TermsDraft, currency: string) => TermWords {
  const t = useTexts('catalogue')
  const [language] = useLanguage()
  const speed = (kbps: unknown) =>
    Number(kbps) === 0 ? t('speed.unlimited') : formatBitRate(Number(kbps), language)
  return (terms, currency) => {
    const amount = readAmount(terms.fee)
    const fee =
      amount === undefined
        ? '—'
        : isZero(amount)
          ? t('fee.free')
          : t(`fee.${terms.feePeriod}`, { sum: formatMoney({ amount, currency }, language) })
    return {
      fee,
      feeCharged: t(`feeCharged.${terms.feeCharged}.title`),
      blockPolicy: t(`blockPolicy.${terms.blockPolicy}.title`),
      speedDown: speed(terms.speedDownKbps),
      speedUp: speed(terms.speedUpKbps),
    }
  }
}
