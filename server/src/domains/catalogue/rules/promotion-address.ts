/** The parts of an address that a promotion may name. A part left empty fits any. */
export type AddressParts = { city: string; street: string; house: string }

/** Kinds of settlements and streets, as people shorten them. */
const KINDS: readonly (readonly string[])[] = [
  ['г', 'город'],
  ['пос', 'п', 'поселок', 'пгт'],
  ['с', 'село'],
  ['дер', 'деревня'],
  ['ст-ца', 'станица'],
  ['ул', 'улица', 'street', 'st'],
  ['пр-кт', 'пр', 'пр-т', 'просп', 'проспект', 'avenue', 'ave'],
  ['пр-д', 'проезд'],
  ['пер', 'переулок', 'lane'],
  ['б-р', 'бул', 'бульвар'],
  ['ш', 'шоссе', 'road', 'rd'],
  ['наб', 'набережная'],
  ['пл', 'площадь', 'square'],
  ['туп', 'тупик'],
  ['мкр', 'мкрн', 'мкр-н', 'микрорайон'],
  ['кв-л', 'квартал'],
  ['ал', 'аллея'],
]
const STREET = 'ул'
const KIND_OF = new Map(
  KINDS.flatMap(([kind = '', ...forms]) => [kind, ...forms].map((form) => [form, kind])),
)

/**
 * Is an address where a promotion names it? Letter case, `ё`, punctuation and shortened kinds of
 * streets make no difference: «Ул. Мира, 5 А» is «мира улица, 5а». A kind that one side leaves out
 * fits any; two different kinds are two streets.
 */
export function isAtAddress(named: AddressParts, address: AddressParts): boolean {
  return (
    (named.city === '' || isSamePlace(named.city, address.city)) &&
    (named.street === '' || isSamePlace(named.street, address.street)) &&
    (named.house === '' || plainHouse(named.house) === plainHouse(address.house))
  )
}

function isSamePlace(one: string, other: string): boolean {
  const a = readPlace(one)
  const b = readPlace(other)
  return a.name === b.name && (a.kind === '' || b.kind === '' || a.kind === b.kind)
}

/** A place as its name and its kind: «наб. реки Мойки» is «реки мойки», an embankment. */
function readPlace(text: string): { name: string; kind: string } {
  const words = plain(text).match(/[\p{L}\d]+(?:-[\p{L}\d]+)*/gu) ?? []
  const kinds = words.flatMap((word) => KIND_OF.get(word) ?? []).sort()
  const names = words.filter((word) => !KIND_OF.has(word))
  if (names.length > 0) return { name: names.join(' ').replaceAll('-', ' '), kind: kinds.join(' ') }
  // «ул. Набережная»: the name is itself a word for a kind.
  const name = kinds.find((kind) => kind !== STREET) ?? kinds[0] ?? ''
  return { name, kind: kinds.filter((kind) => kind !== name).join(' ') }
}

/** «д. 5, корп. 2» is `5к2`, «5 "А"» is `5а`; `5/2` and `5-2` stay what they are. */
function plainHouse(text: string): string {
  return plain(text)
    .replace(/^(дом|д)(?!\p{L})/u, '')
    .replaceAll(/(корпус|корп)(?!\p{L})/gu, 'к')
    .replaceAll(/(строение|стр)(?!\p{L})/gu, 'с')
    .replaceAll(/(?<=\d)-(?=\p{L})/gu, '')
    .replaceAll(/[^\p{L}\d/-]/gu, '')
}

function plain(text: string): string {
  return text.toLowerCase().replaceAll('ё', 'е')
}
