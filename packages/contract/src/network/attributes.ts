import { z } from 'zod'
import { route } from '../route.ts'
import {
  done,
  flag,
  id,
  idParams,
  instant,
  listQuery,
  page,
  requiredText,
  text,
  version,
} from '../values.ts'

export const ATTRIBUTE_TYPES = [
  'string',
  'octets',
  'byte',
  'short',
  'integer',
  'integer64',
  'date',
  'ipaddr',
  'ipv6addr',
  'ipv6prefix',
  'ifid',
] as const

/** An attribute that the program knows, or one that the provider has added. */
export const dictionaryAttribute = z.object({
  name: z.string(),
  /** Enterprise number; null = a standard attribute. */
  vendorId: z.number().int().nullable(),
  vendorName: z.string().nullable(),
  /** Its number with the vendor; `241.3` for an extended one. */
  number: z.string(),
  type: z.enum(ATTRIBUTE_TYPES),
  hasTag: z.boolean(),
  /** Names of the values of a number. */
  values: z.array(z.string()),
  /** Set on attributes that the provider has added. */
  ownId: id.nullable(),
  /** Belongs to the exchange itself: no row can give it. */
  isReserved: z.boolean(),
})
export type DictionaryAttribute = z.output<typeof dictionaryAttribute>
export const readDictionary = route({
  method: 'GET',
  path: '/api/network/dictionary',
  summary: 'Every RADIUS attribute that a value can be given to',
  access: 'network.read',
  response: z.object({ items: z.array(dictionaryAttribute) }),
})

export const ownAttribute = z.object({
  id,
  name: z.string(),
  vendorId: z.number().int().nullable(),
  number: z.number().int(),
  type: z.enum(ATTRIBUTE_TYPES),
  hasTag: z.boolean(),
  note: z.string(),
  /** How many attribute rows give it. */
  rowsCount: z.number().int(),
  version,
})
export type OwnAttribute = z.output<typeof ownAttribute>
const ownAttributeForm = z.object({
  name: z
    .string()
    .trim()
    .regex(/^[A-Za-z][\w.-]{0,99}$/, 'attribute-name'),
  vendorId: z.coerce.number().int().min(1).max(16_777_215).nullable().default(null),
  number: z.coerce.number().int().min(1).max(255),
  type: z.enum(ATTRIBUTE_TYPES),
  /** Of texts, octets and numbers only (RFC 2868). */
  hasTag: z.boolean().default(false),
  note: text(500).default(''),
})
export const listOwnAttributes = route({
  method: 'GET',
  path: '/api/network/dictionary/own',
  summary: 'Attributes that the provider has added to the dictionary',
  access: 'network.read',
  response: z.object({ items: z.array(ownAttribute) }),
})
export const addOwnAttribute = route({
  method: 'POST',
  path: '/api/network/dictionary',
  summary: 'Add an attribute that the program does not know',
  access: 'network.change',
  body: ownAttributeForm,
  response: ownAttribute,
})
export const changeOwnAttribute = route({
  method: 'PUT',
  path: '/api/network/dictionary/:id',
  summary: 'Change an attribute of one’s own; its type stays while rows give it',
  access: 'network.change',
  versioned: true,
  params: idParams,
  body: ownAttributeForm,
  response: ownAttribute,
})
export const removeOwnAttribute = route({
  method: 'DELETE',
  path: '/api/network/dictionary/:id',
  summary: 'Remove an attribute of one’s own that no row gives',
  access: 'network.change',
  params: idParams,
  response: done,
})

/** `accept` and `reject` answer a sign-in, `coa` is an order about a live session. */
export const ATTRIBUTE_PACKETS = ['accept', 'reject', 'coa'] as const
/** What may stand in a value in braces: it is filled in when the packet is made. */
export const PLACEHOLDERS = [
  'login',
  'account',
  'contract',
  'downKbps',
  'upKbps',
  'address',
] as const

export const attributeRow = z.object({
  id,
  packet: z.enum(ATTRIBUTE_PACKETS),
  /** The name of the attribute. */
  attribute: z.string(),
  /** Set when the attribute is one of the provider’s. */
  ownId: id.nullable(),
  /** 1 to 31; 0 = none. */
  tag: z.number().int(),
  /** A value on each line. */
  value: z.string(),
  agentId: id.nullable(),
  agentName: z.string().nullable(),
  nasId: id.nullable(),
  nasName: z.string().nullable(),
  /** Only at access servers whose device is in this group. */
  deviceGroupId: id.nullable(),
  deviceGroupName: z.string().nullable(),
  accountGroupId: id.nullable(),
  accountGroupName: z.string().nullable(),
  tariffId: id.nullable(),
  tariffName: z.string().nullable(),
  /** Only for sessions that get a service which is counted by this category of traffic, by its code. */
  category: z.string().nullable(),
  accountId: id.nullable(),
  accountLogin: z.string().nullable(),
  /** Only for those who are let in as guests; no account stands for them. */
  isForGuests: z.boolean(),
  /** Only while this is the speed towards the subscriber, in kbit/s; 0 = unlimited. */
  speedDownKbps: z.number().int().nullable(),
  isEnabled: z.boolean(),
  note: z.string(),
  author: z.string(),
  changedAt: instant,
  version,
})
export type AttributeRow = z.output<typeof attributeRow>

const link = id.nullable().default(null)
const attributeRowForm = z.object({
  packet: z.enum(ATTRIBUTE_PACKETS).default('accept'),
  /** A name of the dictionary, the provider’s own attributes among them. */
  attribute: requiredText(100),
  tag: z.coerce.number().int().min(0).max(31).default(0),
  value: requiredText(4000),
  agentId: link,
  nasId: link,
  deviceGroupId: link,
  accountGroupId: link,
  tariffId: link,
  category: text(40).nullable().default(null),
  accountId: link,
  isForGuests: z.boolean().default(false),
  speedDownKbps: z.coerce.number().int().min(0).max(2_147_483_647).nullable().default(null),
  isEnabled: z.boolean().default(true),
  note: text(500).default(''),
})
export const listAttributeRows = route({
  method: 'GET',
  path: '/api/network/attributes',
  summary: 'RADIUS attributes given besides what the program gives, by their names',
  access: 'network.read',
  query: listQuery.extend({
    /** A part of the name, the value or the note. */
    q: text(100).optional(),
    packet: z.enum(ATTRIBUTE_PACKETS).optional(),
    agentId: id.optional(),
    nasId: id.optional(),
    deviceGroupId: id.optional(),
    accountGroupId: id.optional(),
    tariffId: id.optional(),
    category: text(40).optional(),
    accountId: id.optional(),
    isForGuests: flag.optional(),
    isEnabled: flag.optional(),
  }),
  response: page(attributeRow),
})
export const addAttributeRow = route({
  method: 'POST',
  path: '/api/network/attributes',
  summary: 'Give an attribute, to everybody or to whom the links name',
  access: 'network.change',
  body: attributeRowForm,
  response: attributeRow,
})
export const changeAttributeRow = route({
  method: 'PUT',
  path: '/api/network/attributes/:id',
  summary: 'Change a row of attributes',
  access: 'network.change',
  versioned: true,
  params: idParams,
  body: attributeRowForm,
  response: attributeRow,
})
export const removeAttributeRow = route({
  method: 'DELETE',
  path: '/api/network/attributes/:id',
  summary: 'Remove a row of attributes',
  access: 'network.change',
  params: idParams,
  response: done,
})
