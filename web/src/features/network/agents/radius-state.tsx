import type { Agent } from '@altyn/contract/network'
import {
  type AgentMinute,
  listAgentRates,
  listAgentStates,
} from '@altyn/contract/network/agent-states'
import { formatCount } from '../../../lib/format/quantity.ts'
import { formatClock } from '../../../lib/format/time.ts'
import { useLanguage, useTexts } from '../../../lib/i18n.ts'
import { useZone } from '../../../lib/operator.ts'
import { useCall } from '../../../lib/use-call.ts'
import { Chart } from '../../../ui/chart/chart.tsx'
import { Facts } from '../../../ui/pieces/facts.tsx'
import { Instant } from '../../../ui/pieces/moment.tsx'
import { StatusTag } from '../../../ui/pieces/status-tag.tsx'
import styles from '../network.module.css'
import { hearingOf } from './agent-silence.ts'

const ASK_EVERY_MS = 30_000
const CHART_HEIGHT = 96
const MINUTE_SECONDS = 60
const RATES = ['signIns', 'rejects', 'accounting'] as const

/** How a RADIUS agent fares: whom it hears, how many are on-line, and what came in the last hour. */
export function RadiusState({ agent }: { agent: Agent }) {
  const t = useTexts('network')
  const [language] = useLanguage()
  const every = { everyMilliseconds: ASK_EVERY_MS }
  const states = useCall(listAgentStates, undefined, every).data?.items
  const rates = useCall(listAgentRates, undefined, every).data?.items
  if (!states || !rates) return null
  const own = states.filter(({ agentId }) => agentId === agent.id)
  const rate = rates.find(({ agentId }) => agentId === agent.id)
  const lastContactAt = rate?.lastContactAt ?? null
  const toldAt = own
    .map(({ at }) => at)
    .sort()
    .at(-1)
  const sessions = own.map(({ counters }) =>
    counters.kind === 'radius' ? counters.liveSessions : 0,
  )
  const liveSessions = Math.max(0, ...sessions)
  const { tone, word } = hearingOf({
    now: Temporal.Now.instant(),
    toldAt,
    lastContactAt,
    liveSessions,
    interimSeconds: agent.interimSeconds,
  })
  return (
    <>
      <Facts
        facts={[
          ...(agent.stoppedAt
            ? []
            : [
                {
                  key: 'state',
                  label: t('agentState.title'),
                  value: <StatusTag isBare tone={tone} label={t(`agentState.${word}`)} />,
                },
              ]),
          {
            key: 'last',
            label: t('agentState.lastContact'),
            value: <Instant value={lastContactAt} isRelative />,
          },
          {
            key: 'sessions',
            label: t('agentState.liveSessions'),
            value: formatCount(liveSessions, language),
          },
        ]}
      />
      {rate && lastContactAt && <RateCharts minutes={rate.minutes} />}
    </>
  )
}

/** What came in each second of the last hour, minute by minute. */
function RateCharts({ minutes }: { minutes: readonly AgentMinute[] }) {
  const t = useTexts('network')
  const [language] = useLanguage()
  const zone = useZone()
  const marks = minutes.map(({ minute }) => formatClock(minute, zone, language))
  const perSecond = new Intl.NumberFormat(language, { maximumFractionDigits: 2 })
  return (
    <div className={styles.rates}>
      {RATES.map((rate) => (
        <Chart
          key={rate}
          title={t(`agentState.rates.${rate}`)}
          kind="area"
          height={CHART_HEIGHT}
          markTitle={t('agentState.minute')}
          marks={marks}
          series={[
            {
              key: rate,
              name: t(`agentState.rates.${rate}`),
              values: minutes.map((minute) => minute[rate] / MINUTE_SECONDS),
            },
          ]}
          format={(value) => perSecond.format(value)}
        />
      ))}
    </div>
  )
}
