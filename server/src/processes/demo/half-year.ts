import { setTimeout as pause } from 'node:timers/promises'
import { type Actor, type Context, systemActor } from '#platform/context'
import { Refusal } from '#platform/refusal'
import { inTransaction } from '#platform/transaction'
import { ensurePartitions } from '#platform/upkeep/partitions'
import {
  assignService,
  changeTariff,
  findAccounts,
  findAssignedServices,
  openAccount,
} from '../../domains/accounts/index.ts'
import { blockAccount, reviewContracts, unblockAccount } from '../../domains/blocking/index.ts'
import { carryRun, startRun } from '../../domains/charging/index.ts'
import { issueInvoice } from '../../domains/documents/index.ts'
import { acceptPayment } from '../../domains/payments/index.ts'
import { registerSubscriber, signContract } from '../../domains/subscribers/index.ts'
import { type AccountingRecord, recordAccounting } from '../../domains/usage/index.ts'
import type { ProcessGround } from '../ground.ts'
import { buildHouse, type DemoHouse } from './house.ts'
import { inventSubscriber } from './people.ts'
import type { Dice } from './seed.ts'

export const DEMO_MONTHS = 6
const SESSION_DAYS = 14
const CONNECTED_AT_ONCE = 100
const ZONE = 'Europe/Moscow'
const RUN_WAIT_MS = 600_000
const RUN_LOOK_MS = 500
const COUNTER: Actor = { ...systemActor('cash-desk'), id: 'staff:1', name: 'Касса, Орлова М.' }
const SYSTEM = systemActor('demo')

type Customer = {
  contractId: number
  accountId: number
  login: string
  feeMinor: bigint
  isBusiness: boolean
  isCareless: boolean
}
export type DemoClock = { now(): Temporal.Instant; set(instant: Temporal.Instant): void }
export type DemoWork = {
  ground: ProcessGround
  clock: DemoClock
  dice: Dice
  subscribers: number
  say(line: string): void
}

export const passwordOf = (login: string) => `pass-${login}`

/** Half a year in the life of a provider, done by the same deeds that staff and worker do. */
export async function liveHalfYear(work: DemoWork): Promise<Customer[]> {
  const { ground, clock, say } = work
  const today = clock.now().toZonedDateTimeISO(ZONE).startOfDay()
  const firstDay = today.subtract({ months: DEMO_MONTHS }).with({ day: 1 })
  clock.set(firstDay.add({ hours: 8 }).toInstant())
  const house = await inTransaction(ground, SYSTEM, async (ctx) => {
    await ensurePartitions(ctx, 1)
    await ensurePartitions(ctx, DEMO_MONTHS)
    return buildHouse(ctx, ground.box)
  })
  const customers: Customer[] = []
  const days = Math.round(firstDay.until(today).total('days'))
  for (let i = 0; i <= days; i += 1) {
    const day = firstDay.add({ days: i })
    clock.set(day.add({ minutes: 2 }).toInstant())
    await chargeDay(work)
    clock.set(day.add({ hours: 10 }).toInstant())
    await connectNew(work, house, customers, { day: i, days })
    clock.set(day.add({ hours: 14 }).toInstant())
    await takePayments(work, customers, day.day)
    await changeMinds(work, house, customers)
    await sellServices(work, house, customers)
    if (days - i <= SESSION_DAYS) await surf(work, customers, day)
    if (day.day === 2) await invoiceCompanies(work, customers, day.toPlainDate())
    if (i % 15 === 0) say(`${day.toPlainDate()}: ${customers.length} subscribers`)
  }
  return customers
}

/** The worker may be at its own run of the night: it is waited for. */
async function startOwnRun({ ground }: DemoWork): Promise<{ id: number }> {
  const deadline = performance.now() + RUN_WAIT_MS
  for (;;) {
    try {
      return await inTransaction(ground, SYSTEM, startRun)
    } catch (error) {
      const isRunning = error instanceof Refusal && error.code === 'charging.already-running'
      if (!isRunning || performance.now() > deadline) throw error
      await pause(RUN_LOOK_MS)
    }
  }
}

async function chargeDay(work: DemoWork): Promise<void> {
  const { ground } = work
  const run = await startOwnRun(work)
  await carryRun(ground, SYSTEM, run.id)
  // What the worker does when the money of a contract runs short.
  const { rows } = await ground.pool.query<{ ids: number[] }>(
    `select coalesce(array_agg(distinct id::int), '{}') as ids
    from platform.events, jsonb_array_elements_text(payload -> 'contractIds') as id
    where name = 'charging.money-short' and occurred_at >= $1`,
    [ground.clock.now().toString()],
  )
  const ids = rows[0]?.ids ?? []
  if (ids.length > 0) await inTransaction(ground, SYSTEM, (ctx) => reviewContracts(ctx, ids))
}

