import { sql } from 'kysely'
import type { Context } from '#platform/context'

export const PERSONAL_TERM_KINDS = ['own-price', 'coefficient', 'percent', 'absolute'] as const
export type PersonalTermKind = (typeof PERSONAL_TERM_KINDS)[number]

export type PersonalTermForm = {
  accountId: number
  /** null = about the fee of the tariff. */
  assignedServiceId: number | null
  kind: PersonalTermKind
  /** Minor units for own-price and absolute, basis points for coefficient and percent. */
  amount: bigint
  from: Temporal.PlainDate
  until: Temporal.PlainDate | null
  priority: number
  isStacking: boolean
  title: string
  /** `staff`, or `promotion:<id>`. */
  source: string
}
export type PersonalTermRow = PersonalTermForm & {
  id: number
  author: string
  agreedAt: Temporal.Instant
  endedBy: string | null
  cancelledAt: Temporal.Instant | null
  cancelledBy: string | null
}

const TERM = sql`
  id, account_id as "accountId", assigned_service_id as "assignedServiceId", kind, amount,
  lower(valid) as "from", upper(valid) as until, priority, is_stacking as "isStacking", title,
  source, author, agreed_at as "agreedAt", ended_by as "endedBy",
  cancelled_at as "cancelledAt", cancelled_by as "cancelledBy"`

/** What was agreed with accounts, the latest first. */
export async function selectPersonalTerms(
  ctx: Context,
  accountIds: readonly number[],
): Promise<PersonalTermRow[]> {
  const { rows } = await sql<PersonalTermRow>`
    select ${TERM}
    from accounts.personal_terms
    where account_id = any(${[...accountIds]}::int[])
    order by account_id, valid desc, id desc`.execute(ctx.tx)
  return rows
}

/** Holds the term until the deed is done. */
export async function findPersonalTerm(
  ctx: Context,
  id: number,
): Promise<PersonalTermRow | undefined> {
  const { rows } = await sql<PersonalTermRow>`
    select ${TERM} from accounts.personal_terms where id = ${id} for update`.execute(ctx.tx)
  return rows[0]
}

export async function insertPersonalTerm(ctx: Context, form: PersonalTermForm): Promise<number> {
  const { rows } = await sql<{ id: number }>`
    insert into accounts.personal_terms (account_id, assigned_service_id, kind, amount, valid,
      priority, is_stacking, title, source, author, agreed_at)
    values (${form.accountId}, ${form.assignedServiceId}, ${form.kind}, ${form.amount},
      daterange(${form.from}::date, ${form.until}::date), ${form.priority}, ${form.isStacking},
      ${form.title}, ${form.source}, ${ctx.actor.name}, ${ctx.now()})
    returning id`.execute(ctx.tx)
  return rows[0]?.id ?? 0
}

/** Ends a term before a day, or lets it go on. */
export async function updateTermEnd(
  ctx: Context,
  id: number,
  until: Temporal.PlainDate | null,
): Promise<void> {
  const author = until === null ? null : ctx.actor.name
  await sql`
    update accounts.personal_terms
    set valid = daterange(lower(valid), ${until}::date), ended_by = ${author}
    where id = ${id}`.execute(ctx.tx)
}

export async function updateTermCancelled(ctx: Context, id: number): Promise<void> {
  await sql`
    update accounts.personal_terms
    set cancelled_at = ${ctx.now()}, cancelled_by = ${ctx.actor.name}
    where id = ${id}`.execute(ctx.tx)
}
