import { dayOf } from '#platform/clock'
import { type Actor, type Context, type Ground, systemActor } from '#platform/context'
import { Refusal } from '#platform/refusal'
import { inSavepoint, inTransaction } from '#platform/transaction'
import {
  type ActionOwners,
  advanceAction,
  assignService,
  changeTariff,
  claimDueAction,
  endService,
  findAccountGroupMembers,
  findAssignedServices,
  getAccount,
  type PlannedAction,
  readToday,
  settleAction,
} from '../accounts/index.ts'
import { getDefaultOperator } from '../settings/index.ts'
import { blockAccount, unblockAccount } from './block-by-hand.ts'
import { reviewContracts } from './review-contracts.ts'

const ACTOR: Actor = systemActor('planned-actions')
// Locks of a large group are given back now and then.
const AT_ONCE = 100
const AT_MOST = 10_000
// Wanted already: what an action was to bring about is so.
const ALREADY_SO = new Set(['blocking.already-blocked', 'blocking.not-blocked'])

/** Carries out what was planned for this hour or before, some accounts at a time. */
export async function carryDueActions(ground: Ground): Promise<void> {
  for (let i = 0; i < AT_MOST; i += 1) {
    const goesOn = await inTransaction(ground, ACTOR, (ctx) => carrySlice(ctx))
    if (!goesOn) return
  }
}

/** Carries out what is due for these accounts within the deed at hand. */
export async function carryActionsOf(ctx: Context, accountIds: readonly number[]): Promise<void> {
  await carryAllOf(ctx, { accountIds, inGroups: false })
}

/**
 * Carries out what is due for these accounts and, as far as it is about them, for the groups that
 * they are in. A rehearsal only: it must be taken back, since an action of a group is over then
 * although the others of the group have had nothing of it.
 */
export async function rehearseActionsOf(
  ctx: Context,
  accountIds: readonly number[],
): Promise<void> {
  await carryAllOf(ctx, { accountIds, inGroups: true })
}

async function carryAllOf(ctx: Context, owners: ActionOwners): Promise<void> {
  for (let i = 0; i < AT_MOST; i += 1) {
    if (!(await carrySlice(ctx, owners))) return
  }
}

/** The next accounts of the next action; false when nothing is due. */
async function carrySlice(ctx: Context, owners?: ActionOwners): Promise<boolean> {
  const action = await claimDueAction(ctx, owners)
  if (!action) return false
  const outcome = action.outcome ?? { done: 0, failed: [] }
  const accountIds = await nextAccounts(ctx, action, owners)
  for (const accountId of accountIds) {
    const code = await attempt(ctx, action, accountId)
    if (code === undefined) outcome.done += 1
    else outcome.failed.push({ accountId, code })
  }
  const last = accountIds.at(-1)
  const isGroup = action.groupId !== null
  if (isGroup && last !== undefined && accountIds.length === AT_ONCE) {
    await advanceAction(ctx, action.id, { lastAccountId: last, outcome })
  } else {
    const state = outcome.failed.length > 0 ? 'failed' : 'done'
    await settleAction(ctx, action.id, { state, outcome })
  }
  return true
}

/** Who is in the group now, not when the action was planned. */
async function nextAccounts(
  ctx: Context,
  action: PlannedAction,
  owners: ActionOwners | undefined,
): Promise<number[]> {
  if (action.accountId !== null) return [action.accountId]
  const members = await findAccountGroupMembers(ctx, action.groupId ?? 0)
  const meant = owners ? members.filter((id) => owners.accountIds.includes(id)) : members
  return meant.filter((id) => id > action.lastAccountId).slice(0, AT_ONCE)
}

/** The code of the refusal when the account could not follow; the others do. */
async function attempt(
  ctx: Context,
  action: PlannedAction,
  accountId: number,
): Promise<string | undefined> {
  try {
    await inSavepoint(ctx, () => carry(ctx, action, accountId))
    return undefined
  } catch (error) {
    if (!(error instanceof Refusal)) throw error
    return ALREADY_SO.has(error.code) ? undefined : error.code
  }
}

async function carry(
  ctx: Context,
  { kind, details, reason, dueAt }: PlannedAction,
  accountId: number,
): Promise<void> {
  const { blockKind = 'own-wish', serviceId = 0, quantity = 1, tariffId = 0 } = details
  switch (kind) {
    case 'block':
      await blockAccount(ctx, { accountId, kind: blockKind, reason, from: await begin(ctx, dueAt) })
      return
    case 'unblock':
      await unblockAccount(ctx, { accountId, kind: blockKind, reason })
      return
    case 'tariff': {
      const { version } = await getAccount(ctx, accountId)
      await changeTariff(ctx, { id: accountId, version, tariffId, from: await readToday(ctx) })
      break
    }
    case 'service-on': {
      const from = await readToday(ctx)
      const order = {
        accountId,
        serviceId,
        quantity,
        from,
        until: null,
        plan: null,
        comment: reason,
      }
      await assignService(ctx, order)
      break
    }
    case 'service-off':
      await endServices(ctx, accountId, serviceId)
  }
  const { contractId } = await getAccount(ctx, accountId)
  await reviewContracts(ctx, [contractId])
}

async function endServices(ctx: Context, accountId: number, serviceId: number): Promise<void> {
  const today = await readToday(ctx)
  for (const service of await findAssignedServices(ctx, [accountId])) {
    const isOver = service.until && Temporal.PlainDate.compare(service.until, today) <= 0
    const isOther = service.serviceId !== serviceId || service.cancelledAt !== null
    if (isOther || isOver || Temporal.PlainDate.compare(service.from, today) >= 0) continue
    await endService(ctx, { ...service, until: today })
  }
}

/** A block planned for the start of a day takes the whole day, however late its minute came. */
async function begin(ctx: Context, dueAt: Temporal.Instant): Promise<Temporal.Instant> {
  const timeZone = (await getDefaultOperator(ctx)).time_zone
  const isSameDay = dayOf(dueAt, timeZone).equals(dayOf(ctx.now(), timeZone))
  return isSameDay ? dueAt : ctx.now()
}