/** Two thirds are there from the first day on, the others come one by one. */
async function connectNew(
  work: DemoWork,
  house: DemoHouse,
  customers: Customer[],
  { day, days }: { day: number; days: number },
): Promise<void> {
  const { subscribers, say } = work
  const wanted = Math.min(subscribers, Math.round(subscribers * (0.66 + (0.34 * day) / days)))
  while (customers.length < wanted) {
    const count = Math.min(CONNECTED_AT_ONCE, wanted - customers.length)
    const fresh = await inTransaction(work.ground, COUNTER, async (ctx) => {
      const connected: Customer[] = []
      for (let i = 1; i <= count; i += 1) {
        connected.push(await connect(ctx, work, house, customers.length + i))
      }
      for (const customer of connected) await pay(ctx, customer, customer.feeMinor)
      await reviewContracts(
        ctx,
        connected.map(({ contractId }) => contractId),
      )
      return connected
    })
    customers.push(...fresh)
    if (day === 0) say(`${customers.length} subscribers connected`)
  }
}

async function connect(
  ctx: Context,
  { ground, dice }: DemoWork,
  house: DemoHouse,
  number: number,
): Promise<Customer> {
  const form = inventSubscriber(dice, number)
  const isBusiness = form.kind !== 'person'
  const login = `${isBusiness ? 'biz' : 'home'}${String(number).padStart(5, '0')}`
  const hasFixedAddress = isBusiness && number % 2 === 0
  const { id: subscriberId } = await registerSubscriber(ctx, form)
  const { id: contractId } = await signContract(ctx, {
    subscriberId,
    number: '',
    signedOn: dayIn(ctx),
    paymentMethod: isBusiness ? 'credit' : 'advance',
    creditMinor: isBusiness ? 5000_00n : 0n,
    isNeverBlocked: false,
  })
  const { id: accountId } = await openAccount(ctx, {
    contractId,
    agentId: house.agentId,
    tariffId: dice.pick(isBusiness ? house.business : house.home),
    login,
    passwordSealed: ground.box.seal(passwordOf(login)),
    sessionsMax: 1,
    interfaceId: '',
    addressSource: hasFixedAddress ? 'static' : 'pool',
    address: hasFixedAddress ? fixedAddress(number) : '',
    note: '',
  })
  const feeMinor = isBusiness ? 3000_00n : 700_00n
  return { contractId, accountId, login, feeMinor, isBusiness, isCareless: dice.chance(12) }
}

/** An address of the documentation network 198.18.0.0/15 (RFC 2544). */
function fixedAddress(number: number): string {
  return `198.18.${Math.floor(number / 250) % 250}.${1 + (number % 250)}`
}

function dayIn(ctx: Context): Temporal.PlainDate {
  return ctx.now().toZonedDateTimeISO(ZONE).toPlainDate()
}

let paymentNumber = 0

async function pay(
  ctx: Context,
  { contractId, isBusiness }: Customer,
  amountMinor: bigint,
): Promise<void> {
  paymentNumber += 1
  await acceptPayment(ctx, {
    source: 'demo',
    externalId: String(paymentNumber),
    contractId,
    amountMinor,
    method: isBusiness ? 'bank' : 'cash',
    paidOn: dayIn(ctx),
    documentNumber: isBusiness ? `ПП-${paymentNumber}` : `ПКО-${paymentNumber}`,
    comment: '',
  })
}

/** Most pay before the month ends, the careless when they notice that nothing works. */
async function takePayments(
  { ground, dice }: DemoWork,
  customers: Customer[],
  day: number,
): Promise<void> {
  const payers = customers.filter(({ isCareless }) => dice.chance(isCareless || day < 24 ? 1 : 11))
  if (payers.length === 0) return
  await inTransaction(ground, COUNTER, async (ctx) => {
    for (const customer of payers) {
      await pay(ctx, customer, customer.feeMinor + BigInt(dice.below(4)) * 100_00n)
    }
    await reviewContracts(
      ctx,
      payers.map(({ contractId }) => contractId),
    )
  })
}

