import type { Context } from '#platform/context'
import { getGroup } from '#platform/groups/keep-groups'
import { tell } from '#platform/outbox'
import { Refusal, refuseField } from '#platform/refusal'
import { getService } from '../../catalogue/index.ts'
import { getAccount, getOpenAccount, readToday } from '../find-account.ts'
import { ACCOUNT_GROUPS } from '../groups/account-groups.ts'
import { refuseUnassignable } from '../open-account.ts'
import { cancelService, endService } from '../services/assign-service.ts'
import { findAssignedService } from '../services/assigned-services.store.ts'
import { dropAssignmentFrom } from '../tariff-assignments.store.ts'
import { cancelTerm, endTerm } from '../terms/agree-term.ts'
import {
  type ActionPlan,
  cancelActions,
  findAction,
  insertAction,
  type PlannedDeed,
  type PlannedDetails,
} from './planned-actions.store.ts'

/** What each kind of action cannot do without. */
const NEEDED: Record<PlannedDeed, keyof PlannedDetails> = {
  block: 'blockKind',
  unblock: 'blockKind',
  tariff: 'tariffId',
  'service-on': 'serviceId',
  'service-off': 'serviceId',
}

/**
 * Plans a deed for an account, or for whoever is in a group at that hour. It can be seen and
 * cancelled until then; returns its id.
 */
export async function planAction(ctx: Context, plan: ActionPlan): Promise<number> {
  const needed = NEEDED[plan.kind]
  if (plan.details[needed] === undefined) {
    throw refuseField('accounts.plan-incomplete', `details.${needed}`)
  }
  if (Temporal.Instant.compare(plan.dueAt, ctx.now()) <= 0) {
    throw refuseField('accounts.plan-in-the-past', 'dueAt')
  }
  if (plan.accountId !== null) await getOpenAccount(ctx, plan.accountId)
  if (plan.groupId !== null) await getGroup(ctx, ACCOUNT_GROUPS, plan.groupId)
  if (plan.details.tariffId !== undefined) await refuseUnassignable(ctx, plan.details.tariffId)
  if (plan.details.serviceId !== undefined) await getService(ctx, plan.details.serviceId)
  return insertAction(ctx, plan)
}

/** Plans a block and its end as one: cancelling either cancels both. */
export async function planPause(
  ctx: Context,
  pause: {
    accountId: number
    from: Temporal.Instant
    until: Temporal.Instant
    pauseTemplateId: number
    reason: string
  },
): Promise<{ beginId: number; endId: number }> {
  const { accountId, from, until, pauseTemplateId, reason } = pause
  const details: PlannedDetails = { blockKind: 'own-wish', pauseTemplateId }
  const common = { accountId, groupId: null, details, reason }
  const beginId = await insertAction(ctx, { ...common, kind: 'block', dueAt: from })
  const endId = await insertAction(ctx, { ...common, kind: 'unblock', dueAt: until }, beginId)
  return { beginId, endId }
}

/** Cancels everything that is planned for an account. */
export async function cancelActionsOf(ctx: Context, accountId: number): Promise<void> {
  await cancelActions(ctx, { accountId })
}

/**
 * Cancels what is planned, by its key, before it happens: an action, a tariff to come, a service or
 * a term that has not begun, or an end that has not come.
 */
export async function cancelPlanned(ctx: Context, key: string): Promise<void> {
  const [kind = '', number = '', day = ''] = key.split(':')
  const id = Number(number)
  if (!Number.isSafeInteger(id) || id <= 0) throw new Refusal('accounts.planned.not-found', { key })
  switch (kind) {
    case 'action':
      return cancelAction(ctx, id)
    case 'tariff':
      return cancelTariff(ctx, id, day)
    case 'service-on':
      return cancelServiceToCome(ctx, id)
    case 'service-off':
      return keepService(ctx, id)
    case 'term-on':
      await cancelTerm(ctx, id)
      return
    case 'term-off':
      await endTerm(ctx, { id, until: null })
      return
    default:
      throw new Refusal('accounts.planned.not-found', { key })
  }
}

async function cancelAction(ctx: Context, id: number): Promise<void> {
  const action = await findAction(ctx, id)
  if (!action) throw new Refusal('accounts.planned.not-found', { key: `action:${id}` })
  if (action.state !== 'planned') throw new Refusal('accounts.plan-is-settled')
  await cancelActions(ctx, action)
}

async function cancelTariff(ctx: Context, accountId: number, text: string): Promise<void> {
  const account = await getAccount(ctx, accountId)
  const day = /^\d{4}-\d{2}-\d{2}$/.test(text) ? Temporal.PlainDate.from(text) : undefined
  const today = await readToday(ctx)
  if (!day || Temporal.PlainDate.compare(day, today) <= 0) {
    throw new Refusal('accounts.plan-is-settled')
  }
  if (!(await dropAssignmentFrom(ctx, accountId, day))) {
    throw new Refusal('accounts.planned.not-found', { key: `tariff:${accountId}:${text}` })
  }
  await tell(ctx, 'accounts.tariff-changed', {
    accountIds: [accountId],
    contractIds: [account.contractId],
  })
}

async function cancelServiceToCome(ctx: Context, id: number): Promise<void> {
  const service = await findAssignedService(ctx, id)
  const today = await readToday(ctx)
  if (!service || Temporal.PlainDate.compare(service.from, today) <= 0) {
    throw new Refusal('accounts.plan-is-settled')
  }
  await cancelService(ctx, service)
}

async function keepService(ctx: Context, id: number): Promise<void> {
  const service = await findAssignedService(ctx, id)
  if (!service) throw new Refusal('accounts.planned.not-found', { key: `service-off:${id}` })
  await endService(ctx, { ...service, until: null })
}
