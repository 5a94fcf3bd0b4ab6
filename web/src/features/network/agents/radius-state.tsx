import type { Agent } from '@altyn/contract/network'
import { listAgentRates, listAgentStates } from '@altyn/contract/network/agent-states'
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
const CHART_HEIGHT = 120
const MINUTE_SECONDS = 60
const RATES = ['signIns', 'rejects', 'accounting'] as const

const EVERY = { everyMilliseconds: ASK_EVERY_MS }

/** How a RADIUS agent fares: whom it hears and how many are on-line. */
export function RadiusState({ agent }: { agent: Agent }) {
  const t = useTexts('network')
  const [language] = useLanguage()
  const states = useCall(listAgentStates, undefined, EVERY).data?.items
  const rate = useAgentRate(agent)
  if (!states || !rate) return null
  const own = states.filter(({ agentId }) => agentId === agent.id)
  const { lastContactAt } = rate
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
  )
}

function useAgentRate(agent: Agent) {
  const { data } = useCall(listAgentRates, undefined, EVERY)
  return data?.items.find(({ agentId }) => agentId === agent.id)
}

/** What came in each second of the last hour, minute by minute; nothing before the first packet. */
export function RadiusCharts({ agent }: { agent: Agent }) {
  const t = useTexts('network')
  const [language] = useLanguage()
  const zone = useZone()
  const rate = useAgentRate(agent)
  if (!rate?.lastContactAt) return null
  const { minutes } = rate
  const marks = minutes.map(({ minute }) => formatClock(minute, zone, language))
  const perSecond = new Intl.NumberFormat(language, { maximumFractionDigits: 2 })
  return (
    <div className={styles.rates}>
      {RATES.map((kind) => (
        <Chart
          key={kind}
          title={t(`agentState.rates.${kind}`)}
          kind="area"
          height={CHART_HEIGHT}
          markTitle={t('agentState.minute')}
          marks={marks}
          series={[
            {
              key: kind,
              name: t(`agentState.rates.${kind}`),
              values: minutes.map((minute) => minute[kind] / MINUTE_SECONDS),
            },
          ]}
          format={(value) => perSecond.format(value)}
        />
      ))}
    </div>
  )
}
