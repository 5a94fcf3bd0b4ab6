import { randomBytes } from 'node:crypto'
import { createRadiusClient } from '@altyn/radius'
import { type Actor, type Context, type Ground, systemActor } from '#platform/context'
import { silentLog } from '#platform/log'
import type { DomainEvent } from '#platform/outbox'
import { createSecretBox, type SecretBox } from '#platform/secret-box'
import { inTransaction } from '#platform/transaction'
import { openAccount } from '../../src/domains/accounts/index.ts'
import { reviewContracts } from '../../src/domains/blocking/index.ts'
import {
  createService,
  createTariff,
  PLAIN_TERMS,
  type ServiceForm,
  type ServiceKind,
  type ServiceTerms,
  type Terms,
} from '../../src/domains/catalogue/index.ts'
import { carryRun, startRun } from '../../src/domains/charging/index.ts'
import { countDifferingWallets, readBalances, readBooks } from '../../src/domains/ledger/index.ts'
import { acceptPayment } from '../../src/domains/payments/index.ts'
import { registerSubscriber, signContract } from '../../src/domains/subscribers/index.ts'
import { followUp, type Hands } from '../../src/processes/worker/subscriptions.ts'
import { createTestClock, type TestClock } from './clock.ts'
import { createTestDatabase, type TestDatabase } from './database.ts'

const ACTOR: Actor = systemActor('test')

export type Customer = { subscriberId: number; contractId: number; accountId: number }

/** A whole provider in a database of its own, under a clock that the test moves. */
export type TestHouse = {
  ground: Ground
  clock: TestClock
  database: TestDatabase
  box: SecretBox
  /** Does a deed in a transaction of its own. */
  deed<Result>(work: (ctx: Context) => Promise<Result>): Promise<Result>
  /** Publishes a tariff: 600.00 a month in advance, `before-charge`, unless said otherwise. */
  tariff(name: string, terms?: Partial<Terms>): Promise<number>
  /** Publishes a service from 2020 on. */
  service(
    kind: ServiceKind,
    name: string,
    terms: Partial<ServiceTerms> & { priceMinor: bigint },
    form?: Partial<ServiceForm>,
  ): Promise<number>
  /** Connects a subscriber, as staff and worker do it together. */
  connect(form: { login: string; tariffId: number; creditMinor?: bigint }): Promise<Customer>
  /** Takes a payment and lets blocking look at it. */
  pay(contractId: number, amountMinor: bigint, externalId?: string): Promise<number>
  /** What the worker does at the start of a day. */
  night(): Promise<{ postingsCount: number }>
  /** What the worker does by itself: whatever follows from what has been told since. */
  work(): Promise<void>
  balance(contractId: number): Promise<bigint>
  /** Breaks the test unless the books balance. */
  audit(): Promise<void>
}

const TERMS: Terms = {
  ...PLAIN_TERMS,
  feeMinor: 600_00n,
  feePeriod: 'month',
  feeCharged: 'in-advance',
  blockPolicy: 'before-charge',
  speedDownKbps: 100_000,
  speedUpKbps: 50_000,
}

const SERVICE: Omit<ServiceForm, 'name'> & Omit<ServiceTerms, 'priceMinor'> = {
  quantityMax: 100,
  discountScope: 'account',
  members: [],
  externalId: '',
  activationMinor: 0n,
  firstPeriod: 'by-days',
  lastPeriod: 'by-days',
  promoDays: 0,
  promoPriceMinor: 0n,
  termMonthsMin: 0,
  exitFeeMinor: 0n,
  blockFees: { money: 0n, staff: 0n, 'own-wish': 0n },
  quantityDiscounts: [],
  turbo: null,
}

