import { extendedAttribute, placeOf, vendorAttribute } from './attribute.ts'
import {
  ATTRIBUTE,
  ATTRIBUTES_OF_TYPE,
  HIDDEN_ATTRIBUTES,
  TAGGED_ATTRIBUTES,
  VALUE,
} from './dictionary.generated.ts'

export type AttributeName = keyof typeof ATTRIBUTE
export type AttributeType = keyof typeof ATTRIBUTES_OF_TYPE

/** What the dictionaries know of an attribute. */
export interface AttributeDefinition {
  readonly name: string
  /** The key, as in `ATTRIBUTE`. */
  readonly attribute: number
  readonly type: AttributeType
  readonly hasTag: boolean
  /** How the value is hidden: as User-Password is, or with a salt (Tunnel-Password, MPPE keys). */
  readonly hidden: 'no' | 'password' | 'salt'
  /** Names of values of an integer, if it has any. */
  readonly values: Readonly<Record<string, number>> | undefined
}

const BY_KEY = new Map<number, AttributeDefinition>()
const BY_NAME = new Map<string, AttributeDefinition>()
for (const definition of readDefinitions()) {
  BY_KEY.set(definition.attribute, definition)
  BY_NAME.set(definition.name.toLowerCase(), definition)
}

/**
 * The definition of an attribute by name, in any letter case. An attribute that no dictionary names is found by its
 * number, as octets: `Attr-77`, `Attr-241.3`, `Vendor-99-Attr-7`.
 */
export function findAttribute(name: string): AttributeDefinition | undefined {
  const known = BY_NAME.get(name.toLowerCase())
  if (known) return known
  const attribute = parseNumberedName(name)
  return attribute === undefined ? undefined : definitionOf(attribute)
}

/** The definition of an attribute by key; one that no dictionary names is octets. */
export function definitionOf(attribute: number): AttributeDefinition {
  return (
    BY_KEY.get(attribute) ?? {
      name: numberedName(attribute),
      attribute,
      type: 'octets',
      hasTag: false,
      hidden: 'no',
      values: undefined,
    }
  )
}

/** The name of an attribute by key; an unknown one prints as `Attr-77`, `Attr-241.3` or `Vendor-99-Attr-7`. */
export function attributeName(attribute: number): string {
  return BY_KEY.get(attribute)?.name ?? numberedName(attribute)
}

/** The name of a value of an integer attribute, `User-Request`; an unknown one prints as its number. */
export function valueName(attribute: number, value: number): string {
  const values = Object.entries(BY_KEY.get(attribute)?.values ?? {})
  return values.find(([, known]) => known === value)?.[0] ?? String(value)
}

/** The names of all attributes that the dictionaries know, for lists to choose from. */
export function attributeNames(): AttributeName[] {
  return Object.keys(ATTRIBUTE) as AttributeName[] // these are exactly its keys
}

/** Octets that an integer attribute takes: 4 unless a dictionary says byte or short. */
export function integerBytes(attribute: number): number {
  const type = BY_KEY.get(attribute)?.type
  if (type === 'byte') return 1
  return type === 'short' ? 2 : 4
}

function numberedName(attribute: number): string {
  const place = placeOf(attribute)
  switch (place.kind) {
    case 'standard':
      return `Attr-${place.type}`
    case 'vendor':
      return `Vendor-${place.vendorId}-Attr-${place.type}`
    case 'extended':
      return `Attr-${place.type}.${place.extendedType}`
  }
}

function parseNumberedName(name: string): number | undefined {
  const match = /^(?:Vendor-(\d{1,10})-)?Attr-(\d{1,3})(?:\.(\d{1,3}))?$/i.exec(name)
  if (!match) return undefined
  const [, vendorId, type, extendedType] = match
  const numbers = [Number(type), Number(extendedType ?? 1)]
  if (numbers.some((number) => number < 1 || number > 255)) return undefined
  if (vendorId !== undefined) {
    return extendedType ? undefined : vendorAttribute(Number(vendorId), Number(type))
  }
  if (extendedType === undefined) return Number(type)
  const isExtendedType = Number(type) >= 241 && Number(type) <= 246
  return isExtendedType ? extendedAttribute(Number(type), Number(extendedType)) : undefined
}

function readDefinitions(): AttributeDefinition[] {
  const types = new Map<number, AttributeType>()
  for (const [type, attributes] of Object.entries(ATTRIBUTES_OF_TYPE)) {
    for (const attribute of attributes) types.set(attribute, type as AttributeType) // a key of it
  }
  const tagged = new Set<number>(TAGGED_ATTRIBUTES)
  const passwords = new Set<number>(HIDDEN_ATTRIBUTES.password)
  const salted = new Set<number>(HIDDEN_ATTRIBUTES.salt)
  const values: Record<string, Readonly<Record<string, number>>> = VALUE
  return Object.entries(ATTRIBUTE).map(([name, attribute]) => ({
    name,
    attribute,
    type: types.get(attribute) ?? 'octets',
    hasTag: tagged.has(attribute),
    hidden: salted.has(attribute) ? 'salt' : passwords.has(attribute) ? 'password' : 'no',
    values: values[name],
  }))
}
