import { type RawBuilder, sql } from 'kysely'
import type { Context } from '#platform/context'

export type LoginPlaces = { templateIds: number[]; groupIds: number[]; deviceIds: number[] }
export type LoginForm = {
  name: string
  login: string
  sshPort: number
  telnetPort: number
  httpPort: number
  isHttps: boolean
  trustsFirstKey: boolean
  allowsOldAlgorithms: boolean
  note: string
}
/** Sealed; null = there is none. */
export type LoginSecrets = {
  passwordSealed: Buffer | null
  keySealed: Buffer | null
  passphraseSealed: Buffer | null
  enablePasswordSealed: Buffer | null
  tokenSealed: Buffer | null
}
export type LoginRow = LoginForm & LoginSecrets & LoginPlaces & { id: number; version: number }

async function select(ctx: Context, rest: RawBuilder<unknown>): Promise<LoginRow[]> {
  const { rows } = await sql<LoginRow>`
    select l.id, l.name, l.login, l.password_sealed as "passwordSealed",
      l.key_sealed as "keySealed", l.passphrase_sealed as "passphraseSealed",
      l.enable_password_sealed as "enablePasswordSealed", l.token_sealed as "tokenSealed",
      l.ssh_port as "sshPort", l.telnet_port as "telnetPort", l.http_port as "httpPort",
      l.is_https as "isHttps", l.trusts_first_key as "trustsFirstKey",
      l.allows_old_algorithms as "allowsOldAlgorithms", l.note, l.version,
      array(select p.template_id from network.device_login_places p
        where p.login_id = l.id and p.template_id is not null order by p.id) as "templateIds",
      array(select p.group_id from network.device_login_places p
        where p.login_id = l.id and p.group_id is not null order by p.id) as "groupIds",
      array(select p.device_id from network.device_login_places p
        where p.login_id = l.id and p.device_id is not null order by p.id) as "deviceIds"
    from network.device_logins l
    ${rest}`.execute(ctx.tx)
  return rows
}

export function selectLogins(ctx: Context): Promise<LoginRow[]> {
  return select(ctx, sql`order by lower(l.name), l.id`)
}

export async function findLogin(ctx: Context, id: number): Promise<LoginRow | undefined> {
  return (await select(ctx, sql`where l.id = ${id}`))[0]
}

/** By which login a device is entered: its own, that of a group (the one given last), of its model. */
export async function findLoginOfDevice(
  ctx: Context,
  deviceId: number,
): Promise<LoginRow | undefined> {
  const [login] = await select(
    ctx,
    sql`where l.id = (
      select p.login_id
      from network.device_login_places p
      join network.devices d on d.id = ${deviceId}
      where p.device_id = d.id or p.template_id = d.template_id
        or p.group_id in (select m.group_id from network.device_group_members m
          where m.device_id = d.id)
      order by p.device_id is null, p.group_id is null, p.id desc
      limit 1)`,
  )
  return login
}

export async function insertLogin(ctx: Context, row: LoginForm & LoginSecrets): Promise<number> {
  const { rows } = await sql<{ id: number }>`
    insert into network.device_logins (name, login, password_sealed, key_sealed, passphrase_sealed,
      enable_password_sealed, token_sealed, ssh_port, telnet_port, http_port, is_https,
      trusts_first_key, allows_old_algorithms, note)
    values (${row.name}, ${row.login}, ${row.passwordSealed}, ${row.keySealed},
      ${row.passphraseSealed}, ${row.enablePasswordSealed}, ${row.tokenSealed}, ${row.sshPort},
      ${row.telnetPort}, ${row.httpPort}, ${row.isHttps}, ${row.trustsFirstKey},
      ${row.allowsOldAlgorithms}, ${row.note})
    returning id`.execute(ctx.tx)
  return rows[0]?.id ?? 0
}

/** Changes the login if it is still of this version; false when it is not. */
export async function updateLogin(
  ctx: Context,
  edit: { id: number; version: number },
  row: LoginForm & LoginSecrets,
): Promise<boolean> {
  const { numAffectedRows } = await sql`
    update network.device_logins
    set name = ${row.name}, login = ${row.login}, password_sealed = ${row.passwordSealed},
      key_sealed = ${row.keySealed}, passphrase_sealed = ${row.passphraseSealed},
      enable_password_sealed = ${row.enablePasswordSealed}, token_sealed = ${row.tokenSealed},
      ssh_port = ${row.sshPort}, telnet_port = ${row.telnetPort}, http_port = ${row.httpPort},
      is_https = ${row.isHttps}, trusts_first_key = ${row.trustsFirstKey},
      allows_old_algorithms = ${row.allowsOldAlgorithms}, note = ${row.note}, version = version + 1
    where id = ${edit.id} and version = ${edit.version}`.execute(ctx.tx)
  return numAffectedRows === 1n
}

export async function deleteLogin(ctx: Context, id: number): Promise<boolean> {
  const { numDeletedRows } = await ctx.tx
    .deleteFrom('network.device_logins')
    .where('id', '=', id)
    .executeTakeFirst()
  return numDeletedRows === 1n
}

/** The login is for these and no others; places that it has already keep their turn. */
export async function replaceLoginPlaces(
  ctx: Context,
  loginId: number,
  { templateIds, groupIds, deviceIds }: LoginPlaces,
): Promise<void> {
  await sql`
    delete from network.device_login_places
    where login_id = ${loginId} and not (
      coalesce(template_id = any(${templateIds}::int[]), false)
      or coalesce(group_id = any(${groupIds}::int[]), false)
      or coalesce(device_id = any(${deviceIds}::int[]), false))`.execute(ctx.tx)
  await sql`
    insert into network.device_login_places (login_id, template_id, group_id, device_id)
    select ${loginId}, wanted.*
    from (
      select id as template_id, null::int as group_id, null::int as device_id
        from unnest(${templateIds}::int[]) id
      union all select null, id, null from unnest(${groupIds}::int[]) id
      union all select null, null, id from unnest(${deviceIds}::int[]) id
    ) wanted
    where not exists (
      select from network.device_login_places p
      where p.login_id = ${loginId} and (p.template_id = wanted.template_id
        or p.group_id = wanted.group_id or p.device_id = wanted.device_id))`.execute(ctx.tx)
}
