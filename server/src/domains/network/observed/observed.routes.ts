import * as contract from '@altyn/contract/network/agent-states'
import { answer } from '#platform/http/answer'
import { toApiTime } from '#platform/http/api-values'
import { selectAgentStates } from '../agent-states.store.ts'
import { readAgentRates } from './read-agent-rates.ts'

export const observedRoutes = [
  answer(contract.listAgentStates, async (ctx) => ({
    items: (await selectAgentStates(ctx)).map((state) => ({ ...state, at: toApiTime(state.at) })),
  })),
  answer(contract.listAgentRates, async (ctx) => ({
    items: (await readAgentRates(ctx)).map(({ agentId, lastContactAt, minutes }) => ({
      agentId,
      lastContactAt: toApiTime(lastContactAt),
      minutes: minutes.map((minute) => ({ ...minute, minute: toApiTime(minute.minute) })),
    })),
  })),
]
