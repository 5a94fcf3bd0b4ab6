import {
  ATTRIBUTE,
  type AttributeDefinition,
  type AttributeName,
  attributeName,
  attributeNames,
  findAttribute,
  placeOf,
  VENDOR,
  vendorAttribute,
} from '@altyn/radius'
import type { OwnAttributeForm } from './dictionary.store.ts'

/**
 * Belong to the exchange itself: proofs, marks and envelopes that the server writes. A row that gave one of them would
 * break the answer, or the account's name in accounting.
 */
const RESERVED = new Set<AttributeName>([
  'User-Password',
  'CHAP-Password',
  'CHAP-Challenge',
  'State',
  'Class',
  'Vendor-Specific',
  'Proxy-State',
  'EAP-Message',
  'Message-Authenticator',
  'Error-Cause',
  'Extended-Attribute-1',
  'Extended-Attribute-2',
  'Extended-Attribute-3',
  'Extended-Attribute-4',
  'Extended-Attribute-5',
  'Extended-Attribute-6',
  'MS-CHAP-Response',
  'MS-CHAP-Challenge',
  'MS-CHAP2-Response',
  'MS-CHAP2-Success',
  'MS-CHAP-MPPE-Keys',
  'MS-MPPE-Send-Key',
  'MS-MPPE-Recv-Key',
])
const NAMES_OF_VENDORS = new Map<number, string>(
  Object.entries(VENDOR).map(([name, id]) => [id, name]),
)
const NAMES_OF_KEYS = new Map<number, AttributeName>(
  attributeNames().map((name) => [ATTRIBUTE[name], name]),
)

/** An attribute that the dictionaries of the program name; one by its mere number is not known. */
export function findBuiltIn(name: string): AttributeDefinition | undefined {
  const definition = findAttribute(name)
  return definition && NAMES_OF_KEYS.has(definition.attribute) ? definition : undefined
}

/** All attributes that the dictionaries of the program name. */
export function builtInAttributes(): AttributeDefinition[] {
  return attributeNames().flatMap((name) => findAttribute(name) ?? [])
}

/** The built-in attribute that has this number, by its name. */
export function builtInNumbered(own: Pick<OwnAttributeForm, 'vendorId' | 'number'>) {
  return NAMES_OF_KEYS.get(keyOf(own))
}

/** Is it a name that the packet library gives a meaning to: a known one, or `Vendor-99-Attr-7`? */
export function isTakenName(name: string): boolean {
  return findAttribute(name) !== undefined
}

/** Does the exchange itself need this attribute? Then no row gives it. */
export function isReserved(definition: AttributeDefinition): boolean {
  return RESERVED.has(attributeName(definition.attribute) as AttributeName) // else it is none of the set
}

/** How an attribute of the provider is written. It is never hidden: only the program's own know how. */
export function toDefinition(
  own: Pick<OwnAttributeForm, 'name' | 'vendorId' | 'number' | 'type' | 'hasTag'>,
): AttributeDefinition {
  return {
    name: own.name,
    attribute: keyOf(own),
    type: own.type,
    hasTag: own.hasTag,
    hidden: 'no',
    values: undefined,
  }
}

/** Whose an attribute is and which of theirs, for people: vendor with its name, and the number. */
export function placeForPeople({ attribute }: AttributeDefinition): {
  vendorId: number | null
  vendorName: string | null
  number: string
} {
  const place = placeOf(attribute)
  if (place.kind === 'extended') {
    return { vendorId: null, vendorName: null, number: `${place.type}.${place.extendedType}` }
  }
  const vendorId = place.kind === 'vendor' ? place.vendorId : null
  return {
    vendorId,
    vendorName: NAMES_OF_VENDORS.get(vendorId ?? 0) ?? null,
    number: String(place.type),
  }
}

function keyOf({ vendorId, number }: Pick<OwnAttributeForm, 'vendorId' | 'number'>): number {
  return vendorId === null ? number : vendorAttribute(vendorId, number)
}
