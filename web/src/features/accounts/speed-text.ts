import { formatMoney, type MoneyValue } from '../../lib/format/money.ts'
import { formatBitRate } from '../../lib/format/quantity.ts'
import { useLanguage, useTexts } from '../../lib/i18n.ts'

type Speeds = { speedDownKbps: number | null; speedUpKbps: number | null }
type Fee = { fee: MoneyValue | null; feePeriod: string | null }

/** Writes the speeds of a tariff: `↓ 100 Мбит/с ↑ 50 Мбит/с`, one figure when both are the same. */
export function useSpeedText(): (speeds: Speeds) => string {
  const t = useTexts('accounts')
  const [language] = useLanguage()
  const rate = (kbps: number) => (kbps === 0 ? t('speed.unlimited') : formatBitRate(kbps, language))
  return ({ speedDownKbps, speedUpKbps }) => {
    if (speedDownKbps === null || speedUpKbps === null) return ''
    if (speedDownKbps === speedUpKbps) return rate(speedDownKbps)
    return t('speed.both', { down: rate(speedDownKbps), up: rate(speedUpKbps) })
  }
}

/** Writes the fee of a tariff with its period: `600,00 ₽ в месяц`. */
export function useFeeText(): (fee: Fee) => string {
  const t = useTexts('accounts')
  const [language] = useLanguage()
  return ({ fee, feePeriod }) =>
    fee ? t(`fee.${feePeriod ?? 'month'}`, { fee: formatMoney(fee, language) }) : t('fee.none')
}
