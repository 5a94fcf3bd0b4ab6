import type { ScriptTransport } from '@altyn/contract/network/script-text'
import { type RawBuilder, sql } from 'kysely'
import type { Context } from '#platform/context'

export type ScriptForm = {
  name: string
  transport: ScriptTransport
  templateIds: number[]
  body: string
  prompts: string[]
  errors: string[]
  secondsMax: number
  isRepeatable: boolean
  note: string
}
export type ScriptRow = ScriptForm & {
  id: number
  policiesCount: number
  lastRunAt: Temporal.Instant | null
  archivedAt: Temporal.Instant | null
  version: number
}

async function select(ctx: Context, where: RawBuilder<unknown>): Promise<ScriptRow[]> {
  const { rows } = await sql<ScriptRow>`
    select s.id, s.name, s.transport, s.template_ids as "templateIds", s.body, s.prompts, s.errors,
      s.seconds_max as "secondsMax", s.is_repeatable as "isRepeatable", s.note,
      s.archived_at as "archivedAt", s.version,
      (select count(distinct p.policy_id)::int from network.port_policy_scripts p
        where p.script_id = s.id) as "policiesCount",
      (select r.asked_at from network.script_runs r
        where r.script_id = s.id order by r.id desc limit 1) as "lastRunAt"
    from network.scripts s
    where ${where}
    order by s.archived_at is not null, lower(s.name), s.id`.execute(ctx.tx)
  return rows
}

export function selectScripts(ctx: Context): Promise<ScriptRow[]> {
  return select(ctx, sql`true`)
}

export async function findScript(ctx: Context, id: number): Promise<ScriptRow | undefined> {
  return (await select(ctx, sql`s.id = ${id}`))[0]
}

export async function insertScript(ctx: Context, form: ScriptForm): Promise<number> {
  const { rows } = await sql<{ id: number }>`
    insert into network.scripts (name, transport, template_ids, body, prompts, errors, seconds_max,
      is_repeatable, note)
    values (${form.name}, ${form.transport}, ${form.templateIds}::int[], ${form.body},
      ${form.prompts}::text[], ${form.errors}::text[], ${form.secondsMax}, ${form.isRepeatable},
      ${form.note})
    returning id`.execute(ctx.tx)
  return rows[0]?.id ?? 0
}

/** Changes the script if it is still of this version; false when it is not. */
export async function updateScript(
  ctx: Context,
  edit: { id: number; version: number },
  form: ScriptForm & { archivedAt: Temporal.Instant | null },
): Promise<boolean> {
  const { numAffectedRows } = await sql`
    update network.scripts
    set name = ${form.name}, transport = ${form.transport},
      template_ids = ${form.templateIds}::int[], body = ${form.body},
      prompts = ${form.prompts}::text[], errors = ${form.errors}::text[],
      seconds_max = ${form.secondsMax}, is_repeatable = ${form.isRepeatable}, note = ${form.note},
      archived_at = ${form.archivedAt}, version = version + 1
    where id = ${edit.id} and version = ${edit.version}`.execute(ctx.tx)
  return numAffectedRows === 1n
}
