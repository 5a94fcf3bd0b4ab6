export type SubscriberKind = 'person' | 'sole-proprietor' | 'company'

/** The name that lists and documents show. */
export function displayName(card: {
  kind: SubscriberKind
  name: string
  surname: string
  givenName: string
  patronymic: string
}): string {
  if (card.kind === 'company') return card.name
  const person = [card.surname, card.givenName, card.patronymic].filter(Boolean).join(' ')
  return card.kind === 'sole-proprietor' ? `ИП ${person}` : person
}

/** A phone as digits with the country code: `8 912 345-67-89` and `+7 912…` are the same. */
export function phoneDigits(phone: string): string {
  const digits = phone.replaceAll(/\D/g, '')
  if (digits.length === 10) return `7${digits}`
  return digits.length === 11 && digits.startsWith('8') ? `7${digits.slice(1)}` : digits
}

type AddressParts = {
  postcode: string
  region: string
  city: string
  street: string
  house: string
  flat: string
}

/** An address in one line, in the order of the country's post. */
export function addressLine(parts: AddressParts): string {
  return [
    parts.postcode,
    parts.region,
    parts.city,
    parts.street,
    parts.house && `д. ${parts.house}`,
    parts.flat && `кв. ${parts.flat}`,
  ]
    .filter(Boolean)
    .join(', ')
}
