import { formatBitRate, formatBytes } from '../../../lib/format/quantity.ts'
import { useLanguage, useTexts } from '../../../lib/i18n.ts'
import type { TermsDraft } from '../terms.ts'
import { useBandNames } from '../usage/names.ts'

const MEGABYTE = 1024 * 1024

/** The rules of speed of a tariff in one sentence, in the order in which they are tried. */
export function useSpeedRuleWords(): (rules: TermsDraft['speedRules']) => string {
  const t = useTexts('catalogue')
  const [language] = useLanguage()
  const bands = useBandNames()
  const rate = (kbps: unknown) =>
    Number(kbps) === 0 ? t('speed.unlimited') : formatBitRate(Number(kbps), language)
  return (rules = []) =>
    rules
      .map((rule) => {
        const speed = `↓ ${rate(rule.downKbps)} ↑ ${rate(rule.upKbps)}`
        if (rule.kind === 'band') {
          return t('speedRule.words.band', { band: bands.get(rule.band) ?? rule.band, speed })
        }
        const amount = formatBytes(Number(rule.fromMegabytes) * MEGABYTE, language)
        return t(`speedRule.words.${rule.period}`, { amount, speed })
      })
      .join('; ') || t('speedRule.none')
}