/** Opens a house at a moment such as `2026-04-01T09:00:00+03:00`; closed when the test ends. */
export async function openHouse(
  t: { after(close: () => Promise<void>): void },
  start: string,
): Promise<TestHouse> {
  const database = await createTestDatabase()
  t.after(database.close)
  const clock = createTestClock(start)
  const ground: Ground = { db: database.db, clock, log: silentLog }
  const box = createSecretBox(randomBytes(32))
  const deed = <Result>(work: (ctx: Context) => Promise<Result>) =>
    inTransaction(ground, ACTOR, work)
  let payments = 0
  const heard = { lastId: 0n }

  return {
    ground,
    clock,
    database,
    box,
    deed,
    async tariff(name, terms = {}) {
      const from = Temporal.PlainDate.from('2020-01-01')
      const offer = { name, family: 'internet-flat', serviceClass: 'internet', from } as const
      return (await deed((ctx) => createTariff(ctx, { ...TERMS, ...terms, ...offer }))).id
    },
    async service(kind, name, terms, form = {}) {
      const from = Temporal.PlainDate.from('2020-01-01')
      const service = { ...SERVICE, ...terms, ...form, kind, name, from, serviceClass: 'periodic' }
      return (await deed((ctx) => createService(ctx, service))).id
    },
    connect: (form) => deed((ctx) => connect(ctx, box, form)),
    async pay(contractId, amountMinor, externalId) {
      payments += 1
      return deed(async (ctx) => {
        const { payment } = await acceptPayment(ctx, {
          source: 'test',
          externalId: externalId ?? String(payments),
          contractId,
          amountMinor,
          method: 'cash',
          paidOn: dayOfTest(ctx),
          documentNumber: '',
          comment: '',
        })
        await reviewContracts(ctx, [contractId])
        return payment.id
      })
    },
    async night() {
      const run = await deed(startRun)
      await carryRun(ground, ACTOR, run.id)
      const { rows } = await database.pool.query<{ id: number }>(
        'select id from subscribers.contracts',
      )
      await deed((ctx) =>
        reviewContracts(
          ctx,
          rows.map(({ id }) => id),
        ),
      )
      const done = await database.pool.query<{ postingsCount: number }>(
        'select postings_count as "postingsCount" from charging.runs where id = $1',
        [run.id],
      )
      return done.rows[0] ?? { postingsCount: -1 }
    },
    work: () => followNews(ground, box, heard),
    async balance(contractId) {
      return (await deed((ctx) => readBalances(ctx, [contractId]))).get(contractId) ?? 0n
    },
    audit: () => deed(auditBooks),
  }
}

/** The real subscriptions on what was told after the last time, until there is nothing new. */
async function followNews(
  ground: Ground,
  box: SecretBox,
  heard: { lastId: bigint },
): Promise<void> {
  const client = createRadiusClient()
  const background: Promise<void>[] = []
  const hands: Hands = {
    ground,
    messenger: { ground, box, client },
    scripts: { wake: () => undefined },
    inBackground: (work) => background.push(work),
  }
  for (;;) {
    const events = await ground.db
      .selectFrom('platform.events')
      .select(['id', 'name', 'payload'])
      .where('id', '>', heard.lastId)
      .orderBy('id')
      .execute()
    if (events.length === 0) break
    for (const { id, name, payload } of events) {
      await followUp(hands, { id, name, payload: payload as DomainEvent['payload'] }) // as it was told
      heard.lastId = id
    }
    await Promise.all(background.splice(0))
  }
  await client.close()
}

/** The business day of a test: the operator's default time zone. */
export function dayOfTest(ctx: Context): Temporal.PlainDate {
  return ctx.now().toZonedDateTimeISO('Europe/Moscow').toPlainDate()
}

async function connect(
  ctx: Context,
  box: SecretBox,
  { login, tariffId, creditMinor = 0n }: { login: string; tariffId: number; creditMinor?: bigint },
): Promise<Customer> {
  const { id: subscriberId } = await registerSubscriber(ctx, {
    kind: 'person',
    name: '',
    surname: 'Иванова',
    givenName: 'Анна',
    patronymic: '',
    requisites: {},
    note: '',
    contacts: [],
    addresses: [],
  })
  const { id: contractId } = await signContract(ctx, {
    subscriberId,
    number: '',
    signedOn: dayOfTest(ctx),
    paymentMethod: 'advance',
    creditMinor,
    isNeverBlocked: false,
  })
  const { id: accountId } = await openAccount(ctx, {
    contractId,
    agentId: 1,
    tariffId,
    login,
    passwordSealed: box.seal('secret123'),
    sessionsMax: 1,
    addressSource: 'pool',
    address: '',
    interfaceId: '',
    note: '',
  })
  await reviewContracts(ctx, [contractId])
  return { subscriberId, contractId, accountId }
}

async function auditBooks(ctx: Context): Promise<void> {
  const total = (await readBooks(ctx)).reduce((sum, { balanceMinor }) => sum + balanceMinor, 0n)
  if (total !== 0n) throw new Error(`The trial balance is ${total}`)
  const differing = await countDifferingWallets(ctx)
  if (differing > 0) throw new Error(`${differing} wallets differ from their postings`)
}
