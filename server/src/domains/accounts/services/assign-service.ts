import type { Context } from '#platform/context'
import { tell } from '#platform/outbox'
import { Refusal, refuseField } from '#platform/refusal'
import { getService, type Service, type ServiceTerms, versionOn } from '../../catalogue/index.ts'
import { type Account, getOpenAccount, readToday } from '../find-account.ts'
import { refuseBeforeOpening, refuseEmptyPeriod } from '../refuse-period.ts'
import {
  type AssignedServiceRow,
  findAssignedService,
  insertAssignedService,
  type ServiceOrder,
  selectAssignedServices,
  updateServiceCancelled,
  updateServiceEnd,
  updateServiceRepaid,
} from './assigned-services.store.ts'
import { selectBoosts } from './boosts.store.ts'

type Key = { id: number; version: number }
type Turbo = NonNullable<ServiceTerms['turbo']>

/**
 * Assigns a service or a package to an account from a day on, also a past or a future one; a
 * one-off service is done on that day. Money follows with the review of the contract.
 */
export async function assignService(
  ctx: Context,
  order: ServiceOrder,
): Promise<AssignedServiceRow> {
  const account = await getOpenAccount(ctx, order.accountId)
  const service = await getService(ctx, order.serviceId)
  const isOneOff = service.kind === 'one-off'
  const until = isOneOff ? order.from.add({ days: 1 }) : order.until
  const terms = soundTerms(service, { ...order, until })
  await refuseBeforeOpening(ctx, account, order.from)
  const boost = terms.turbo && (await beginBoost(ctx, account, { ...order, turbo: terms.turbo }))
  const id = await insertAssignedService(ctx, { ...order, until }, boost)
  await tellChanged(ctx, { accountId: account.id, contractId: account.contractId }, order.from)
  if (boost) await tell(ctx, 'accounts.speeds-changed', { accountIds: [account.id] })
  return getAssignedService(ctx, id)
}

/** A turbo begins at once, or after the same one that is still going on: hours add up. */
async function beginBoost(
  ctx: Context,
  account: Account,
  { serviceId, quantity, from, turbo }: ServiceOrder & { turbo: Turbo },
) {
  if (account.state !== 'active') {
    throw new Refusal('accounts.turbo-for-active-only', { login: account.login })
  }
  if (!from.equals(await readToday(ctx))) throw refuseField('accounts.turbo-begins-now', 'from')
  const now = ctx.now()
  const same = (await selectBoosts(ctx, [account.id], now)).filter(
    (boost) => boost.serviceId === serviceId,
  )
  const begins = same.at(-1)?.until ?? now
  const { hours, ...speed } = turbo
  return { ...speed, from: begins, until: begins.add({ hours: hours * quantity }) }
}

/** Ends a service before a day. An end still to come can be moved, or taken back with null. */
export async function endService(
  ctx: Context,
  { until, ...key }: Key & { until: Temporal.PlainDate | null },
): Promise<AssignedServiceRow> {
  const service = await getGoingOn(ctx, key.id)
  const { kind } = await getService(ctx, service.serviceId)
  if (kind === 'one-off') throw new Refusal('accounts.one-off-has-no-end')
  refuseEmptyPeriod({ from: service.from, until })
  const today = await readToday(ctx)
  const hasEnded = service.until && Temporal.PlainDate.compare(service.until, today) <= 0
  if (hasEnded && until === null) throw new Refusal('accounts.service-has-ended')
  if (!(await updateServiceEnd(ctx, key, until))) throw new Refusal('platform.version-mismatch')
  await tellChanged(ctx, service, earlier(service.until, until) ?? today)
  return getAssignedService(ctx, key.id)
}

/** Cancels a service assigned by mistake: everything charged for it goes back. */
export async function cancelService(ctx: Context, key: Key): Promise<AssignedServiceRow> {
  const service = await getGoingOn(ctx, key.id)
  if (!(await updateServiceCancelled(ctx, key))) throw new Refusal('platform.version-mismatch')
  await tellChanged(ctx, service, service.from)
  if (service.boostedUntil) {
    await tell(ctx, 'accounts.speeds-changed', { accountIds: [service.accountId] })
  }
  return getAssignedService(ctx, key.id)
}

/** All that is left of the instalments falls due today. */
export async function repayInstalments(ctx: Context, key: Key): Promise<AssignedServiceRow> {
  const service = await getGoingOn(ctx, key.id)
  if (service.parts === null) throw new Refusal('accounts.not-in-instalments')
  if (service.repaidOn) throw new Refusal('accounts.already-repaid')
  const today = await readToday(ctx)
  const last = service.from.add({ months: service.parts })
  if (Temporal.PlainDate.compare(today, last) >= 0) throw new Refusal('accounts.already-repaid')
  if (!(await updateServiceRepaid(ctx, key, today))) throw new Refusal('platform.version-mismatch')
  await tellChanged(ctx, service, today)
  return getAssignedService(ctx, key.id)
}

/** Ends from a day on every service of an account that is being closed; what was to come is cancelled. */
export async function endServicesFrom(
  ctx: Context,
  accountId: number,
  day: Temporal.PlainDate,
): Promise<void> {
  for (const { cancelledAt, from, until, ...key } of await selectAssignedServices(ctx, [
    accountId,
  ])) {
    const isOver = until && Temporal.PlainDate.compare(until, day) <= 0
    if (cancelledAt || isOver) continue
    const hasBegun = Temporal.PlainDate.compare(from, day) < 0
    await (hasBegun ? updateServiceEnd(ctx, key, day) : updateServiceCancelled(ctx, key))
  }
}

async function getAssignedService(ctx: Context, id: number): Promise<AssignedServiceRow> {
  const service = await findAssignedService(ctx, id)
  if (!service) throw new Refusal('accounts.service.not-found', { id })
  return service
}

async function getGoingOn(ctx: Context, id: number): Promise<AssignedServiceRow> {
  const service = await getAssignedService(ctx, id)
  if (service.cancelledAt) throw new Refusal('accounts.service-cancelled')
  return service
}

/** The terms that the service is given by; an order that does not suit it is refused. */
function soundTerms(service: Service, { quantity, from, until, plan }: ServiceOrder): ServiceTerms {
  if (service.archivedAt || service.isHidden) {
    throw refuseField('accounts.service-not-for-sale', 'serviceId', { name: service.name })
  }
  if (quantity > service.quantityMax) {
    throw refuseField('accounts.too-many-pieces', 'quantity', { max: service.quantityMax })
  }
  refuseEmptyPeriod({ from, until })
  const terms = versionOn(
    service.versions.map((version) => ({ ...version, audience: 'everybody' as const })),
    from,
  )
  if (!terms) throw refuseField('accounts.service-not-begun', 'from', { name: service.name })
  if (!plan) return terms
  if (service.kind !== 'one-off') throw refuseField('accounts.plan-for-one-off-only', 'plan')
  if (plan.firstMinor >= terms.priceMinor * BigInt(quantity)) {
    throw refuseField('accounts.first-payment-too-large', 'plan.first')
  }
  return terms
}

function earlier(a: Temporal.PlainDate | null, b: Temporal.PlainDate | null) {
  if (!a || !b) return a ?? b
  return Temporal.PlainDate.compare(a, b) < 0 ? a : b
}

async function tellChanged(
  ctx: Context,
  { accountId, contractId }: { accountId: number; contractId: number },
  since: Temporal.PlainDate,
): Promise<void> {
  await tell(ctx, 'accounts.services-changed', {
    accountIds: [accountId],
    contractIds: [contractId],
    since: since.toString(),
  })
}
