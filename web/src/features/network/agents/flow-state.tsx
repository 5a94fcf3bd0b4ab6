import type { Agent } from '@altyn/contract/network'
import { type AgentState, listAgentStates } from '@altyn/contract/network/agent-states'
import type { FlowAgentCounters } from '@altyn/contract/network/flow-settings'
import { formatCount } from '../../../lib/format/quantity.ts'
import { useLanguage, useTexts } from '../../../lib/i18n.ts'
import { useCall } from '../../../lib/use-call.ts'
import { Facts } from '../../../ui/pieces/facts.tsx'
import { Instant } from '../../../ui/pieces/moment.tsx'
import { StatusTag } from '../../../ui/pieces/status-tag.tsx'
import { SILENT_MINUTES } from './agent-silence.ts'

const ASK_EVERY_MS = 30_000

type State = Omit<AgentState, 'counters'> & { counters: FlowAgentCounters }

/** How an agent that takes flows fares, on each machine that listens for it. */
export function FlowState({ agent }: { agent: Agent }) {
  const t = useTexts('network')
  const { data } = useCall(listAgentStates, undefined, { everyMilliseconds: ASK_EVERY_MS })
  if (!agent.flows || !data) return null
  const port = {
    key: 'port',
    label: t('flows.listenPort'),
    value: `${agent.flows.listenPort}/udp`,
  }
  const states = data.items.flatMap((state): State[] => {
    const { counters } = state
    return state.agentId === agent.id && counters.kind === 'flows' ? [{ ...state, counters }] : []
  })
  // What a process told before it was stopped says nothing of now.
  if (agent.stoppedAt) return <Facts facts={[port]} />
  if (states.length === 0) {
    const note = <StatusTag tone="quiet" label={t('flows.state.none')} isBare />
    return <Facts facts={[port, { key: 'state', label: t('flows.state.title'), value: note }]} />
  }
  return (
    <>
      <Facts facts={[port]} />
      {states.map((state) => (
        <OneState key={state.instance} state={state} isNamed={states.length > 1} />
      ))}
    </>
  )
}

function OneState({ state, isNamed }: { state: State; isNamed: boolean }) {
  const t = useTexts('network')
  const [language] = useLanguage()
  const { counters } = state
  const count = (value: number) => formatCount(value, language)
  const troubles = TROUBLES.filter((key) => Number(counters[key]) > 0)
  const rate = t('flows.state.rate', { count: counters.datagramsPerSecond })
  return (
    <Facts
      title={isNamed ? state.instance : undefined}
      facts={[
        {
          key: 'state',
          label: t('flows.state.title'),
          value: <Verdict state={state} />,
        },
        {
          key: 'last',
          label: t('flows.state.lastDatagramAt'),
          value: <Instant value={counters.lastDatagramAt} isRelative />,
        },
        {
          key: 'datagrams',
          label: t('flows.state.datagrams'),
          value: `${count(counters.datagrams)} · ${rate}`,
        },
        {
          key: 'flows',
          label: t('flows.state.flows'),
          value: t('flows.state.counted', {
            flows: count(counters.flows),
            counted: count(counters.countedFlows),
          }),
        },
        ...troubles.map((key) => ({
          key,
          label: t(`flows.state.${key}`),
          value: (
            <StatusTag
              tone="warn"
              label={[count(counters[key]), key === 'strangers' ? counters.lastStranger : null]
                .filter(Boolean)
                .join(' · ')}
              isBare
            />
          ),
        })),
      ]}
    />
  )
}

/** What is shown only when there is some. */
const TROUBLES = [
  'lost',
  'waitingSets',
  'strangers',
  'unread',
  'overload',
  'waitingBatches',
] as const

function Verdict({ state: { at, counters } }: { state: State }) {
  const t = useTexts('network')
  const age = Temporal.Now.instant().since(at).total('minutes')
  const [tone, word] = verdictOf(counters, age)
  return <StatusTag tone={tone} label={t(`flows.state.verdict.${word}`)} isBare />
}

function verdictOf({ fault, lastDatagramAt }: FlowAgentCounters, ageMinutes: number) {
  if (ageMinutes > SILENT_MINUTES) return ['bad', 'stopped'] as const
  if (fault) return ['bad', fault] as const
  return lastDatagramAt ? (['ok', 'hears'] as const) : (['note', 'waits'] as const)
}
