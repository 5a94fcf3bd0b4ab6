import type { Context } from '#platform/context'
import { violates } from '#platform/database-errors'
import { tell } from '#platform/outbox'
import { Refusal, refuseField } from '#platform/refusal'
import { isPattern, plainStation } from '../rules/barred-station.ts'
import {
  type BarredForm,
  type BarredRow,
  countBarred,
  endBarred,
  findBarred,
  insertBarred,
  selectBarredNow,
} from './barred-stations.store.ts'

/** All of them are kept in memory by whoever answers sign-ins; patterns are tried one after another. */
const BARRED_MAX = 20_000
const PATTERNS_MAX = 500

/** Everything that is barred now: for looking up in memory. */
export function readBarredStations(ctx: Context): Promise<BarredRow[]> {
  return selectBarredNow(ctx, BARRED_MAX)
}

/**
 * A device is not let in any more at a server, or at all of an agent: it brings in nobody, or not the account, group or
 * tariff named. Its live sessions are ended by whoever hears of it.
 */
export async function barStation(ctx: Context, given: BarredForm): Promise<BarredRow> {
  refuseUnclear(given)
  const form = { ...given, station: plainStation(given.station) }
  await refuseTooMany(ctx, form.station)
  try {
    const id = await insertBarred(ctx, form)
    if (id === undefined) throw refuseField('network.barred-already', 'station')
    await tell(ctx, 'network.station-barred', { barredId: id })
    return await getBarred(ctx, id)
  } catch (error) {
    throw explained(error)
  }
}

/** It may come in again. The row stays as history. */
export async function pardonStation(ctx: Context, id: number): Promise<BarredRow> {
  await getBarred(ctx, id)
  if (!(await endBarred(ctx, id))) throw new Refusal('network.barred-no-more')
  await tell(ctx, 'network.station-pardoned', { barredId: id })
  return getBarred(ctx, id)
}

async function getBarred(ctx: Context, id: number): Promise<BarredRow> {
  const row = await findBarred(ctx, id)
  if (!row) throw new Refusal('network.barred-station.not-found', { id })
  return row
}

function refuseUnclear({ nasId, agentId, accountId, accountGroupId, tariffId }: BarredForm): void {
  if ((nasId === null) === (agentId === null)) throw refuseField('network.barred-where', 'nasId')
  const whom = [accountId, accountGroupId, tariffId].filter((id) => id !== null)
  if (whom.length > 1) throw refuseField('network.barred-whom', 'accountId')
}

async function refuseTooMany(ctx: Context, station: string): Promise<void> {
  if ((await countBarred(ctx, { isOver: false })) >= BARRED_MAX) {
    throw new Refusal('network.barred-too-many', { max: BARRED_MAX })
  }
  if (!isPattern(station)) return
  if ((await countBarred(ctx, { isOver: false, isPattern: true })) >= PATTERNS_MAX) {
    throw refuseField('network.barred-too-many-patterns', 'station', { max: PATTERNS_MAX })
  }
}

const FIELD_OF_LINK = {
  barred_stations_nas_id_fkey: 'nasId',
  barred_stations_agent_id_fkey: 'agentId',
  barred_stations_account_id_fkey: 'accountId',
  barred_stations_account_group_id_fkey: 'accountGroupId',
  barred_stations_tariff_id_fkey: 'tariffId',
}

function explained(error: unknown): unknown {
  for (const [constraint, field] of Object.entries(FIELD_OF_LINK)) {
    if (violates(error, constraint)) return refuseField('network.unknown-link', field)
  }
  return error
}
