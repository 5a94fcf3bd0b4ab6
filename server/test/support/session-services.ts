import type { TestContext } from 'node:test'
import { ATTRIBUTE, type Packet } from '@altyn/radius'
import type { Context } from '#platform/context'
import {
  createTariff,
  PLAIN_TERMS,
  type Terms,
  type UsageTerms,
} from '../../src/domains/catalogue/index.ts'
import { createCategory } from '../../src/domains/catalogue/traffic-categories/keep-categories.ts'
import type { DialectName } from '../../src/domains/network/index.ts'
import { createSessionService } from '../../src/domains/network/session-services/keep-session-services.ts'
import type { SessionServiceForm } from '../../src/domains/network/session-services/session-services.store.ts'
import { reviewUsage } from '../../src/processes/worker/jobs.ts'
import { openAccessServer, type Report } from './access-server.ts'
import { openHouse, type TestHouse } from './house.ts'

export const MB = 1_048_576n

/** Ivanova on a tariff by megabytes, at a server that gives INET, LOCAL at a price of its own and TV for nothing. */
export async function furnishServices(t: TestContext, dialect: DialectName = 'cisco') {
  const house = await openHouse(t, '2026-04-10T12:00:00+03:00')
  await house.deed(nameOwnNetwork)
  const tariffId = await sellMegabytes(house)
  const server = await openAccessServer(t, house, { dialect })
  await describeService(house, 'INET', { tariffIds: [tariffId], slot: 'internet' })
  await describeService(house, 'LOCAL', {
    isForAll: true,
    counting: 'category',
    category: 'local',
  })
  await describeService(house, 'TV', { isForAll: true, counting: 'nothing' })
  const anna = await house.connect({ login: 'ivanova', tariffId })
  await house.pay(anna.contractId, 1_000_00n)
  await house.work()
  const owned = (megabytes: bigint): Pick<Report, 'down'> => ({ down: megabytes * MB })
  return {
    house,
    server,
    anna,
    tariffId,
    /** The session itself, and a service of it. */
    session: (status: Report['status'], megabytes = 0n, more: Partial<Report> = {}) =>
      server.report({ status, ...owned(megabytes), ...more }),
    part: (name: string, status: Report['status'], megabytes = 0n, more: Partial<Report> = {}) =>
      server.report({
        status,
        service: name,
        session: `session-1:${name}`,
        ...owned(megabytes),
        ...more,
      }),
    /** What has been charged so far. */
    async charged() {
      await reviewUsage(house.ground)
      await house.work()
      return 1_000_00n - (await house.balance(anna.contractId))
    },
    async hours() {
      const { rows } = await house.database.pool.query<{ category: string; megabytes: string }>(
        `select category, (sum(octets_in) / ${MB})::bigint::text as megabytes
         from usage.hours group by 1 having sum(octets_in) > 0 order by 1`,
      )
      return rows.map(({ category, megabytes }) => `${category || 'own'} ${megabytes}`).join(', ')
    },
  }
}

/** Describes a service of sessions: with the session unless said otherwise. */
export function describeService(
  house: TestHouse,
  name: string,
  form: Partial<SessionServiceForm> = {},
): Promise<{ id: number; version: number }> {
  const plain = {
    name,
    title: name,
    agentId: null,
    counting: 'session' as const,
    category: null,
    speed: null,
    slot: '',
    isForAll: false,
    isForGuests: false,
    tariffIds: [],
    serviceIds: [],
    note: '',
  }
  return house.deed((ctx) => createSessionService(ctx, { ...plain, ...form }))
}

/** A tariff without a fee on which a megabyte costs 2.00, one of the own network 0.10. */
export function sellMegabytes(house: TestHouse, name = 'По мегабайтам'): Promise<number> {
  const usage: UsageTerms = {
    kind: 'volume',
    counts: 'sum',
    included: 0,
    carriesOver: false,
    includedByDays: true,
    stepping: 'graduated',
    prices: [
      { category: null, band: null, steps: [{ from: 0, price: '2' }] },
      { category: 'local', band: null, steps: [{ from: 0, price: '0.10' }] },
    ],
  }
  const terms: Terms = {
    ...PLAIN_TERMS,
    feeMinor: 0n,
    feePeriod: 'month',
    feeCharged: 'in-advance',
    blockPolicy: 'after-debt',
    speedDownKbps: 100_000,
    speedUpKbps: 100_000,
    usage,
  }
  const from = Temporal.PlainDate.from('2026-01-01')
  const offer = { name, family: 'internet-volume', serviceClass: 'internet', from } as const
  return house.deed(async (ctx) => (await createTariff(ctx, { ...terms, ...offer })).id)
}

async function nameOwnNetwork(ctx: Context): Promise<void> {
  await createCategory(ctx, { code: 'local', nameRu: 'Своя сеть', nameEn: 'Own network' })
}

/** Services that an Access-Accept activates, by their names. */
export function activatedBy(reply: Packet): string[] {
  const ofIsg = reply.readStrings(ATTRIBUTE['Cisco-Account-Info']).map((text) => text.slice(1))
  const ofJunos = reply.readStrings(ATTRIBUTE['ERX-Service-Activate']).map((text) => text.slice(1))
  return [...ofIsg, ...ofJunos]
}
