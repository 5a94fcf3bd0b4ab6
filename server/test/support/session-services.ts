import type { Context } from '#platform/context'
import {
  createTariff,
  PLAIN_TERMS,
  type Terms,
  type UsageTerms,
} from '../../src/domains/catalogue/index.ts'
import { createCategory } from '../../src/domains/catalogue/traffic-categories/keep-categories.ts'
import { createSessionService } from '../../src/domains/network/session-services/keep-session-services.ts'
import type { SessionServiceForm } from '../../src/domains/network/session-services/session-services.store.ts'
import type { TestHouse } from './house.ts'

export const MB = 1_048_576n

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

export async function nameOwnNetwork(ctx: Context): Promise<void> {
  await createCategory(ctx, { code: 'local', nameRu: 'Своя сеть', nameEn: 'Own network' })
}
