import { isIPv6 } from 'node:net'
import { type RawBuilder, sql } from 'kysely'
import type { Context } from '#platform/context'

export type Found = {
  kind: 'subscriber' | 'contract' | 'account' | 'payment' | 'session' | 'device' | 'equipment'
  id: string
  subscriberId: number | null
  title: string
  subtitle: string
  matched: string
}

const EACH_MAX = 20
const NUMBER_DIGITS_MAX = 15
const IPV4 = /^\d{1,3}(\.\d{1,3}){3}$/
const MAC = /^([0-9a-f]{2}[:.-]?){5}[0-9a-f]{2}$/i

/** Letters that `like` would take for a pattern stand for themselves. */
function likeText(text: string): string {
  return text.toLowerCase().replaceAll(/[\\%_]/g, '\\$&')
}

/** Every way in which the words may name something: each asks one index. */
function questionsOf(q: string): RawBuilder<Found>[] {
  const part = `%${likeText(q)}%`
  const digits = q.replaceAll(/\D/g, '')
  const phone = digits.length === 11 && digits.startsWith('8') ? `7${digits.slice(1)}` : digits
  const looksLikePhone = digits.length >= 5 && !/[a-zа-я]/i.test(q) && !IPV4.test(q)
  if (isIPv6(q)) return [byAddress(q), byDevice(sql`d.address = ${q}::inet`, 'ip')]
  if (IPV4.test(q)) return [byAddress(q), byDevice(sql`d.address = ${q}::inet`, 'ip')]
  if (MAC.test(q)) {
    const mac = macForms(q)[1]
    return [byMac(q), byDevice(sql`d.mac = ${mac}`, 'mac'), byEquipment(sql`u.mac = ${mac}`, 'mac')]
  }
  return [
    byName(part),
    byContract(part, digits),
    byLogin(part),
    ...(looksLikePhone ? [byPhone(`%${phone}%`)] : []),
    ...(looksLikePhone && phone.length <= NUMBER_DIGITS_MAX ? [byNumber(phone)] : []),
    ...(q.includes('@') ? [byPhone(part)] : []),
    ...(q.length >= 4 ? [byStreet(part)] : []),
    ...(/^\d{1,9}$/.test(q) ? [byPayment(q)] : []),
    byDevice(sql`lower(d.name) like ${part} or lower(d.serial) like ${part}`, 'name'),
    byOnu(part),
    byEquipment(
      sql`lower(u.serial) like ${part} or lower(u.chip_id) like ${part}
        or lower(u.name) like ${part}`,
      'serial',
    ),
  ]
}

/** Finds subscribers and what belongs to them by any of their names; each once. */
export async function selectFound(ctx: Context, q: string): Promise<Found[]> {
  const found = new Map<string, Found>()
  for (const question of questionsOf(q)) {
    for (const hit of (await question.execute(ctx.tx)).rows) {
      const key = `${hit.kind} ${hit.id}`
      if (!found.has(key)) found.set(key, hit)
    }
  }
  return [...found.values()]
}

function byName(part: string): RawBuilder<Found> {
  return sql<Found>`
    select 'subscriber' as kind, s.id::text as id, s.id as "subscriberId", s.name as title,
      coalesce((select a.full_text from subscribers.addresses a
        where a.subscriber_id = s.id order by a.kind limit 1), '') as subtitle, 'name' as matched
    from subscribers.subscribers s
    where lower(s.name) like ${part}
    order by s.archived_at is not null, lower(s.name)
    limit ${EACH_MAX}`
}

function byContract(part: string, digits: string): RawBuilder<Found> {
  return sql<Found>`
    select 'contract' as kind, c.id::text as id, c.subscriber_id as "subscriberId",
      c.number as title, s.name as subtitle, 'number' as matched
    from subscribers.contracts c
    join subscribers.subscribers s on s.id = c.subscriber_id
    where lower(c.number) like ${part} or c.payment_code = ${digits}
    order by c.number
    limit ${EACH_MAX}`
}

function byLogin(part: string): RawBuilder<Found> {
  return sql<Found>`
    select 'account' as kind, a.id::text as id, c.subscriber_id as "subscriberId",
      a.login as title, s.name as subtitle, 'login' as matched
    from accounts.accounts a
    join subscribers.contracts c on c.id = a.contract_id
    join subscribers.subscribers s on s.id = c.subscriber_id
    where lower(a.login) like ${part}
    order by a.login
    limit ${EACH_MAX}`
}

function byPhone(part: string): RawBuilder<Found> {
  return sql<Found>`
    select 'subscriber' as kind, s.id::text as id, s.id as "subscriberId", s.name as title,
      c.value as subtitle, c.kind as matched
    from subscribers.contacts c
    join subscribers.subscribers s on s.id = c.subscriber_id
    where c.search_value like ${part}
    order by lower(s.name)
    limit ${EACH_MAX}`
}

/** A number that is somebody's now and ends so, alone or in a range: people leave out the code of their town. */
function byNumber(digits: string): RawBuilder<Found> {
  const whole = sql`(10::numeric ^ ${digits.length}::int)::bigint`
  return sql<Found>`
    select distinct on (a.id) 'account' as kind, a.id::text as id,
      c.subscriber_id as "subscriberId", a.login as title, s.name as subtitle, 'phone' as matched
    from accounts.numbers n
    join accounts.accounts a on a.id = n.account_id
    join subscribers.contracts c on c.id = a.contract_id
    join subscribers.subscribers s on s.id = c.subscriber_id
    where not isempty(n.valid) and upper(n.valid) is null
      -- The first number from the beginning of the range on that ends so must be in the range.
      and lower(n.numbers) + mod(mod(${digits}::bigint - lower(n.numbers), ${whole}) + ${whole}, ${whole})
        < upper(n.numbers)
    order by a.id
    limit ${EACH_MAX}`
}

