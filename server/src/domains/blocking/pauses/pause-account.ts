import { dayOf, startOfDay } from '#platform/clock'
import type { Context } from '#platform/context'
import { Refusal, refuseField } from '#platform/refusal'
import {
  findPausesSince,
  getAccount,
  type Pause,
  planPause,
  readToday,
} from '../../accounts/index.ts'
import { readBalances } from '../../ledger/index.ts'
import { getDefaultOperator } from '../../settings/index.ts'
import { getContract } from '../../subscribers/index.ts'
import { carryActionsOf } from '../carry-planned.ts'
import { faultOfPause, type PauseSpan } from '../rules/pause.ts'
import { getPauseTemplate } from './keep-pause-templates.ts'

export type PauseOrder = PauseSpan & {
  accountId: number
  pauseTemplateId: number
  reason: string
}

/**
 * Pauses an account at own wish over a half-open span of days, by the terms of a template. A pause
 * from today begins at once; it ends by itself, and can be ended before.
 */
export async function pauseAccount(ctx: Context, order: PauseOrder): Promise<Pause> {
  const account = await getAccount(ctx, order.accountId)
  if (account.closedAt) throw new Refusal('blocking.account-closed', { login: account.login })
  const template = await getPauseTemplate(ctx, order.pauseTemplateId)
  if (template.archivedAt) throw refuseField('blocking.pause-template-archived', 'pauseTemplateId')
  const contract = await getContract(ctx, account.contractId)
  const balances = await readBalances(ctx, [contract.id])
  const others = await findPauses(ctx, order.accountId)
  const today = await readToday(ctx)
  const fault = faultOfPause(template, {
    ...order,
    today,
    signedOn: contract.signedOn,
    availableMinor: (balances.get(contract.id) ?? 0n) + contract.creditMinor,
    others: others.map(spanOf(await timeZoneOf(ctx))),
  })
  if (fault) throw refuseField(fault.code, fault.field, fault.details)
  await plan(ctx, order, today)
  const [latest] = (await findPauses(ctx, order.accountId)).slice(-1)
  return latest as Pause // it has just been planned
}

/** Pauses of an account in the last year and to come, the earliest first. */
export async function findPauses(ctx: Context, accountId: number): Promise<Pause[]> {
  const yearAgo = (await readToday(ctx)).with({ month: 1, day: 1 }).subtract({ years: 1 })
  return findPausesSince(ctx, accountId, startOfDay(yearAgo, await timeZoneOf(ctx)))
}

async function plan(ctx: Context, order: PauseOrder, today: Temporal.PlainDate): Promise<void> {
  const timeZone = await timeZoneOf(ctx)
  const beginsNow = order.from.equals(today)
  await planPause(ctx, {
    ...order,
    from: beginsNow ? ctx.now() : startOfDay(order.from, timeZone),
    until: startOfDay(order.until, timeZone),
  })
  if (beginsNow) await carryActionsOf(ctx, [order.accountId])
}

/** The days of a pause in the time zone of the operator. */
export function spanOf(timeZone: string) {
  return ({ from, until }: Pause): PauseSpan => ({
    from: dayOf(from, timeZone),
    until: dayOf(until, timeZone),
  })
}

async function timeZoneOf(ctx: Context): Promise<string> {
  return (await getDefaultOperator(ctx)).time_zone
}
