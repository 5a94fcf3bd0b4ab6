import type { Context } from '#platform/context'
import { refuseField } from '#platform/refusal'
import { findAccounts } from '../../accounts/index.ts'
import {
  endNatBlocks,
  type NatOutcome,
  type NatRecord,
  upsertNatBlocks,
} from './nat-blocks.store.ts'

export type TakenNatBlocks = {
  taken: number
  ended: number
  repeats: number
  contradicting: number[]
  endsOfNothing: number[]
}

/**
 * Takes blocks of ports that address translation gave out. A batch may be told again, and an end may
 * come in the batch of its beginning or much later; what contradicts a known block is told by its
 * place and left out.
 */
export async function takeNatBlocks(
  ctx: Context,
  records: readonly NatRecord[],
): Promise<TakenNatBlocks> {
  await refuseUnknownAccount(ctx, records)
  const placed = records.map((record, place) => ({ ...record, place }))
  const whole = placed.filter(({ from }) => from !== null)
  const ends = placed.filter(({ from }) => from === null)
  const outcomes: NatOutcome[] = []
  // A batch may tell a block's beginning and, further on, its end: one statement takes each block once.
  for (const group of inTurns(whole, nameOf)) outcomes.push(...(await upsertNatBlocks(ctx, group)))
  for (const group of inTurns(ends, nameOf)) outcomes.push(...(await endNatBlocks(ctx, group)))
  const placesOf = (outcome: NatOutcome['outcome']) =>
    outcomes.filter((row) => row.outcome === outcome).map(({ place }) => place)
  return {
    taken: placesOf('taken').length,
    ended: placesOf('ended').length,
    repeats: placesOf('repeat').length,
    contradicting: placesOf('contradicting').sort((a, b) => a - b),
    endsOfNothing: placesOf('end-of-nothing').sort((a, b) => a - b),
  }
}

async function refuseUnknownAccount(ctx: Context, records: readonly NatRecord[]): Promise<void> {
  const ids = [...new Set(records.flatMap(({ accountId }) => accountId ?? []))]
  if (ids.length === 0) return
  const known = new Set((await findAccounts(ctx, { ids })).map(({ id }) => id))
  const wrong = records.findIndex(({ accountId }) => accountId !== null && !known.has(accountId))
  if (wrong < 0) return
  const details = { accountId: records[wrong]?.accountId }
  throw refuseField('usage.unknown-account', `records.${wrong}.accountId`, details)
}

function nameOf({ address, firstPort, from }: NatRecord): string {
  const instant = from === null ? '' : Temporal.Instant.from(from).toString()
  return `${address} ${firstPort} ${instant}`
}

/** Splits rows so that no group has a name twice and the order of one name's rows is kept. */
function inTurns<Row>(rows: readonly Row[], name: (row: Row) => string): Row[][] {
  const groups: Row[][] = []
  const turns = new Map<string, number>()
  for (const row of rows) {
    const turn = turns.get(name(row)) ?? 0
    turns.set(name(row), turn + 1)
    const group = groups[turn] ?? []
    group.push(row)
    groups[turn] = group
  }
  return groups
}
