import type { SCRIPT_EVENTS } from '@altyn/contract/network/scripts'
import { type RawBuilder, sql } from 'kysely'
import type { Context } from '#platform/context'

export type ScriptEvent = (typeof SCRIPT_EVENTS)[number]
export type PolicyForm = {
  name: string
  scripts: { event: ScriptEvent; scriptId: number }[]
  templateIds: number[]
  deviceIds: number[]
  note: string
}
export type PolicyRow = Omit<PolicyForm, 'scripts'> & {
  id: number
  scripts: { event: ScriptEvent; scriptId: number; scriptName: string }[]
  portsCount: number
  version: number
}

async function select(ctx: Context, where: RawBuilder<unknown>): Promise<PolicyRow[]> {
  const { rows } = await sql<PolicyRow>`
    select p.id, p.name, p.note, p.version,
      coalesce((select jsonb_agg(jsonb_build_object('event', ps.event, 'scriptId', ps.script_id,
          'scriptName', s.name) order by ps.position)
        from network.port_policy_scripts ps
        join network.scripts s on s.id = ps.script_id
        where ps.policy_id = p.id), '[]') as scripts,
      array(select pp.template_id from network.port_policy_places pp
        where pp.policy_id = p.id and pp.template_id is not null order by pp.id) as "templateIds",
      array(select pp.device_id from network.port_policy_places pp
        where pp.policy_id = p.id and pp.device_id is not null order by pp.id) as "deviceIds",
      (select count(*)::int from network.port_policy_places pp
        where pp.policy_id = p.id and pp.port_id is not null) as "portsCount"
    from network.port_policies p
    where ${where}
    order by lower(p.name), p.id`.execute(ctx.tx)
  return rows
}

export function selectPolicies(ctx: Context): Promise<PolicyRow[]> {
  return select(ctx, sql`true`)
}

export async function findPolicy(ctx: Context, id: number): Promise<PolicyRow | undefined> {
  return (await select(ctx, sql`p.id = ${id}`))[0]
}

export async function insertPolicy(
  ctx: Context,
  { name, note }: Pick<PolicyForm, 'name' | 'note'>,
): Promise<number> {
  const { id } = await ctx.tx
    .insertInto('network.port_policies')
    .values({ name, note })
    .returning('id')
    .executeTakeFirstOrThrow()
  return id
}

/** Changes the policy if it is still of this version; false when it is not. */
export async function updatePolicy(
  ctx: Context,
  edit: { id: number; version: number },
  { name, note }: Pick<PolicyForm, 'name' | 'note'>,
): Promise<boolean> {
  const { numUpdatedRows } = await ctx.tx
    .updateTable('network.port_policies')
    .set({ name, note, version: edit.version + 1 })
    .where('id', '=', edit.id)
    .where('version', '=', edit.version)
    .executeTakeFirst()
  return numUpdatedRows === 1n
}

export async function deletePolicy(ctx: Context, id: number): Promise<boolean> {
  const { numDeletedRows } = await ctx.tx
    .deleteFrom('network.port_policies')
    .where('id', '=', id)
    .executeTakeFirst()
  return numDeletedRows === 1n
}

/** The policy runs these scripts, and is for these models and devices; its ports stay. */
export async function replaceParts(ctx: Context, id: number, form: PolicyForm): Promise<void> {
  await sql`delete from network.port_policy_scripts where policy_id = ${id}`.execute(ctx.tx)
  await sql`
    insert into network.port_policy_scripts (policy_id, position, event, script_id)
    select ${id}, position, event, script_id
    from unnest(${form.scripts.map(({ event }) => event)}::text[],
      ${form.scripts.map(({ scriptId }) => scriptId)}::int[])
      with ordinality as s (event, script_id, position)`.execute(ctx.tx)
  await sql`
    delete from network.port_policy_places
    where policy_id = ${id} and port_id is null`.execute(ctx.tx)
  await sql`
    insert into network.port_policy_places (policy_id, template_id, device_id)
    select ${id}::int, place, null::int from unnest(${form.templateIds}::int[]) place
    union all select ${id}::int, null::int, place from unnest(${form.deviceIds}::int[]) place`.execute(
    ctx.tx,
  )
}

/** What a port itself says: nothing, no policy, or one. */
export async function replacePortChoice(
  ctx: Context,
  portId: number,
  choice: { kind: 'inherit' } | { kind: 'none' } | { kind: 'own'; policyId: number },
): Promise<void> {
  await sql`delete from network.port_policy_places where port_id = ${portId}`.execute(ctx.tx)
  if (choice.kind === 'inherit') return
  const policyId = choice.kind === 'own' ? choice.policyId : null
  await sql`
    insert into network.port_policy_places (policy_id, port_id)
    values (${policyId}, ${portId})`.execute(ctx.tx)
}

/** Which place decides for a port: itself, its device, the model of its device. */
const DECIDING = sql`
  from network.device_ports p
  join network.devices d on d.id = p.device_id
  join lateral (
    select pp.policy_id, pp.port_id, pp.device_id
    from network.port_policy_places pp
    where pp.port_id = p.id or pp.device_id = d.id or pp.template_id = d.template_id
    order by pp.port_id is null, pp.device_id is null
    limit 1
  ) place on true`

export type PortPolicyRow = {
  policyId: number | null
  policyName: string
  from: 'port' | 'device' | 'template'
}

/** The policy that holds for a port, and who says so. */
export async function findPortPolicy(
  ctx: Context,
  portId: number,
): Promise<PortPolicyRow | undefined> {
  const { rows } = await sql<PortPolicyRow>`
    select place.policy_id as "policyId", coalesce(policy.name, '') as "policyName",
      case when place.port_id is not null then 'port'
        when place.device_id is not null then 'device' else 'template' end as "from"
    ${DECIDING}
    left join network.port_policies policy on policy.id = place.policy_id
    where p.id = ${portId}`.execute(ctx.tx)
  return rows[0]
}

export type PolicyScript = {
  portId: number
  deviceId: number
  event: ScriptEvent
  scriptId: number
}

/** What runs on ports in service when one of these events comes, in the order of their policies. */
export async function selectScriptsOfPorts(
  ctx: Context,
  portIds: readonly number[],
  events: readonly ScriptEvent[],
): Promise<PolicyScript[]> {
  const { rows } = await sql<PolicyScript>`
    select p.id as "portId", d.id as "deviceId", ps.event, ps.script_id as "scriptId"
    ${DECIDING}
    join network.port_policy_scripts ps on ps.policy_id = place.policy_id
    where p.id = any(${[...portIds]}::int[]) and d.archived_at is null
      and ps.event = any(${[...events]}::text[])
    order by p.id, ps.position`.execute(ctx.tx)
  return rows
}

/** Whether anything at all runs when one of these events comes. */
export async function hasScriptsFor(
  ctx: Context,
  events: readonly ScriptEvent[],
): Promise<boolean> {
  const { rows } = await sql`
    select 1 from network.port_policy_scripts where event = any(${[...events]}::text[]) limit 1`.execute(
    ctx.tx,
  )
  return rows.length > 0
}
