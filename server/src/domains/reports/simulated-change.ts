import { startOfDay } from '#platform/clock'
import type { Context } from '#platform/context'
import { Refusal, refuseField } from '#platform/refusal'
import {
  agreeTerm,
  assignService,
  changeTariff,
  endService,
  findAccounts,
  findAssignedServices,
  getAccount,
  planAction,
  readToday,
} from '../accounts/index.ts'
import { acceptPayment } from '../payments/index.ts'

type Span = { from: Temporal.PlainDate; until: Temporal.PlainDate | null }
/** A change that is only tried out. */
export type Change =
  | ({ kind: 'tariff'; accountId: number; tariffId: number } & Span)
  | ({ kind: 'service'; accountId: number; serviceId: number; quantity: number } & Span)
  | { kind: 'service-end'; assignedServiceId: number; until: Temporal.PlainDate }
  | ({ kind: 'discount'; accountId: number; basisPoints: number } & Span)
  | { kind: 'pause'; accountId: number; from: Temporal.PlainDate; until: Temporal.PlainDate }
  | { kind: 'payment'; amountMinor: bigint; day: Temporal.PlainDate }

type Trial = { contractId: number; change: Change; index: number; timeZone: string }

/** Does a change by its real deed; a payment waits for its day. A fault names the change. */
export async function applyChange(ctx: Context, trial: Trial): Promise<void> {
  try {
    await apply(ctx, trial)
  } catch (error) {
    throw error instanceof Refusal ? located(error, trial.index) : error
  }
}

/** Takes the payments of the day. */
export async function paymentsOn(
  ctx: Context,
  trial: { contractId: number; changes: readonly Change[]; day: Temporal.PlainDate },
): Promise<void> {
  for (const [index, change] of trial.changes.entries()) {
    if (change.kind !== 'payment' || !change.day.equals(trial.day)) continue
    await acceptPayment(ctx, {
      source: 'simulation',
      externalId: `${ctx.now().epochMilliseconds}:${index}`,
      contractId: trial.contractId,
      amountMinor: change.amountMinor,
      method: 'bank',
      paidOn: trial.day,
      documentNumber: '',
      comment: '',
    })
  }
}

async function apply(ctx: Context, { contractId, change, timeZone }: Trial): Promise<void> {
  await refuseStranger(ctx, contractId, change)
  switch (change.kind) {
    case 'tariff': {
      const { version } = await getAccount(ctx, change.accountId)
      await changeTariff(ctx, { ...change, id: change.accountId, version })
      return
    }
    case 'service':
      await assignService(ctx, { ...change, plan: null, comment: '' })
      return
    case 'service-end':
      await endAssigned(ctx, contractId, change)
      return
    case 'discount':
      await agreeTerm(ctx, {
        ...change,
        kind: 'percent',
        amount: BigInt(change.basisPoints),
        assignedServiceId: null,
        priority: 100,
        isStacking: true,
        title: '',
        source: 'staff',
      })
      return
    case 'pause':
      await planPause(ctx, change, timeZone)
      return
    case 'payment':
      if (Temporal.PlainDate.compare(change.day, await readToday(ctx)) < 0) {
        throw refuseField('reports.change-in-the-past', 'day')
      }
  }
}

/** Without the terms of a template: it is only tried out. */
async function planPause(
  ctx: Context,
  { accountId, from, until }: Change & { kind: 'pause' },
  timeZone: string,
): Promise<void> {
  const isToday = from.equals(await readToday(ctx))
  const begin = isToday ? ctx.now().add({ seconds: 1 }) : startOfDay(from, timeZone)
  const plan = { accountId, groupId: null, details: { blockKind: 'own-wish' as const }, reason: '' }
  await planAction(ctx, { ...plan, kind: 'block', dueAt: begin })
  await planAction(ctx, { ...plan, kind: 'unblock', dueAt: startOfDay(until, timeZone) })
}

async function endAssigned(
  ctx: Context,
  contractId: number,
  { assignedServiceId, until }: Change & { kind: 'service-end' },
): Promise<void> {
  const accounts = await findAccounts(ctx, { contractIds: [contractId] })
  const services = await findAssignedServices(
    ctx,
    accounts.map(({ id }) => id),
  )
  const service = services.find(({ id }) => id === assignedServiceId)
  if (!service) throw refuseField('reports.not-of-contract', 'assignedServiceId')
  await endService(ctx, { ...service, until })
}

async function refuseStranger(ctx: Context, contractId: number, change: Change): Promise<void> {
  if (!('accountId' in change)) return
  const account = await getAccount(ctx, change.accountId)
  if (account.contractId !== contractId) throw refuseField('reports.not-of-contract', 'accountId')
}

function located({ code, details, fields }: Refusal, index: number): Refusal {
  const moved = fields.map(({ field, rule }) => ({ field: `changes.${index}.${field}`, rule }))
  return new Refusal(code, details, moved)
}
