import { sql } from 'kysely'
import type { Context } from '#platform/context'
import type { SubscriberKind } from './rules/card.ts'

export type Contact = { kind: 'phone' | 'email'; value: string; note: string }
export type Address = {
  kind: 'registration' | 'postal' | 'installation'
  postcode: string
  region: string
  city: string
  street: string
  house: string
  flat: string
  entrance: string
  floor: string
  fullText: string
}
export type SubscriberRow = {
  id: number
  kind: SubscriberKind
  name: string
  surname: string
  givenName: string
  patronymic: string
  requisites: Record<string, string>
  note: string
  createdAt: Temporal.Instant
  archivedAt: Temporal.Instant | null
  version: number
  contacts: Contact[]
  addresses: Address[]
}
export type SubscriberCard = Omit<
  SubscriberRow,
  'id' | 'createdAt' | 'archivedAt' | 'version' | 'contacts' | 'addresses'
>

export async function selectSubscribers(
  ctx: Context,
  ids: readonly number[],
): Promise<SubscriberRow[]> {
  const { rows } = await sql<SubscriberRow>`
    select s.id, s.kind, s.name, coalesce(s.surname, '') as surname,
      coalesce(s.given_name, '') as "givenName", coalesce(s.patronymic, '') as patronymic,
      s.requisites, s.note, s.created_at as "createdAt", s.archived_at as "archivedAt", s.version,
      coalesce((
        select jsonb_agg(jsonb_build_object('kind', c.kind, 'value', c.value, 'note', c.note)
          order by c.position)
        from subscribers.contacts c where c.subscriber_id = s.id
      ), '[]') as contacts,
      coalesce((
        select jsonb_agg(jsonb_build_object('kind', a.kind, 'postcode', a.postcode,
          'region', a.region, 'city', a.city, 'street', a.street, 'house', a.house, 'flat', a.flat,
          'entrance', a.entrance, 'floor', a.floor, 'fullText', a.full_text) order by a.kind)
        from subscribers.addresses a where a.subscriber_id = s.id
      ), '[]') as addresses
    from subscribers.subscribers s
    where s.id = any(${[...ids]}::int[])`.execute(ctx.tx)
  return rows
}

function columnsOf(card: SubscriberCard) {
  return {
    kind: card.kind,
    name: card.name,
    surname: card.surname || null,
    given_name: card.givenName || null,
    patronymic: card.patronymic || null,
    inn: card.requisites.inn || null,
    kpp: card.requisites.kpp || null,
    ogrn: card.requisites.ogrn || null,
    requisites: JSON.stringify(card.requisites),
    note: card.note,
  }
}

export async function insertSubscriber(ctx: Context, card: SubscriberCard): Promise<number> {
  const { id } = await ctx.tx
    .insertInto('subscribers.subscribers')
    .values({ ...columnsOf(card), created_at: ctx.now() })
    .returning('id')
    .executeTakeFirstOrThrow()
  return id
}

/** Changes the card if it is still of this version; false when it is not. */
export async function updateSubscriber(
  ctx: Context,
  id: number,
  version: number,
  change: SubscriberCard | { archivedAt: Temporal.Instant | null },
): Promise<boolean> {
  const columns = 'archivedAt' in change ? { archived_at: change.archivedAt } : columnsOf(change)
  const { numUpdatedRows } = await ctx.tx
    .updateTable('subscribers.subscribers')
    .set({ ...columns, version: version + 1 })
    .where('id', '=', id)
    .where('version', '=', version)
    .executeTakeFirst()
  return numUpdatedRows === 1n
}

export async function replaceContacts(
  ctx: Context,
  subscriberId: number,
  contacts: (Contact & { searchValue: string })[],
): Promise<void> {
  await ctx.tx
    .deleteFrom('subscribers.contacts')
    .where('subscriber_id', '=', subscriberId)
    .execute()
  if (contacts.length === 0) return
  await ctx.tx
    .insertInto('subscribers.contacts')
    .values(
      contacts.map(({ searchValue, ...contact }, position) => ({
        ...contact,
        subscriber_id: subscriberId,
        search_value: searchValue,
        position,
      })),
    )
    .execute()
}

export async function replaceAddresses(
  ctx: Context,
  subscriberId: number,
  addresses: Address[],
): Promise<void> {
  await ctx.tx
    .deleteFrom('subscribers.addresses')
    .where('subscriber_id', '=', subscriberId)
    .execute()
  if (addresses.length === 0) return
  await ctx.tx
    .insertInto('subscribers.addresses')
    .values(
      addresses.map(({ fullText, ...address }) => ({
        ...address,
        subscriber_id: subscriberId,
        full_text: fullText,
      })),
    )
    .execute()
}
