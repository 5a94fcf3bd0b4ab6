import type { Context } from '#platform/context'
import { tell } from '#platform/outbox'
import { Refusal, refuseField } from '#platform/refusal'
import { selectContracts } from './contracts.store.ts'
import { addressLine, displayName, phoneDigits } from './rules/card.ts'
import {
  type Address,
  type Contact,
  insertSubscriber,
  replaceAddresses,
  replaceContacts,
  type SubscriberCard,
  type SubscriberRow,
  selectSubscribers,
  updateSubscriber,
} from './subscribers.store.ts'

export type SubscriberForm = SubscriberCard & {
  contacts: Contact[]
  addresses: Omit<Address, 'fullText'>[]
}

export async function getSubscriber(ctx: Context, id: number): Promise<SubscriberRow> {
  const [subscriber] = await selectSubscribers(ctx, [id])
  if (!subscriber) throw new Refusal('subscribers.subscriber.not-found', { id })
  return subscriber
}

/** Registers a subscriber: a person, a sole proprietor or a company. */
export async function registerSubscriber(
  ctx: Context,
  form: SubscriberForm,
): Promise<SubscriberRow> {
  refuseTwinAddresses(form)
  const id = await insertSubscriber(ctx, cardOf(form))
  await writeParts(ctx, id, form)
  return getSubscriber(ctx, id)
}

/** Changes a card as a whole. The history of who changed what is in the audit. */
export async function changeSubscriber(
  ctx: Context,
  { id, version, form }: { id: number; version: number; form: SubscriberForm },
): Promise<SubscriberRow> {
  refuseTwinAddresses(form)
  const before = await getSubscriber(ctx, id)
  const isChanged = await updateSubscriber(ctx, id, version, cardOf(form))
  if (!isChanged) throw new Refusal('platform.version-mismatch')
  await writeParts(ctx, id, form)
  const after = await getSubscriber(ctx, id)
  if (linesOf(before) !== linesOf(after)) await tellAddress(ctx, id)
  return after
}

/** Puts a card into the archive, where lists do not show it, or takes it back. */
export async function archiveSubscriber(
  ctx: Context,
  { id, version, isArchived }: { id: number; version: number; isArchived: boolean },
): Promise<SubscriberRow> {
  await getSubscriber(ctx, id)
  const open = (await selectContracts(ctx, { subscriberIds: [id] })).filter((row) => !row.closedOn)
  if (isArchived && open.length > 0) {
    throw new Refusal('subscribers.has-open-contracts', { numbers: open.map((row) => row.number) })
  }
  const archivedAt = isArchived ? ctx.now() : null
  const isChanged = await updateSubscriber(ctx, id, version, { archivedAt })
  if (!isChanged) throw new Refusal('platform.version-mismatch')
  return getSubscriber(ctx, id)
}

function cardOf({ contacts: _, addresses: __, ...card }: SubscriberForm): SubscriberCard {
  return { ...card, name: displayName(card) }
}

function refuseTwinAddresses({ addresses }: SubscriberForm): void {
  if (new Set(addresses.map(({ kind }) => kind)).size < addresses.length) {
    throw refuseField('subscribers.address-twice', 'addresses')
  }
}

function linesOf({ addresses }: SubscriberRow): string {
  return addresses.map(({ kind, fullText }) => `${kind} ${fullText}`).join('\n')
}

async function tellAddress(ctx: Context, subscriberId: number): Promise<void> {
  const contracts = await selectContracts(ctx, { subscriberIds: [subscriberId] })
  const contractIds = contracts.filter(({ closedOn }) => !closedOn).map(({ id }) => id)
  if (contractIds.length > 0) await tell(ctx, 'subscribers.address-changed', { contractIds })
}

async function writeParts(ctx: Context, id: number, form: SubscriberForm): Promise<void> {
  const contacts = form.contacts.map((contact) => ({
    ...contact,
    searchValue:
      contact.kind === 'phone' ? phoneDigits(contact.value) : contact.value.toLowerCase(),
  }))
  await replaceContacts(ctx, id, contacts)
  const addresses = form.addresses.map((parts) => ({ ...parts, fullText: addressLine(parts) }))
  await replaceAddresses(
    ctx,
    id,
    addresses.filter(({ fullText }) => fullText !== ''),
  )
}