function byStreet(part: string): RawBuilder<Found> {
  const words = part.replaceAll(/[\s,]+/g, '%')
  return sql<Found>`
    select 'subscriber' as kind, s.id::text as id, s.id as "subscriberId", s.name as title,
      a.full_text as subtitle, 'address' as matched
    from subscribers.addresses a
    join subscribers.subscribers s on s.id = a.subscriber_id
    where lower(a.full_text) like ${words}
    order by a.full_text
    limit ${EACH_MAX}`
}

function byPayment(q: string): RawBuilder<Found> {
  return sql<Found>`
    select 'payment' as kind, p.id::text as id, c.subscriber_id as "subscriberId",
      p.id::text as title, s.name as subtitle, 'payment' as matched
    from payments.payments p
    join subscribers.contracts c on c.id = p.contract_id
    join subscribers.subscribers s on s.id = c.subscriber_id
    where p.id = ${q}::int
    limit ${EACH_MAX}`
}

function byAddress(q: string): RawBuilder<Found> {
  // Prefixes that can hold an address of IPv6: each is one look into an index.
  const around = sql`array(
    select network(set_masklen(${q}::inet, length))::inet
    from generate_series(16, masklen(${q}::inet)) length)`
  return sql<Found>`
    select distinct on (a.id) 'account' as kind, a.id::text as id,
      c.subscriber_id as "subscriberId", a.login as title, s.name as subtitle, 'ip' as matched
    from (
      select account_id from accounts.addresses where address >>= ${q}::inet and upper(valid) is null
      union
      select account_id from accounts.networks
      where network >>= ${q}::inet and upper(valid) is null and masklen(network) > 0
      union
      select account_id from network.leases where address = any(${around})
      union
      select coalesce(account_id, guest_account_id) from usage.open_sessions
      where address = ${q}::inet
      union
      select account_id from usage.open_sessions
      where family(${q}::inet) = 6
        and (framed_prefix >>= ${q}::inet or delegated_prefix >>= ${q}::inet)
    ) held
    join accounts.accounts a on a.id = held.account_id
    join subscribers.contracts c on c.id = a.contract_id
    join subscribers.subscribers s on s.id = c.subscriber_id
    limit ${EACH_MAX}`
}

/** The ways in which access servers write one MAC address. */
function macForms(q: string): string[] {
  const hex = q.toLowerCase().replaceAll(/[^0-9a-f]/g, '')
  const pairs = hex.match(/../g) ?? []
  return [hex, pairs.join(':'), pairs.join('-'), (hex.match(/..../g) ?? []).join('.')]
}

function byMac(q: string): RawBuilder<Found> {
  return sql<Found>`
    select 'session' as kind, o.id::text as id, c.subscriber_id as "subscriberId",
      o.login as title, coalesce(s.name, '') as subtitle, 'mac' as matched
    from usage.open_sessions o
    left join subscribers.contracts c on c.id = o.contract_id
    left join subscribers.subscribers s on s.id = c.subscriber_id
    where lower(o.calling_station) = any(${macForms(q)}::text[])
    limit ${EACH_MAX}`
}

function byDevice(where: RawBuilder<unknown>, matched: string): RawBuilder<Found> {
  return sql<Found>`
    select 'device' as kind, d.id::text as id, null::int as "subscriberId", d.name as title,
      concat_ws(' · ', host(d.address), nullif(d.location, '')) as subtitle,
      ${matched}::text as matched
    from network.devices d
    where d.archived_at is null and (${where})
    order by lower(d.name)
    limit ${EACH_MAX}`
}

/** An ONU is found with the OLT that it belongs to. */
function byOnu(part: string): RawBuilder<Found> {
  return sql<Found>`
    select 'device' as kind, d.id::text as id, null::int as "subscriberId", d.name as title,
      o.serial as subtitle, 'onu' as matched
    from network.onus o
    join network.devices d on d.id = o.device_id
    where o.archived_at is null and lower(o.serial) like ${part}
    order by o.serial
    limit ${EACH_MAX}`
}

/** Equipment is found with whoever has it now. */
function byEquipment(where: RawBuilder<unknown>, matched: string): RawBuilder<Found> {
  return sql<Found>`
    select 'equipment' as kind, u.id::text as id, c.subscriber_id as "subscriberId",
      concat_ws(' ', m.name, coalesce(nullif(u.serial, ''), nullif(u.mac, ''),
        nullif(u.chip_id, ''), u.name)) as title,
      coalesce(s.name, t.place) as subtitle, ${matched}::text as matched
    from network.equipment_units u
    join network.equipment_models m on m.id = u.model_id
    join network.equipment_standings t on t.unit_id = u.id and upper(t.valid) is null
    left join subscribers.contracts c on c.id = t.contract_id
    left join subscribers.subscribers s on s.id = c.subscriber_id
    where ${where}
    order by u.id desc
    limit ${EACH_MAX}`
}
