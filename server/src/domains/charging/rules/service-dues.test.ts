import assert from 'node:assert/strict'
import { test } from 'node:test'
import { formatAmount, parseAmount } from '@altyn/money'
import fc from 'fast-check'
import type { BlockedDays } from './charge-facts.ts'
import { monthsBetween, toDayNumber } from './day-number.ts'
import {
  type AssignedService,
  computeServiceDues,
  instalmentsOf,
  type ServiceOffer,
  type ServiceTerms,
} from './service-dues.ts'

const day = (text: string) => toDayNumber(Temporal.PlainDate.from(text))

function service(
  kind: ServiceOffer['kind'],
  price: string,
  terms: Partial<ServiceTerms> = {},
): ServiceOffer {
  const version: ServiceTerms = {
    versionNumber: 1,
    from: day('2020-01-01'),
    until: null,
    audience: 'everybody',
    feeMinor: parseAmount(price),
    feePeriod: kind === 'daily' ? 'day' : 'month',
    feeCharged: kind === 'monthly' ? 'in-advance' : 'daily-parts',
    feeAnchor: 'calendar',
    firstPeriod: 'by-days',
    lastPeriod: 'by-days',
    blockFees: { money: 0n, staff: 0n, 'own-wish': 0n },
    blockFeeDaysMax: null,
    blockPolicy: 'none',
    activationMinor: 0n,
    promoDays: 0,
    promoPriceMinor: 0n,
    termMonthsMin: 0,
    exitFeeMinor: 0n,
    quantityDiscounts: [],
    ...terms,
  }
  const offer = { id: 1, name: 'Service', serviceClass: 'periodic', versions: [version] }
  return { ...offer, kind, discountScope: 'account' }
}

type Row = {
  says: string
  offer: ServiceOffer
  has: { from: string; until?: string; quantity?: number; plan?: AssignedService['plan'] }
  blocked?: [BlockedDays['kind'], string, string?][]
  /** What is due from the month of the first day to this day, in all. */
  asOf: string
  due: string
}

const months6 = { termMonthsMin: 6, exitFeeMinor: parseAmount('300') }
const PRICE_LIST: Row[] = [
  {
    says: 'a visit at 500 ₽ on 17 April',
    offer: service('one-off', '500'),
    has: { from: '2026-04-17', until: '2026-04-18' },
    asOf: '2026-04-17',
    due: '500.00',
  },
  {
    says: 'the same a day before',
    offer: service('one-off', '500'),
    has: { from: '2026-04-17', until: '2026-04-18' },
    asOf: '2026-04-16',
    due: '0.00',
  },
  {
    says: 'a fixed address at 150 ₽/month, taken on 16 April',
    offer: service('monthly', '150'),
    has: { from: '2026-04-16' },
    asOf: '2026-04-16',
    due: '75.00',
  },
  {
    says: '150 ₽/month by equal parts of days, on the fifth day',
    offer: service('monthly-by-days', '150'),
    has: { from: '2026-04-01' },
    asOf: '2026-04-05',
    due: '25.00',
  },
  {
    says: '10 ₽/day, three days',
    offer: service('daily', '10'),
    has: { from: '2026-04-28' },
    asOf: '2026-04-30',
    due: '30.00',
  },
  {
    says: 'three cameras at 100 ₽ with 20 % off from three on',
    offer: service('monthly', '100', { quantityDiscounts: [{ from: 3, basisPoints: 2000 }] }),
    has: { from: '2026-04-01', quantity: 3 },
    asOf: '2026-04-01',
    due: '240.00',
  },
  {
    says: 'with 100 ₽ for activation',
    offer: service('monthly', '150', { activationMinor: parseAmount('100') }),
    has: { from: '2026-04-01' },
    asOf: '2026-04-01',
    due: '250.00',
  },
  {
    says: 'the first ten days at 0 ₽',
    offer: service('monthly', '150', { promoDays: 10 }),
    has: { from: '2026-04-01' },
    asOf: '2026-04-30',
    due: '100.00',
  },
  {
    says: 'left after two months of six, 300 ₽',
    offer: service('monthly', '150', months6),
    has: { from: '2026-04-01', until: '2026-06-01' },
    asOf: '2026-06-30',
    due: '600.00',
  },
  {
    says: 'left after six months of six',
    offer: service('monthly', '100', months6),
    has: { from: '2026-01-01', until: '2026-07-01' },
    asOf: '2026-07-31',
    due: '600.00',
  },
  {
    says: 'an incomplete first month in full',
    offer: service('monthly', '150', { firstPeriod: 'full' }),
    has: { from: '2026-04-16' },
    asOf: '2026-04-16',
    due: '150.00',
  },
  {
    says: 'ten days of a pause, which cost nothing',
    offer: service('monthly', '150'),
    has: { from: '2026-04-01' },
    blocked: [['own-wish', '2026-04-11', '2026-04-21']],
    asOf: '2026-04-30',
    due: '100.00',
  },
  {
    says: 'a router at 4000 ₽: 1000 at once and the rest in seven parts, after three months',
    offer: service('one-off', '4000'),
    has: {
      from: '2026-01-10',
      until: '2026-01-11',
      plan: { firstMinor: parseAmount('1000'), parts: 7, repaidOn: null },
    },
    asOf: '2026-04-10',
    due: '2285.71',
  },
  {
    says: 'the same repaid on the day after the second part',
    offer: service('one-off', '4000'),
    has: {
      from: '2026-01-10',
      until: '2026-01-11',
      plan: { firstMinor: parseAmount('1000'), parts: 7, repaidOn: day('2026-03-11') },
    },
    asOf: '2026-04-10',
    due: '4000.00',
  },
]

for (const row of PRICE_LIST) {
  test(`${row.says} → ${row.due} ₽`, () => assert.equal(dueOf(row), row.due))
}

function dueOf({ offer, has, blocked = [], asOf }: Row): string {
  const { from, until, quantity = 1, plan = null } = has
  const assigned: AssignedService = {
    id: 1,
    serviceId: 1,
    quantity,
    quantityInScope: quantity,
    from: day(from),
    until: until ? day(until) : null,
    plan,
    adjustments: [],
  }
  const held = blocked.map(([kind, begin, end]) => ({
    kind,
    from: day(begin),
    until: end ? day(end) : null,
  }))
  const months = monthsBetween(Temporal.PlainDate.from(from), Temporal.PlainDate.from(asOf))
  const dues = computeServiceDues(assigned, offer, held, { months, asOf: day(asOf) })
  return formatAmount(dues.reduce((sum, { dueMinor }) => sum + dueMinor, 0n))
}

test('instalments are the price to the kopeck, whenever they are repaid', () => {
  fc.assert(
    fc.property(
      fc.bigInt(1n, 100_000_00n),
      fc.integer({ min: 0, max: 100 }),
      fc.integer({ min: 1, max: 60 }),
      fc.option(fc.integer({ min: 1, max: 2000 }), { nil: null }),
      (totalMinor, percent, parts, repaidAfter) => {
        const from = day('2026-01-31')
        const firstMinor = (totalMinor * BigInt(percent)) / 100n
        const repaidOn = repaidAfter === null ? null : from + repaidAfter
        const all = instalmentsOf(from, { firstMinor, parts, repaidOn }, totalMinor)
        assert.equal(
          all.reduce((sum, { amountMinor }) => sum + amountMinor, 0n),
          totalMinor,
        )
        assert.ok(all.every(({ amountMinor }) => amountMinor >= 0n))
      },
    ),
  )
})