/** Now and then somebody changes the tariff, goes away for a while, or comes back. */
async function changeMinds(
  { ground, dice }: DemoWork,
  house: DemoHouse,
  customers: Customer[],
): Promise<void> {
  for (let i = 0; i < 3 && customers.length > 0; i += 1) {
    const { accountId, isBusiness } = dice.pick(customers)
    await inTransaction(ground, COUNTER, async (ctx) => {
      const [account] = await findAccounts(ctx, { ids: [accountId] })
      if (!account) return
      const order = { accountId, kind: 'own-wish', reason: 'отпуск' } as const
      if (account.state === 'own-wish') await unblockAccount(ctx, order)
      else if (account.state === 'active' && i === 0) await blockAccount(ctx, order)
      else if (!isBusiness) {
        const from = ctx.now().toZonedDateTimeISO(ZONE).toPlainDate()
        const tariffId = dice.pick(house.home)
        await changeTariff(ctx, { id: accountId, version: account.version, tariffId, from })
        await reviewContracts(ctx, [account.contractId])
      }
    })
  }
}

/** A service, or a router in instalments, for two or three a day. */
async function sellServices(
  { ground, dice }: DemoWork,
  house: DemoHouse,
  customers: Customer[],
): Promise<void> {
  if (customers.length === 0) return
  for (let i = 0; i < 3; i += 1) {
    const { accountId, contractId } = dice.pick(customers)
    const isRouter = dice.chance(20)
    const serviceId = isRouter ? house.router : dice.pick(house.recurring)
    await inTransaction(ground, COUNTER, async (ctx) => {
      const [account] = await findAccounts(ctx, { ids: [accountId] })
      const held = await findAssignedServices(ctx, [accountId])
      if (account?.state !== 'active' || held.some((row) => row.serviceId === serviceId)) return
      const from = ctx.now().toZonedDateTimeISO(ZONE).toPlainDate()
      const plan = isRouter ? { firstMinor: 700_00n, parts: 7 } : null
      const order = { accountId, serviceId, quantity: 1, from, until: null, plan, comment: '' }
      await assignService(ctx, order)
      await reviewContracts(ctx, [contractId])
    })
  }
}

/** Yesterday's sessions: an evening on-line, more down than up. */
async function surf(
  { ground, dice }: DemoWork,
  customers: Customer[],
  day: Temporal.ZonedDateTime,
): Promise<void> {
  const records = customers
    .filter(() => dice.chance(70))
    .map((customer): AccountingRecord => {
      const sessionSeconds = 600 + dice.below(40_000)
      const octetsIn = BigInt(sessionSeconds) * BigInt(20_000 + dice.below(300_000))
      return {
        kind: 'stop',
        nasId: customer.isBusiness ? 3 : 1 + (customer.accountId % 2),
        acctSessionId: `${day.toPlainDate()}-${customer.accountId}`,
        login: customer.login,
        accountId: customer.accountId,
        contractId: customer.contractId,
        isGuest: false,
        guestAccountId: null,
        isTrafficIgnored: false,
        at: day.add({ hours: 1, seconds: dice.below(40_000) }).toInstant(),
        address: null,
        framedPrefix: null,
        delegatedPrefix: null,
        callingStation: stationOf(customer.accountId),
        calledStation: '',
        line: '',
        nasPort: '',
        octetsIn,
        octetsOut: octetsIn / BigInt(5 + dice.below(10)),
        sessionSeconds,
        cause: 'User-Request',
        speedDownKbps: null,
        speedUpKbps: null,
        interimSeconds: null,
      }
    })
  await inTransaction(ground, SYSTEM, (ctx) => recordAccounting(ctx, records))
}

export function stationOf(accountId: number): string {
  const hex = accountId.toString(16).padStart(6, '0').toUpperCase()
  return `52-54-00-${hex.slice(0, 2)}-${hex.slice(2, 4)}-${hex.slice(4, 6)}`
}

/** On the second of the month companies get the invoice of the last one. */
async function invoiceCompanies(
  { ground }: DemoWork,
  customers: Customer[],
  day: Temporal.PlainDate,
): Promise<void> {
  const month = day.subtract({ months: 1 }).toPlainYearMonth()
  for (const { contractId } of customers.filter(({ isBusiness }) => isBusiness)) {
    await inTransaction(ground, SYSTEM, (ctx) => issueInvoice(ctx, { contractId, month })).catch(
      (error: unknown) => ground.log.debug({ error: String(error) }, 'no invoice'),
    )
  }
}
