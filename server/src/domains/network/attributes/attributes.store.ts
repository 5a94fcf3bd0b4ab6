import type { AttributeType } from '@altyn/radius'
import { type RawBuilder, sql } from 'kysely'
import type { Context } from '#platform/context'
import type { AttributePacket, RowLinks } from '../rules/attribute-choice.ts'

/** A row as it is written: the attribute is a built-in name, or the id of one of the provider's. */
export type AttributeRowForm = RowLinks & {
  packet: AttributePacket
  builtIn: string | null
  ownId: number | null
  /** 1 to 31; 0 = none. */
  tag: number
  /** A value on each line. */
  value: string
  isEnabled: boolean
  note: string
}
/** How an attribute of the provider is written; null on rows of built-in attributes. */
type OwnShape = { vendorId: number | null; number: number; type: AttributeType; hasTag: boolean }
export type AttributeRow = Omit<AttributeRowForm, 'builtIn'> & {
  id: number
  /** The name of the attribute, whoever it comes from. */
  attribute: string
  own: OwnShape | null
  agentName: string | null
  nasName: string | null
  deviceGroupName: string | null
  author: string
  changedAt: Temporal.Instant
  version: number
}

async function select(
  ctx: Context,
  where: RawBuilder<unknown>,
  order: RawBuilder<unknown>,
): Promise<AttributeRow[]> {
  const { rows } = await sql<AttributeRow>`
    select r.id, r.packet, coalesce(r.attribute, d.name) as attribute, r.own_attribute_id as "ownId",
      case when d.id is not null then jsonb_build_object('vendorId', d.vendor_id, 'number', d.number,
        'type', d.type, 'hasTag', d.has_tag) end as own,
      r.tag, r.value, r.agent_id as "agentId", a.name as "agentName", r.nas_id as "nasId",
      n.name as "nasName", r.device_group_id as "deviceGroupId", g.name as "deviceGroupName",
      r.category, r.account_group_id as "accountGroupId", r.tariff_id as "tariffId",
      r.account_id as "accountId", r.is_for_guests as "isForGuests",
      r.speed_down_kbps as "speedDownKbps", r.is_enabled as "isEnabled", r.note, r.author, r.changed_at as "changedAt", r.version
    from network.attribute_rows r
    left join network.dictionary_attributes d on d.id = r.own_attribute_id
    left join network.agents a on a.id = r.agent_id
    left join network.nas n on n.id = r.nas_id
    left join network.device_groups g on g.id = r.device_group_id
    where ${where}
    ${order}`.execute(ctx.tx)
  return rows
}

/** The rows in force, not more than a number of them. */
export function selectEnabledRows(ctx: Context, max: number): Promise<AttributeRow[]> {
  return select(ctx, sql`r.is_enabled`, sql`order by r.id limit ${max}`)
}

export async function findRow(ctx: Context, id: number): Promise<AttributeRow | undefined> {
  return (await select(ctx, sql`r.id = ${id}`, sql``))[0]
}

export type RowFilter = Partial<Omit<RowLinks, 'speedDownKbps'>> & {
  q?: string
  packet?: AttributePacket
  isEnabled?: boolean
}

/** Rows by the names of their attributes, after one of them. */
export function selectRows(
  ctx: Context,
  filter: RowFilter,
  { after, limit }: { after: readonly string[] | undefined; limit: number },
): Promise<AttributeRow[]> {
  const [name, id] = after ?? []
  const isAfter =
    name === undefined
      ? sql`true`
      : sql`(lower(coalesce(r.attribute, d.name)), r.id) > (lower(${name}), ${id}::int)`
  return select(
    ctx,
    sql`${matching(filter)} and ${isAfter}`,
    sql`order by lower(coalesce(r.attribute, d.name)), r.id limit ${limit}`,
  )
}

export async function countRows(ctx: Context, filter: RowFilter): Promise<number> {
  const { rows } = await sql<{ count: number }>`
    select count(*)::int as count
    from network.attribute_rows r
    left join network.dictionary_attributes d on d.id = r.own_attribute_id
    where ${matching(filter)}`.execute(ctx.tx)
  return rows[0]?.count ?? 0
}

function matching(filter: RowFilter): RawBuilder<unknown> {
  const { q, packet, isEnabled, isForGuests, agentId, nasId, accountGroupId } = filter
  const { deviceGroupId, tariffId, category, accountId } = filter
  const conditions = [
    packet !== undefined && sql`r.packet = ${packet}`,
    isEnabled !== undefined && sql`r.is_enabled = ${isEnabled}`,
    isForGuests !== undefined && sql`r.is_for_guests = ${isForGuests}`,
    agentId && sql`r.agent_id = ${agentId}`,
    nasId && sql`r.nas_id = ${nasId}`,
    deviceGroupId && sql`r.device_group_id = ${deviceGroupId}`,
    accountGroupId && sql`r.account_group_id = ${accountGroupId}`,
    tariffId && sql`r.tariff_id = ${tariffId}`,
    category && sql`r.category = ${category}`,
    accountId && sql`r.account_id = ${accountId}`,
    // Found as it is written: a percent sign is one.
    q &&
      sql`strpos(lower(coalesce(r.attribute, d.name) || ' ' || r.value || ' ' || r.note), lower(${q})) > 0`,
  ].filter((condition) => typeof condition === 'object')
  return conditions.length > 0 ? sql.join(conditions, sql` and `) : sql`true`
}

export async function insertRow(ctx: Context, form: AttributeRowForm): Promise<number> {
  const { rows } = await sql<{ id: number }>`
    insert into network.attribute_rows (packet, attribute, own_attribute_id, tag, value, agent_id,
      nas_id, device_group_id, account_group_id, tariff_id, category, account_id, is_for_guests, speed_down_kbps,
      is_enabled, note, author, changed_at)
    values (${form.packet}, ${form.builtIn}, ${form.ownId}, ${form.tag}, ${form.value},
      ${form.agentId}, ${form.nasId}, ${form.deviceGroupId}, ${form.accountGroupId},
      ${form.tariffId}, ${form.category}, ${form.accountId}, ${form.isForGuests}, ${form.speedDownKbps},
      ${form.isEnabled}, ${form.note}, ${ctx.actor.name}, ${ctx.now()})
    returning id`.execute(ctx.tx)
  return rows[0]?.id ?? 0
}

/** Changes the row if it is still of this version; false when it is not. */
export async function updateRow(
  ctx: Context,
  form: AttributeRowForm & { id: number; version: number },
): Promise<boolean> {
  const { numAffectedRows } = await sql`
    update network.attribute_rows
    set packet = ${form.packet}, attribute = ${form.builtIn}, own_attribute_id = ${form.ownId},
      tag = ${form.tag}, value = ${form.value}, agent_id = ${form.agentId}, nas_id = ${form.nasId},
      device_group_id = ${form.deviceGroupId}, account_group_id = ${form.accountGroupId},
      tariff_id = ${form.tariffId}, category = ${form.category},
      account_id = ${form.accountId}, is_for_guests = ${form.isForGuests},
      speed_down_kbps = ${form.speedDownKbps}, is_enabled = ${form.isEnabled}, note = ${form.note}, author = ${ctx.actor.name},
      changed_at = ${ctx.now()}, version = version + 1
    where id = ${form.id} and version = ${form.version}`.execute(ctx.tx)
  return numAffectedRows === 1n
}

/** Removes the row; false when there is none. */
export async function deleteRow(ctx: Context, id: number): Promise<boolean> {
  const { numAffectedRows } = await sql`
    delete from network.attribute_rows where id = ${id}`.execute(ctx.tx)
  return numAffectedRows === 1n
}
