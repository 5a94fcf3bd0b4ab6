import { type Subscriber, subscriberForm } from '@altyn/contract/subscribers'
import { z } from 'zod'

export type SubscriberDraft = z.input<typeof subscriberForm>

/**
 * The schema of the form while it is being filled in. A contact that is still empty is no fault:
 * it is left out when the card is saved.
 */
export const subscriberDraft = z.custom<SubscriberDraft>().superRefine((draft, context) => {
  const parsed = subscriberForm.safeParse(draft)
  for (const issue of parsed.error?.issues ?? []) {
    // A found issue lacks only the input to be one that can be added.
    const again = { ...issue, input: undefined } as z.core.$ZodRawIssue
    if (!isOfEmptyContact(draft, issue.path)) context.addIssue(again)
  }
})

/** What the form begins with: an empty card with one phone and one address, or the present one. */
export function toSubscriberDraft(subscriber: Subscriber | undefined): SubscriberDraft {
  if (!subscriber) {
    return {
      kind: 'person',
      contacts: [{ kind: 'phone', value: '', note: '' }],
      addresses: [{ kind: 'installation' }],
      requisites: {},
    }
  }
  const { kind, name, surname, givenName, patronymic, requisites, contacts, note } = subscriber
  const addresses = subscriber.addresses.map(({ fullText: _, ...address }) => address)
  return {
    kind,
    name,
    surname,
    givenName,
    patronymic,
    requisites,
    contacts: [...contacts],
    addresses: addresses.length > 0 ? addresses : [{ kind: 'installation' }],
    note,
  }
}

/** The card as it is sent: without the lines that were left empty. */
export function toSubscriberBody(draft: SubscriberDraft): SubscriberDraft {
  return {
    ...draft,
    contacts: draft.contacts?.filter(({ value }) => !isEmpty(value)),
    addresses: draft.addresses?.filter(({ kind: _, ...parts }) =>
      Object.values(parts).some((part) => !isEmpty(part)),
    ),
  }
}

function isOfEmptyContact(draft: SubscriberDraft, path: readonly PropertyKey[]): boolean {
  const [list, index] = path
  if (list !== 'contacts' || typeof index !== 'number') return false
  return isEmpty(draft.contacts?.[index]?.value)
}

function isEmpty(text: string | undefined): boolean {
  return (text ?? '').trim() === '' || text === '+'
}
