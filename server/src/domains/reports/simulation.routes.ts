import * as contract from '@altyn/contract/reports/simulation'
import { parseAmount } from '@altyn/money'
import { dayOf } from '#platform/clock'
import type { Context } from '#platform/context'
import { answer } from '#platform/http/answer'
import { toApiMoney, toApiTime } from '#platform/http/api-values'
import { getDefaultOperator } from '../settings/index.ts'
import { type Simulation, simulateContract } from './simulate-contract.ts'
import type { Change } from './simulated-change.ts'

export const simulationRoutes = [
  answer(contract.simulateContract, async (ctx, { params, body }) => {
    const order = {
      contractId: params.contractId,
      until: Temporal.PlainDate.from(body.until),
      assumesPaid: body.assumesPaid,
    }
    const changes = body.changes.map(toChange)
    const asIs = await simulateContract(ctx, { ...order, changes: [] })
    const changed = changes.length > 0 ? await simulateContract(ctx, { ...order, changes }) : null
    return {
      asIs: await toApi(ctx, asIs),
      changed: changed && (await toApi(ctx, changed)),
      difference: toApiMoney(changed ? changed.chargedMinor - asIs.chargedMinor : 0n),
    }
  }),
]

const toDay = (text: string) => Temporal.PlainDate.from(text)

function toChange(change: contract.SimulatedChange): Change {
  switch (change.kind) {
    case 'payment':
      return { kind: 'payment', amountMinor: parseAmount(change.amount), day: toDay(change.day) }
    case 'service-end':
      return { ...change, until: toDay(change.until) }
    case 'pause':
      return { ...change, from: toDay(change.from), until: toDay(change.until) }
    default:
      return {
        ...change,
        from: toDay(change.from),
        until: change.until === null ? null : toDay(change.until),
      }
  }
}

async function toApi(ctx: Context, simulation: Simulation): Promise<contract.Simulation> {
  const timeZone = (await getDefaultOperator(ctx)).time_zone
  const toDayText = (instant: Temporal.Instant) => toApiTime(dayOf(instant, timeZone))
  const forMoney = simulation.blocks.filter(({ kind }) => kind === 'money')
  const firstBlock = forMoney.map(({ from }) => toDayText(from)).sort()[0]
  return {
    lines: simulation.lines.map((row) => ({
      day: toApiTime(row.day),
      kind: row.kind,
      title: row.title,
      accountId: row.accountId,
      amount: toApiMoney(row.signedMinor),
      balance: toApiMoney(row.balanceMinor),
    })),
    blocks: simulation.blocks.map(({ accountId, kind, from, until }) => ({
      accountId,
      kind,
      from: toDayText(from),
      until: until && toDayText(until),
    })),
    documents: simulation.documents.map(({ month, totalMinor }) => ({
      month: month.toString(),
      total: toApiMoney(totalMinor),
    })),
    charged: toApiMoney(simulation.chargedMinor),
    paid: toApiMoney(simulation.paidMinor),
    balanceAtEnd: toApiMoney(simulation.balanceMinor),
    firstBlockOn: firstBlock ?? null,
  }
}
