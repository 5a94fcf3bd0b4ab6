import { dayOf } from '#platform/clock'
import type { Context } from '#platform/context'
import { type Account, findGroupsOfAccounts } from '../../accounts/index.ts'
import type { Standing } from '../../catalogue/index.ts'
import { getDefaultOperator } from '../../settings/index.ts'
import {
  findContracts,
  findGroupsOfContracts,
  findSubscribers,
  type Subscriber,
} from '../../subscribers/index.ts'

/** How accounts stand towards the conditions of promotions, by their ids. */
export async function readStandings(
  ctx: Context,
  accounts: readonly Account[],
): Promise<Map<number, Standing>> {
  const timeZone = (await getDefaultOperator(ctx)).time_zone
  const contractIds = [...new Set(accounts.map(({ contractId }) => contractId))]
  const ofAccounts = await findGroupsOfAccounts(
    ctx,
    accounts.map(({ id }) => id),
  )
  const ofContracts = await findGroupsOfContracts(ctx, contractIds)
  const addresses = await readAddresses(ctx, contractIds)
  const groupsOfAccount = Map.groupBy(ofAccounts, ({ accountId }) => accountId)
  const groupsOfContract = Map.groupBy(ofContracts, ({ contractId }) => contractId)
  return new Map(
    accounts.map((account) => [
      account.id,
      {
        tariffId: account.tariffId,
        openedOn: dayOf(account.openedAt, timeZone),
        accountGroupIds: (groupsOfAccount.get(account.id) ?? []).map(({ groupId }) => groupId),
        contractGroupIds: (groupsOfContract.get(account.contractId) ?? []).map(({ id }) => id),
        address: addresses.get(account.contractId) ?? null,
      },
    ]),
  )
}

async function readAddresses(
  ctx: Context,
  contractIds: readonly number[],
): Promise<Map<number, Standing['address']>> {
  const contracts = await findContracts(ctx, { ids: contractIds })
  const subscribers = await findSubscribers(ctx, [
    ...new Set(contracts.map(({ subscriberId }) => subscriberId)),
  ])
  const addressOf = new Map(subscribers.map((subscriber) => [subscriber.id, whereIs(subscriber)]))
  return new Map(contracts.map(({ id, subscriberId }) => [id, addressOf.get(subscriberId) ?? null]))
}

/** Where the connection is; who has no such address is connected where they live. Post may go elsewhere. */
function whereIs({ addresses }: Subscriber): Standing['address'] {
  const kept = (wanted: string) => addresses.find(({ kind }) => kind === wanted)
  return kept('installation') ?? kept('registration') ?? null
}
