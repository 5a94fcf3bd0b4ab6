import type { Context } from '#platform/context'
import { violates } from '#platform/database-errors'
import { tell } from '#platform/outbox'
import { Refusal, refuseField } from '#platform/refusal'
import { getTariff, versionOn } from '../../catalogue/index.ts'
import { type Account, getAccount, getOpenAccount, readToday } from '../find-account.ts'
import { refuseBeforeOpening, refuseEmptyPeriod } from '../refuse-period.ts'
import { findAssignedService } from '../services/assigned-services.store.ts'
import { selectAssignments } from '../tariff-assignments.store.ts'
import {
  findPersonalTerm,
  insertPersonalTerm,
  type PersonalTermForm,
  type PersonalTermRow,
  selectPersonalTerms,
  updateTermCancelled,
  updateTermEnd,
} from './personal-terms.store.ts'

/**
 * Agrees a price, a coefficient or a discount with an account over a span of days, also a past one;
 * one own price and one coefficient hold at a time. Money follows with the review of the contract.
 */
export async function agreeTerm(ctx: Context, form: PersonalTermForm): Promise<PersonalTermRow> {
  const account = await getOpenAccount(ctx, form.accountId)
  refuseEmptyPeriod(form)
  await refuseBeforeOpening(ctx, account, form.from)
  if (form.assignedServiceId !== null) await refuseStranger(ctx, form)
  if (form.kind === 'coefficient') await refuseOutOfBounds(ctx, form)
  const id = await insert(ctx, form)
  await tellAgreed(ctx, account, form.from)
  return getTerm(ctx, id)
}

/** Ends a term before a day. An end still to come can be moved, or taken back with null. */
export async function endTerm(
  ctx: Context,
  { id, until }: { id: number; until: Temporal.PlainDate | null },
): Promise<PersonalTermRow> {
  const term = await getGoingOn(ctx, id)
  refuseEmptyPeriod({ from: term.from, until })
  const today = await readToday(ctx)
  try {
    await updateTermEnd(ctx, id, until)
  } catch (error) {
    throw explained(error)
  }
  const since = [term.until, until, today].filter((day) => day !== null)
  await tellAgreed(ctx, await getAccount(ctx, term.accountId), since.sort(byDay)[0] ?? today)
  return getTerm(ctx, id)
}

/** Cancels a term agreed by mistake, as if it never was. */
export async function cancelTerm(ctx: Context, id: number): Promise<PersonalTermRow> {
  const term = await getGoingOn(ctx, id)
  await updateTermCancelled(ctx, id)
  await tellAgreed(ctx, await getAccount(ctx, term.accountId), term.from)
  return getTerm(ctx, id)
}

/** Ends from a day on what was agreed about the fee of a tariff that the account leaves. */
export async function endTermsOfTariff(
  ctx: Context,
  accountId: number,
  from: Temporal.PlainDate,
): Promise<void> {
  for (const term of await selectPersonalTerms(ctx, [accountId])) {
    const isOver = term.until && Temporal.PlainDate.compare(term.until, from) <= 0
    if (term.cancelledAt || isOver || term.assignedServiceId !== null) continue
    const hasBegun = Temporal.PlainDate.compare(term.from, from) < 0
    await (hasBegun ? updateTermEnd(ctx, term.id, from) : updateTermCancelled(ctx, term.id))
  }
}

/** Refuses a tariff whose bounds the coefficient of the account lies outside of. */
export async function refuseTermsOutside(
  ctx: Context,
  { accountId, tariffId, from }: { accountId: number; tariffId: number; from: Temporal.PlainDate },
): Promise<void> {
  const bounds = await boundsOn(ctx, tariffId, from)
  const outside = (await selectPersonalTerms(ctx, [accountId])).find(
    ({ kind, assignedServiceId, until, amount, cancelledAt }) =>
      kind === 'coefficient' &&
      assignedServiceId === null &&
      cancelledAt === null &&
      (until === null || Temporal.PlainDate.compare(until, from) > 0) &&
      !isWithin(amount, bounds),
  )
  if (outside) throw refuseField('accounts.terms-outside-tariff', 'keepsTerms', bounds)
}

async function insert(ctx: Context, form: PersonalTermForm): Promise<number> {
  try {
    return await insertPersonalTerm(ctx, form)
  } catch (error) {
    throw explained(error)
  }
}

function explained(error: unknown): unknown {
  return violates(error, 'personal_terms_one_price')
    ? refuseField('accounts.price-agreed-already', 'kind')
    : error
}

async function getTerm(ctx: Context, id: number): Promise<PersonalTermRow> {
  const term = await findPersonalTerm(ctx, id)
  if (!term) throw new Refusal('accounts.personal-term.not-found', { id })
  return term
}

async function getGoingOn(ctx: Context, id: number): Promise<PersonalTermRow> {
  const term = await getTerm(ctx, id)
  if (term.cancelledAt) throw new Refusal('accounts.term-cancelled')
  return term
}

async function refuseStranger(
  ctx: Context,
  { accountId, assignedServiceId, kind }: PersonalTermForm,
): Promise<void> {
  const service = await findAssignedService(ctx, assignedServiceId ?? 0)
  if (!service || service.accountId !== accountId || service.cancelledAt) {
    throw refuseField('accounts.not-its-service', 'assignedServiceId')
  }
  if (kind === 'coefficient') throw refuseField('accounts.coefficient-of-service', 'kind')
}

type Bounds = { min: string; max: string; coefficientMin: number; coefficientMax: number }

async function refuseOutOfBounds(ctx: Context, form: PersonalTermForm): Promise<void> {
  const assignments = await selectAssignments(ctx, [form.accountId])
  const held = assignments.find(
    ({ from, until }) =>
      Temporal.PlainDate.compare(from, form.from) <= 0 &&
      (until === null || Temporal.PlainDate.compare(form.from, until) < 0),
  )
  if (!held) throw refuseField('accounts.no-tariff-then', 'from')
  const bounds = await boundsOn(ctx, held.tariffId, form.from, held.from)
  if (!isWithin(form.amount, bounds)) {
    throw refuseField('accounts.coefficient-out-of-bounds', 'amount', bounds)
  }
}

async function boundsOn(
  ctx: Context,
  tariffId: number,
  day: Temporal.PlainDate,
  heldFrom = day,
): Promise<Bounds> {
  const terms = versionOn((await getTariff(ctx, tariffId)).versions, day, heldFrom)
  const { coefficientMin = 10_000, coefficientMax = 10_000 } = terms ?? {}
  const text = (basisPoints: number) => String(basisPoints / 10_000)
  return { min: text(coefficientMin), max: text(coefficientMax), coefficientMin, coefficientMax }
}

function isWithin(amount: bigint, { coefficientMin, coefficientMax }: Bounds): boolean {
  return amount >= BigInt(coefficientMin) && amount <= BigInt(coefficientMax)
}

function byDay(a: Temporal.PlainDate, b: Temporal.PlainDate): number {
  return Temporal.PlainDate.compare(a, b)
}

async function tellAgreed(
  ctx: Context,
  { id, contractId }: Account,
  since: Temporal.PlainDate,
): Promise<void> {
  await tell(ctx, 'accounts.services-changed', {
    accountIds: [id],
    contractIds: [contractId],
    since: since.toString(),
  })
}
