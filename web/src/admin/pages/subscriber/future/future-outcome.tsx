import type { Simulation, simulateContract } from '@altyn/contract/reports/simulation'
import type { ResponseOf } from '@altyn/contract/route'
import type { CardContract } from '../../../../features/subscribers/contract-panel.tsx'
import { formatMoney, isZero } from '../../../../lib/format/money.ts'
import { formatDay, formatMonth } from '../../../../lib/format/time.ts'
import { useLanguage, useTexts } from '../../../../lib/i18n.ts'
import { useCurrency, useToday } from '../../../../lib/operator.ts'
import { Chart } from '../../../../ui/chart/chart.tsx'
import { Day } from '../../../../ui/pieces/moment.tsx'
import { Money } from '../../../../ui/pieces/money.tsx'
import { type Stat, StatTiles } from '../../../../ui/pieces/stat-tiles.tsx'
import styles from './future.module.css'

type Answer = ResponseOf<typeof simulateContract>
type FutureOutcomeProps = {
  answer: Answer
  item: CardContract
  /** The first day that was not simulated any more. */
  until: string
}

/** The sums, the balance day by day, and every charge, payment and block to come. */
export function FutureOutcome({ answer, item, until }: FutureOutcomeProps) {
  const t = useTexts('reports')
  const { asIs, changed, difference } = answer
  const shown = changed ?? asIs
  return (
    <>
      <StatTiles stats={useStats(shown, changed ? difference : undefined)} />
      <BalanceChart answer={answer} start={item.money.balance.amount} until={until} />
      <section className={styles.part}>
        <h2>{t('future.lines')}</h2>
        {shown.lines.length === 0 ? (
          <p className={styles.quiet}>{t('future.noLines')}</p>
        ) : (
          <ul className={styles.lines}>
            {shown.lines.map((line, index) => (
              // biome-ignore lint/suspicious/noArrayIndexKey: lines of a simulation have no names and never move.
              <li key={index}>
                <Day value={line.day} />
                <span className={styles.what}>{line.title || t(`future.kind.${line.kind}`)}</span>
                <Money value={line.amount} isSigned isPlain />
                <Money value={line.balance} />
              </li>
            ))}
          </ul>
        )}
      </section>
      <Blocks simulation={shown} item={item} />
      <Documents simulation={shown} />
    </>
  )
}

function useStats(shown: Simulation, difference: Answer['difference'] | undefined): Stat[] {
  const t = useTexts('reports')
  const [language] = useLanguage()
  const money = (value: Answer['difference']) => formatMoney(value, language)
  return [
    {
      key: 'charged',
      label: t('future.charged'),
      value: money(shown.charged),
      note:
        difference && !isZero(difference.amount)
          ? t('future.difference', { sum: signed(money(difference)) })
          : difference && t('future.noDifference'),
    },
    { key: 'balance', label: t('future.balanceAtEnd'), value: money(shown.balanceAtEnd) },
    {
      key: 'block',
      label: t('future.firstBlock'),
      value: shown.firstBlockOn ? formatDay(shown.firstBlockOn, language) : t('future.noBlock'),
      tone: shown.firstBlockOn ? 'warn' : 'ok',
    },
  ]
}

function signed(text: string): string {
  return /^[−-]/.test(text) ? text : `+${text}`
}

/** The balance at the end of each day; the changed future beside the present one. */
function BalanceChart({ answer, start, until }: { answer: Answer; start: string; until: string }) {
  const t = useTexts('reports')
  const [language] = useLanguage()
  const currency = useCurrency()
  const days = daysUntil(useToday(), until)
  const name = (key: string) => t(`future.series.${key}`)
  const asIs = { key: 'asIs', name: name('asIs'), values: balances(answer.asIs, days, start) }
  const series = answer.changed
    ? [
        asIs,
        { key: 'changed', name: name('changed'), values: balances(answer.changed, days, start) },
      ]
    : [asIs]
  return (
    <Chart
      title={t('future.chart')}
      kind="line"
      marks={days.map((day) => formatDay(day, language))}
      markTitle={t('future.day')}
      series={series}
      format={(value) => formatMoney({ amount: value.toFixed(2), currency }, language)}
      height={200}
    />
  )
}

function daysUntil(today: string, until: string): string[] {
  const days: string[] = []
  let day = Temporal.PlainDate.from(today)
  while (day.toString() < until) {
    days.push(day.toString())
    day = day.add({ days: 1 })
  }
  return days
}

/** Only for drawing: a picture needs no kopecks. */
function balances({ lines }: Simulation, days: readonly string[], start: string): number[] {
  let balance = Number(start)
  let next = 0
  return days.map((day) => {
    for (let line = lines[next]; line && line.day <= day; line = lines[next]) {
      balance = Number(line.balance.amount)
      next += 1
    }
    return balance
  })
}

function Blocks({ simulation, item }: { simulation: Simulation; item: CardContract }) {
  const t = useTexts('reports')
  if (simulation.blocks.length === 0) return null
  const logins = new Map(item.accounts.map(({ id, login }) => [id, login]))
  return (
    <section className={styles.part}>
      <h2>{t('future.blocks')}</h2>
      <ul className={styles.lines}>
        {simulation.blocks.map(({ accountId, kind, from, until }) => (
          <li key={`${accountId} ${kind} ${from}`}>
            <Day value={from} />
            <span className={styles.what}>
              {logins.get(accountId)} · {t(`future.block.${kind}`)}
            </span>
            <span>
              {until ? (
                <>
                  {t('future.until')} <Day value={until} />
                </>
              ) : (
                t('future.open')
              )}
            </span>
          </li>
        ))}
      </ul>
    </section>
  )
}

function Documents({ simulation: { documents } }: { simulation: Simulation }) {
  const t = useTexts('reports')
  const [language] = useLanguage()
  if (documents.length === 0) return null
  return (
    <section className={styles.part}>
      <h2>{t('future.documents')}</h2>
      <ul className={styles.lines}>
        {documents.map(({ month, total }) => (
          <li key={month}>
            <span className={styles.what}>
              {t('future.invoice', { month: formatMonth(month, language) })}
            </span>
            <Money value={total} isPlain />
          </li>
        ))}
      </ul>
    </section>
  )
}
