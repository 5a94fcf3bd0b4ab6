import { sql } from 'kysely'
import type { Context } from '#platform/context'
import type { PauseTerms } from '../rules/pause.ts'

export type PauseTemplateForm = PauseTerms & { name: string }
export type PauseTemplateRow = PauseTemplateForm & {
  id: number
  archivedAt: Temporal.Instant | null
  version: number
}

const TEMPLATE = sql`
  id, name, days_min as "daysMin", days_max as "daysMax", uses_per_year as "usesPerYear",
  notice_days as "noticeDays", contract_days_min as "contractDaysMin",
  needs_no_debt as "needsNoDebt", archived_at as "archivedAt", version`

export async function selectPauseTemplates(ctx: Context): Promise<PauseTemplateRow[]> {
  const { rows } = await sql<PauseTemplateRow>`
    select ${TEMPLATE}
    from blocking.pause_templates
    order by archived_at is not null, lower(name)`.execute(ctx.tx)
  return rows
}

export async function findPauseTemplate(
  ctx: Context,
  id: number,
): Promise<PauseTemplateRow | undefined> {
  const { rows } = await sql<PauseTemplateRow>`
    select ${TEMPLATE} from blocking.pause_templates where id = ${id}`.execute(ctx.tx)
  return rows[0]
}

export async function insertPauseTemplate(ctx: Context, form: PauseTemplateForm): Promise<number> {
  const { rows } = await sql<{ id: number }>`
    insert into blocking.pause_templates (name, days_min, days_max, uses_per_year, notice_days,
      contract_days_min, needs_no_debt, created_at)
    values (${form.name}, ${form.daysMin}, ${form.daysMax}, ${form.usesPerYear},
      ${form.noticeDays}, ${form.contractDaysMin}, ${form.needsNoDebt}, ${ctx.now()})
    returning id`.execute(ctx.tx)
  return rows[0]?.id ?? 0
}

/** Changes the template if it is still of this version; false when it is not. */
export async function updatePauseTemplate(
  ctx: Context,
  {
    id,
    version,
    isArchived,
    ...form
  }: PauseTemplateForm & {
    id: number
    version: number
    isArchived: boolean
  },
): Promise<boolean> {
  const { numAffectedRows } = await sql`
    update blocking.pause_templates
    set name = ${form.name}, days_min = ${form.daysMin}, days_max = ${form.daysMax},
      uses_per_year = ${form.usesPerYear}, notice_days = ${form.noticeDays},
      contract_days_min = ${form.contractDaysMin}, needs_no_debt = ${form.needsNoDebt},
      archived_at = case when ${isArchived} then coalesce(archived_at, ${ctx.now()}) end,
      version = version + 1
    where id = ${id} and version = ${version}`.execute(ctx.tx)
  return numAffectedRows === 1n
}
