import { formatMoney, isZero, readAmount } from '../../lib/format/money.ts'
import { formatBitRate, formatShare } from '../../lib/format/quantity.ts'
import { useLanguage, useTexts } from '../../lib/i18n.ts'
import { useSpeedRuleWords } from './speeds/speed-rule-words.ts'
import type { TermsDraft } from './terms.ts'
import { useUsageWords } from './usage/usage-words.ts'

export const TERM_KEYS = [
  'fee',
  'usage',
  'feeCharged',
  'feeAnchor',
  'firstPeriod',
  'lastPeriod',
  'blockPolicy',
  'blockFeeMoney',
  'blockFeeStaff',
  'blockFeeOwnWish',
  'blockFeeDays',
  'coefficients',
  'speedDown',
  'speedUp',
  'speedRules',
] as const
export type TermKey = (typeof TERM_KEYS)[number]
export type TermWords = Record<TermKey, string>

const WHOLE_BASIS_POINTS = 10_000

/** The terms of a tariff in words, to be shown and to be compared. */
export function useTermWords(): (terms: TermsDraft, currency: string) => TermWords {
  const t = useTexts('catalogue')
  const [language] = useLanguage()
  const usageWords = useUsageWords()
  const speedRuleWords = useSpeedRuleWords()
  const speed = (kbps: unknown) =>
    Number(kbps) === 0 ? t('speed.unlimited') : formatBitRate(Number(kbps), language)
  const share = (basisPoints: unknown) =>
    formatShare(Number(basisPoints ?? WHOLE_BASIS_POINTS) / WHOLE_BASIS_POINTS, language)
  return (terms, currency) => {
    const price = (text: string | undefined) => {
      const amount = readAmount(text ?? '0')
      if (amount === undefined) return '—'
      if (isZero(amount)) return t('fee.free')
      const sum = formatMoney({ amount, currency }, language)
      return t(`fee.${terms.feePeriod}`, { sum })
    }
    const { coefficientMin, coefficientMax, blockFees, blockFeeDaysMax } = terms
    return {
      fee: price(terms.fee),
      usage: usageWords(terms.usage, currency),
      feeCharged: t(`feeCharged.${terms.feeCharged}.title`),
      feeAnchor: t(`feeAnchor.${terms.feeAnchor ?? 'calendar'}`),
      firstPeriod: t(`incomplete.${terms.firstPeriod ?? 'by-days'}`),
      lastPeriod: t(`incomplete.${terms.lastPeriod ?? 'by-days'}`),
      blockPolicy: t(`blockPolicy.${terms.blockPolicy}.title`),
      blockFeeMoney: price(blockFees?.money),
      blockFeeStaff: price(blockFees?.staff),
      blockFeeOwnWish: price(blockFees?.['own-wish']),
      blockFeeDays: blockFeeDaysMax
        ? t('blockFee.days', { count: Number(blockFeeDaysMax) })
        : t('blockFee.noEnd'),
      coefficients: `${share(coefficientMin)} – ${share(coefficientMax)}`,
      speedDown: speed(terms.speedDownKbps),
      speedUp: speed(terms.speedUpKbps),
      speedRules: speedRuleWords(terms.speedRules),
    }
  }
}

/** Terms that a plain tariff does not have: they are told only where they differ from these. */
export const USUAL_TERMS = {
  usage: null,
  feeAnchor: 'calendar',
  firstPeriod: 'by-days',
  lastPeriod: 'by-days',
  blockFees: { money: '0', staff: '0', 'own-wish': '0' },
  blockFeeDaysMax: null,
  coefficientMin: WHOLE_BASIS_POINTS,
  coefficientMax: WHOLE_BASIS_POINTS,
  speedRules: [],
} satisfies Partial<TermsDraft>
