import { type RawBuilder, sql } from 'kysely'
import type { Context } from '#platform/context'
import type { Speed } from '../dialects/dialect.ts'

export type ServiceCounting = 'session' | 'category' | 'nothing'
export type SessionServiceForm = {
  name: string
  title: string
  agentId: number | null
  counting: ServiceCounting
  category: string | null
  /** What it gives, for people. */
  speed: Speed | null
  slot: string
  isForAll: boolean
  isForGuests: boolean
  tariffIds: number[]
  serviceIds: number[]
  note: string
}
export type SessionServiceRow = SessionServiceForm & {
  id: number
  agentName: string | null
  archivedAt: Temporal.Instant | null
  version: number
}

async function select(ctx: Context, where: RawBuilder<unknown>): Promise<SessionServiceRow[]> {
  const linked = (column: 'tariff_id' | 'service_id') => sql`array(
    select l.${sql.ref(column)} from network.session_service_links l
    where l.session_service_id = s.id and l.${sql.ref(column)} is not null
    order by 1)`
  const { rows } = await sql<SessionServiceRow>`
    select s.id, s.name, s.title, s.agent_id as "agentId", a.name as "agentName", s.counting,
      s.category, s.slot,
      case when s.speed_down_kbps is not null then
        json_build_object('downKbps', s.speed_down_kbps, 'upKbps', s.speed_up_kbps) end as speed,
      s.is_for_all as "isForAll", s.is_for_guests as "isForGuests",
      ${linked('tariff_id')} as "tariffIds", ${linked('service_id')} as "serviceIds", s.note,
      s.archived_at as "archivedAt", s.version
    from network.session_services s
    left join network.agents a on a.id = s.agent_id
    where ${where}
    order by s.archived_at is not null, s.name, s.id`.execute(ctx.tx)
  return rows
}

/** All of them, those in the archive last. */
export function selectSessionServices(ctx: Context): Promise<SessionServiceRow[]> {
  return select(ctx, sql`true`)
}

/** Those that sessions may get. */
export function selectServicesInUse(ctx: Context): Promise<SessionServiceRow[]> {
  return select(ctx, sql`s.archived_at is null`)
}

export async function findSessionService(
  ctx: Context,
  id: number,
): Promise<SessionServiceRow | undefined> {
  return (await select(ctx, sql`s.id = ${id}`))[0]
}

/** Another one in use that some server would know by the same name. */
export async function findSameName(
  ctx: Context,
  { id, name, agentId }: { id: number | undefined; name: string; agentId: number | null },
): Promise<SessionServiceRow | undefined> {
  const meets = agentId === null ? sql`true` : sql`(s.agent_id is null or s.agent_id = ${agentId})`
  const rows = await select(
    ctx,
    sql`s.archived_at is null and s.name = ${name} and s.id <> ${id ?? 0} and ${meets}`,
  )
  return rows[0]
}

/** Keeps names apart: whoever gives or changes one waits for the other to be done. */
export async function lockSessionServices(ctx: Context): Promise<void> {
  await sql`lock table network.session_services in share row exclusive mode`.execute(ctx.tx)
}

function toColumns(form: SessionServiceForm) {
  return {
    name: form.name,
    title: form.title,
    agent_id: form.agentId,
    counting: form.counting,
    category: form.category,
    speed_down_kbps: form.speed?.downKbps ?? null,
    speed_up_kbps: form.speed?.upKbps ?? null,
    slot: form.slot,
    is_for_all: form.isForAll,
    is_for_guests: form.isForGuests,
    note: form.note,
  }
}

export async function insertSessionService(
  ctx: Context,
  form: SessionServiceForm,
): Promise<number> {
  const { id } = await ctx.tx
    .insertInto('network.session_services')
    .values(toColumns(form))
    .returning('id')
    .executeTakeFirstOrThrow()
  await insertLinks(ctx, id, form)
  return id
}

type Edit = { id: number; version: number }

/** Changes it with its links if it is still of this version; false when it is not. */
export async function updateSessionService(
  ctx: Context,
  edit: Edit,
  form: SessionServiceForm,
): Promise<boolean> {
  const isChanged = await update(ctx, edit, toColumns(form))
  if (!isChanged) return false
  await ctx.tx
    .deleteFrom('network.session_service_links')
    .where('session_service_id', '=', edit.id)
    .execute()
  await insertLinks(ctx, edit.id, form)
  return true
}

/** Puts it into the archive or takes it back, under the same condition. */
export function updateArchived(
  ctx: Context,
  edit: Edit,
  archivedAt: Temporal.Instant | null,
): Promise<boolean> {
  return update(ctx, edit, { archived_at: archivedAt })
}

async function update(
  ctx: Context,
  { id, version }: Edit,
  columns: Partial<ReturnType<typeof toColumns>> & { archived_at?: Temporal.Instant | null },
): Promise<boolean> {
  const { numUpdatedRows } = await ctx.tx
    .updateTable('network.session_services')
    .set({ ...columns, version: version + 1 })
    .where('id', '=', id)
    .where('version', '=', version)
    .executeTakeFirst()
  return numUpdatedRows === 1n
}

async function insertLinks(
  ctx: Context,
  id: number,
  { tariffIds, serviceIds }: SessionServiceForm,
): Promise<void> {
  await sql`
    insert into network.session_service_links (session_service_id, tariff_id, service_id)
    select ${id}::int, tariff_id, null::int from unnest(${tariffIds}::int[]) as tariff_id
    union
    select ${id}::int, null::int, service_id from unnest(${serviceIds}::int[]) as service_id
    `.execute(ctx.tx)
}
