import { z } from 'zod'
import { command, rejection, speedCause } from './access.ts'
import { ACCOUNT_STATES, account, BLOCK_KINDS } from './accounts.ts'
import { contractExplanation } from './blocking.ts'
import { route } from './route.ts'
import { customValue } from './settings/custom-fields.ts'
import { contract, SUBSCRIBER_KINDS, subscriber } from './subscribers.ts'
import { session } from './usage.ts'
import { flag, id, idParams, instant, listQuery, money, page, text } from './values.ts'

export const readToday = route({
  method: 'GET',
  path: '/api/reports/today',
  summary: 'Counters of the start page and the money of today',
  access: 'reports.read',
  response: z.object({
    counters: z.object({
      subscribers: z.number().int(),
      contracts: z.number().int(),
      accounts: z.number().int(),
      accountsActive: z.number().int(),
      accountsBlockedForMoney: z.number().int(),
      sessionsOpen: z.number().int(),
      debtors: z.number().int(),
    }),
    debtTotal: money,
    paymentsToday: z.object({ count: z.number().int(), sum: money }),
    chargesToday: money,
    /** The last 30 days, the oldest first. */
    days: z.array(z.object({ day: z.string(), payments: money, charges: money })),
    /** Rejections of the last hour by reason. */
    rejections: z.array(z.object({ reason: z.string(), count: z.number().int() })),
    /** What a newcomer still has to do; empty when the house stands. */
    firstSteps: z.array(
      z.object({
        step: z.enum(['operator', 'tariff', 'nas', 'segment', 'subscriber', 'account', 'payment']),
        isDone: z.boolean(),
      }),
    ),
  }),
})

export const subscriberRow = z.object({
  id,
  kind: z.enum(SUBSCRIBER_KINDS),
  name: z.string(),
  address: z.string(),
  phone: z.string(),
  isArchived: z.boolean(),
  contracts: z.array(z.object({ id, number: z.string(), balance: money })),
  accounts: z.array(
    z.object({ id, login: z.string(), state: z.enum(ACCOUNT_STATES), isOnline: z.boolean() }),
  ),
})
export type SubscriberRow = z.output<typeof subscriberRow>
export const SUBSCRIBER_SORTS = ['name', '-created'] as const
export const listSubscribers = route({
  method: 'GET',
  path: '/api/reports/subscribers',
  summary: 'Subscribers; `q` finds by name, contract, login, phone, address, IP or MAC',
  access: 'subscribers.read',
  query: listQuery.extend({
    q: text(100).optional(),
    kind: z.enum(SUBSCRIBER_KINDS).optional(),
    isDebtor: flag.optional(),
    blockedBy: z.enum(BLOCK_KINDS).optional(),
    tariffId: id.optional(),
    /** A group of contracts: who has a contract in it. */
    groupId: id.optional(),
    isArchived: flag.optional(),
    sort: z.enum(SUBSCRIBER_SORTS).default('name'),
  }),
  response: page(subscriberRow),
})

export const SEARCH_KINDS = [
  'subscriber',
  'contract',
  'account',
  'payment',
  'session',
  'device',
  'equipment',
] as const
export const searchHit = z.object({
  kind: z.enum(SEARCH_KINDS),
  id: z.string(),
  subscriberId: id.nullable(),
  title: z.string(),
  subtitle: z.string(),
  /** What the words were found in: name, number, login, phone, address, ip, mac, onu, serial. */
  matched: z.string(),
})
export type SearchHit = z.output<typeof searchHit>
export const searchAnything = route({
  method: 'GET',
  path: '/api/reports/search',
  summary:
    'Find anything by name, contract, login, phone, address, IP, MAC, payment or serial number',
  access: 'signed-in',
  query: z.object({ q: text(100) }),
  response: z.object({ items: z.array(searchHit) }),
})

export const cardAccount = account.extend({
  tariffName: z.string(),
  fee: money.nullable(),
  feePeriod: z.string().nullable(),
  /** What is due now, in kbit/s, 0 = unlimited, and why. */
  speedDownKbps: z.number().int().nullable(),
  speedUpKbps: z.number().int().nullable(),
  speedCause: speedCause.nullable(),
  plannedTariffName: z.string().nullable(),
  appliedState: z.string().nullable(),
  sessions: z.array(session),
  lastRejection: rejection.nullable(),
  lastCommand: command.nullable(),
})
export const subscriberCard = z.object({
  subscriber,
  contracts: z.array(
    z.object({
      contract,
      /** The groups of contracts that it is in, by their names. */
      groups: z.array(z.object({ id, name: z.string(), isArchived: z.boolean() })),
      money: contractExplanation,
      accounts: z.array(cardAccount),
    }),
  ),
  /** What is filled in on the subscriber, the contracts and the accounts in fields of one's own. */
  customValues: z.array(customValue),
  recent: z.array(
    z.object({
      at: instant,
      kind: z.enum([
        'charge',
        'payment',
        'reversal',
        'adjustment',
        'blocked',
        'unblocked',
        'rejected',
      ]),
      title: z.string(),
      amount: money.nullable(),
      contractId: id.nullable(),
    }),
  ),
})
export type SubscriberCard = z.output<typeof subscriberCard>
export const readSubscriberCard = route({
  method: 'GET',
  path: '/api/reports/subscribers/:id/card',
  summary: 'Everything a call to support needs about a subscriber, in one answer',
  access: 'subscribers.read',
  params: idParams,
  response: subscriberCard,
})
