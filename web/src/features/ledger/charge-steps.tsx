import { formatMoney } from '../../lib/format/money.ts'
import { formatDay, formatMonth } from '../../lib/format/time.ts'
import type { Language, Texts } from '../../lib/i18n.ts'
import type { ExplainStep } from '../../ui/pieces/explain-drawer.tsx'
import { Money } from '../../ui/pieces/money.tsx'
import { formatDayRange } from './day-range.ts'
import type { ChargeExplanation } from './read-explanation.ts'

export type Writing = { t: Texts; language: Language; currency: string }
type Line = ChargeExplanation['lines'][number]

/**
 * Price by price, then the days that cost nothing, then what had been charged before. The signs
 * are those of the statement, so that the steps add up to its line.
 */
export function chargeSteps(charge: ChargeExplanation, writing: Writing): ExplainStep[] {
  const { t, language, currency } = writing
  const money = (amount: string) => ({ amount, currency })
  const lines = charge.lines.map((line, index) => ({
    key: `line-${index}`,
    text: lineText(line, charge, writing),
    note: lineNotes(line, charge.daysInMonth, writing),
    result: <Money value={money(`-${line.amount}`)} isPlain />,
  }))
  const free = Object.entries(charge.freeDays).map(([kind, days]) => ({
    key: `free-${kind}`,
    text: t(`fee.free.${kind}`),
    note: t('fee.freeDays', { count: days }),
    result: <Money value={money('0.00')} />,
  }))
  const isFirst = /^0\.00$/.test(charge.chargedBefore)
  const before = {
    key: 'before',
    text: t('fee.before'),
    note: t('fee.beforeNote', { sum: formatMoney(money(charge.due), language) }),
    result: <Money value={money(charge.chargedBefore)} isSigned />,
  }
  return isFirst ? [...lines, ...free] : [...lines, ...free, before]
}

/** A month, or the day on which something was charged once: `апрель 2026`, `17.04.2026`. */
export function formatTime(text: string, language: Language): string {
  return /^\d{4}-\d{2}$/.test(text) ? formatMonth(text, language) : formatDay(text, language)
}

function lineText(line: Line, { kind }: ChargeExplanation, { t, language, currency }: Writing) {
  if (line.usage)
    return t(`usage.used.${line.usage.unit}`, {
      name: line.tariff,
      used: amount(line.usage.used, language),
    })
  if (line.calls) {
    return t('calls.made', { name: line.tariff, minutes: amount(line.calls.used, language) })
  }
  const fee = formatMoney({ amount: line.fee, currency }, language)
  const isPlain = line.feePeriod === 'month' || line.feePeriod === 'day'
  const price = t(isPlain ? `fee.${line.feePeriod}` : `fee.once.${kind}`, { fee })
  const name = line.quantity > 1 ? `${line.tariff} × ${line.quantity}` : line.tariff
  const text = t('fee.line', { tariff: name, fee: price })
  return line.state === 'active' ? text : `${text} · ${t(`fee.whileBlocked.${line.state}`)}`
}

/** The days that are counted, and what personal terms made of the price. */
function lineNotes(line: Line, total: number, writing: Writing) {
  const { t, language } = writing
  return (
    <>
      {line.feePeriod !== 'once' && <div>{daysText(line, total, writing)}</div>}
      {line.usage && <UsageNotes usage={line.usage} writing={writing} />}
      {line.calls && <CallNotes calls={line.calls} writing={writing} />}
      {line.steps.map(({ kind, value, title, price }) => (
        <div key={`${kind} ${title} ${price}`}>
          {t(`fee.step.${kind}`, { value: decimal(value, language) })}
          {title && ` (${t(`fee.stepTitle.${title}`, { defaultValue: title })})`}
          {' → '}
          {decimal(price, language)}
        </div>
      ))}
    </>
  )
}

/** «17–30 апреля, 14 из 30 дней»; a fee by the day counts days and not parts of the month. */
function daysText(
  { from, until, days, feePeriod }: Line,
  total: number,
  { t, language }: Writing,
): string {
  const range = formatDayRange(from, until, language)
  if (feePeriod === 'day') return t('fee.countedDays', { range, count: days })
  return t('fee.days', { range, days, count: total })
}

function decimal(text: string, language: Language): string {
  return language === 'ru' ? text.replace('.', ',') : text
}

/** «1000 МБ входят в тариф», then each part at its price. */
function UsageNotes(props: { usage: NonNullable<Line['usage']>; writing: Writing }) {
  const { usage, writing } = props
  const { t, language } = writing
  const { unit, included, parts } = usage
  return (
    <>
      <div>{t(`usage.included.${unit}`, { amount: amount(included, language) })}</div>
      {parts.map((part) => (
        <div key={`${part.category} ${part.band} ${part.from}`}>
          {t(`usage.part.${unit}`, {
            amount: amount(part.amount, language),
            price: decimal(part.price, language),
          })}
          {[part.category, part.band].filter(Boolean).map((code) => ` · ${code}`)}
        </div>
      ))}
    </>
  )
}

/** «100 мин входят в тариф», then each class of calls with what is paid for. */
function CallNotes(props: { calls: NonNullable<Line['calls']>; writing: Writing }) {
  const { calls, writing } = props
  const { t, language, currency } = writing
  return (
    <>
      <div>{t('usage.included.minute', { amount: amount(calls.included, language) })}</div>
      {calls.classes.map((line) => (
        <div key={line.class}>
          {t('calls.line', {
            name: t(`calls.class.${line.class}`, { defaultValue: line.class }),
            count: line.calls,
            minutes: amount(line.minutes, language),
            paid: amount(line.paidMinutes, language),
            sum: formatMoney({ amount: line.amount, currency }, language),
          })}
        </div>
      ))}
    </>
  )
}

/** Thousandths of a megabyte are of no use to people: `4001.000` → `4001`. */
function amount(text: string, language: Language): string {
  return decimal(text.replace(/\.?0+$/, ''), language)
}
