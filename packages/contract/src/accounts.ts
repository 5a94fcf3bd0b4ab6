import { z } from 'zod'
import { route } from './route.ts'
import { day, id, idParams, instant, text, version } from './values.ts'

export const ADDRESS_SOURCES = ['pool', 'static', 'nas'] as const
/** Kinds of blocks, the strongest first: the first that holds is the state of the account. */
export const BLOCK_KINDS = ['off', 'staff', 'own-wish', 'money'] as const
export const ACCOUNT_STATES = ['active', ...BLOCK_KINDS, 'closed'] as const
export type AccountState = (typeof ACCOUNT_STATES)[number]

/** Latin letters, digits and what a MAC address or a realm needs; no blanks, commas or quotes. */
export const accountLogin = z.string().regex(/^[A-Za-z0-9][A-Za-z0-9._@:-]{0,62}$/, 'login')
export const accountPassword = z.string().regex(/^[\x21-\x7e]{4,64}$/, 'password')
export const ipv4Address = z.ipv4()
/** The last 64 bits of an IPv6 address, `0:0:0:1`. */
export const interfaceId = z
  .string()
  .toLowerCase()
  .regex(/^([0-9a-f]{1,4}:){3}[0-9a-f]{1,4}$/, 'interface-id')

export const account = z.object({
  id,
  contractId: id,
  agentId: id,
  login: z.string(),
  sessionsMax: z.number().int(),
  addressSource: z.enum(ADDRESS_SOURCES),
  address: z.string().nullable(),
  /** The last 64 bits of the IPv6 address that its router takes; null = the router chooses. */
  interfaceId: z.string().nullable(),
  note: z.string(),
  tariffId: id.nullable(),
  plannedTariff: z.object({ tariffId: id, from: day }).nullable(),
  state: z.enum(ACCOUNT_STATES),
  openedAt: instant,
  closedAt: instant.nullable(),
  version,
})
export type Account = z.output<typeof account>

export const accountForm = z
  .object({
    contractId: id,
    agentId: id,
    tariffId: id,
    login: accountLogin,
    password: accountPassword,
    sessionsMax: z.coerce.number().int().min(1).max(1000).default(1),
    addressSource: z.enum(ADDRESS_SOURCES).default('pool'),
    address: ipv4Address.or(z.literal('')).default(''),
    interfaceId: interfaceId.or(z.literal('')).default(''),
    note: text(500).default(''),
  })
  .refine((form) => (form.addressSource === 'static') === (form.address !== ''), {
    path: ['address'],
    message: 'address-source',
  })
export const openAccount = route({
  method: 'POST',
  path: '/api/accounts',
  summary: 'Open an account on a contract: agent, tariff, login, password, address',
  access: 'accounts.change',
  idempotent: true,
  body: accountForm,
  response: account,
})
export const readAccount = route({
  method: 'GET',
  path: '/api/accounts/:id',
  summary: 'An account',
  access: 'accounts.read',
  params: idParams,
  response: account,
})
export const changeAccount = route({
  method: 'PATCH',
  path: '/api/accounts/:id',
  summary: 'Change login, password, address or session limit of an account',
  access: 'accounts.change',
  versioned: true,
  params: idParams,
  body: z.object({
    login: accountLogin.optional(),
    password: accountPassword.optional(),
    sessionsMax: z.coerce.number().int().min(1).max(1000).optional(),
    addressSource: z.enum(ADDRESS_SOURCES).optional(),
    address: ipv4Address.or(z.literal('')).optional(),
    interfaceId: interfaceId.or(z.literal('')).optional(),
    note: text(500).optional(),
  }),
  response: account,
})
export const closeAccount = route({
  method: 'POST',
  path: '/api/accounts/:id/close',
  summary: 'Close an account for ever',
  access: 'accounts.change',
  versioned: true,
  params: idParams,
  body: z.object({ reason: text(500).default('') }),
  response: account,
})
export const changeAccountTariff = route({
  method: 'POST',
  path: '/api/accounts/:id/tariff',
  summary: 'Put an account on another tariff from a day on, past or future, for good or for a time',
  access: 'accounts.change',
  versioned: true,
  params: idParams,
  body: z.object({
    tariffId: id,
    from: day,
    /** The first day on which it is back on what it had; null = for good. */
    until: day.nullable().default(null),
    /** What is agreed about the fee goes on under the new tariff. */
    keepsTerms: z.boolean().default(true),
  }),
  response: account,
})
export const cancelPlannedTariff = route({
  method: 'DELETE',
  path: '/api/accounts/:id/planned-tariff',
  summary: 'Cancel a tariff change that has not happened yet',
  access: 'accounts.change',
  versioned: true,
  params: idParams,
  response: account,
})
export const showAccountPassword = route({
  method: 'POST',
  path: '/api/accounts/:id/show-password',
  summary: 'Show the network password; the look is recorded',
  access: 'accounts.passwords',
  params: idParams,
  response: z.object({ password: z.string() }),
})

export const block = z.object({
  id,
  accountId: id,
  kind: z.enum(BLOCK_KINDS),
  from: instant,
  until: instant.nullable(),
  reason: z.string(),
  author: z.string(),
  liftedBy: z.string().nullable(),
  liftReason: z.string().nullable(),
})
export type Block = z.output<typeof block>
export const listAccountHistory = route({
  method: 'GET',
  path: '/api/accounts/:id/history',
  summary: 'Blocks, tariffs and addresses of an account over time',
  access: 'accounts.read',
  params: idParams,
  response: z.object({
    blocks: z.array(block),
    tariffs: z.array(
      z.object({ tariffId: id, from: day, until: day.nullable(), author: z.string() }),
    ),
    addresses: z.array(
      z.object({
        address: z.string(),
        from: instant,
        until: instant.nullable(),
        author: z.string(),
      }),
    ),
  }),
})
