import type { Context } from '#platform/context'
import { violates } from '#platform/database-errors'
import { tell } from '#platform/outbox'
import { Refusal, refuseField } from '#platform/refusal'
import { getAccount, getOpenAccount } from '../find-account.ts'
import {
  endStations,
  findHolderOfMac,
  findStation,
  insertStation,
  type StationRow,
  selectStations,
} from './stations.store.ts'

const STATIONS_MAX = 100

/** Gives a MAC address to an account from now on. Somebody else's is refused by their login. */
export async function bindStation(
  ctx: Context,
  { accountId, mac }: { accountId: number; mac: string },
): Promise<StationRow> {
  const { agentId } = await getOpenAccount(ctx, accountId)
  const own = (await selectStations(ctx, [accountId])).filter(({ until }) => until === null)
  if (own.length >= STATIONS_MAX) {
    throw refuseField('accounts.too-many-stations', 'mac', { max: STATIONS_MAX })
  }
  const holder = await findHolderOfMac(ctx, { agentId, mac })
  if (holder) {
    const { login } = await getAccount(ctx, holder.accountId)
    throw refuseField('accounts.mac-taken', 'mac', { login })
  }
  try {
    const id = await insertStation(ctx, { accountId, agentId, mac, source: 'staff' })
    await tell(ctx, 'accounts.stations-changed', { accountIds: [accountId] })
    return await getStation(ctx, id)
  } catch (error) {
    throw violates(error, 'stations_agent_id_mac_valid_excl')
      ? refuseField('accounts.mac-taken', 'mac', { login: '' })
      : error
  }
}

/**
 * The MAC address of the first sign-in becomes the account's. An account that has one already, or a
 * MAC address that is somebody's, is left as it is.
 */
export async function learnStation(
  ctx: Context,
  { accountId, agentId, mac }: { accountId: number; agentId: number; mac: string },
): Promise<void> {
  const own = await selectStations(ctx, [accountId])
  if (own.some(({ until }) => until === null)) return
  if (await findHolderOfMac(ctx, { agentId, mac })) return
  await insertStation(ctx, { accountId, agentId, mac, source: 'learned' })
  await tell(ctx, 'accounts.stations-changed', { accountIds: [accountId] })
}

/** Takes a MAC address from its account from now on; taking it twice changes nothing. */
export async function releaseStation(ctx: Context, id: number): Promise<StationRow> {
  const { accountId } = await getStation(ctx, id)
  await endStations(ctx, { id })
  await tell(ctx, 'accounts.stations-changed', { accountIds: [accountId] })
  return getStation(ctx, id)
}

async function getStation(ctx: Context, id: number): Promise<StationRow> {
  const station = await findStation(ctx, id)
  if (!station) throw new Refusal('accounts.station.not-found', { id })
  return station
}
