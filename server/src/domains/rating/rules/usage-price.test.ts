import assert from 'node:assert/strict'
import { test } from 'node:test'
import { formatAmount, parseRate } from '@altyn/money'
import fc from 'fast-check'
import {
  type AmountTerms,
  carryOver,
  type PriceStep,
  priceUsage,
  type Usage,
  type UsageGroup,
} from './usage-price.ts'

const MB = 1_048_576n
const NOTHING: Usage = { octetsIn: 0n, octetsOut: 0n, seconds: 0n }
const WHOLE = { days: 30, ofDays: 30 }

type Draft = Partial<AmountTerms> & { steps?: readonly PriceStep[] }
const volume = ({
  steps = [{ from: 0, rate: parseRate('1.50') }],
  ...terms
}: Draft = {}): AmountTerms => ({
  unit: 'megabyte',
  counts: 'sum',
  included: 0,
  carriesOver: false,
  includedByDays: true,
  stepping: 'graduated',
  prices: [{ category: null, band: null, steps }],
  ...terms,
})
const onDay = (usage: Usage, day = 1): UsageGroup => ({ ...usage, day, category: null, band: null })
const megabytes = (down: bigint, up = 0n): Usage => ({
  ...NOTHING,
  octetsIn: down * MB,
  octetsOut: up * MB,
})
const minutes = (seconds: bigint): Usage => ({ ...NOTHING, seconds })
const tiered = [
  { from: 0, rate: parseRate('2') },
  { from: 100, rate: parseRate('1') },
  { from: 1000, rate: parseRate('0.5') },
]

const PRICE_LIST: [what: string, terms: AmountTerms, usage: Usage, days: number, sum: string][] = [
  ['1,50 ₽/MB, 200 MB', volume(), megabytes(200n), 30, '300.00'],
  ['1,50 ₽/MB, 100 MB free, 200 MB', volume({ included: 100 }), megabytes(200n), 30, '150.00'],
  ['300 MB free, 200 MB used', volume({ included: 300 }), megabytes(200n), 30, '0.00'],
  ['300 MB free for half a month', volume({ included: 300 }), megabytes(200n), 15, '75.00'],
  [
    '300 MB free however short the month',
    volume({ included: 300, includedByDays: false }),
    megabytes(200n),
    15,
    '0.00',
  ],
  ['2/1/0.5 ₽ graduated, 1500 MB', volume({ steps: tiered }), megabytes(1500n), 30, '1350.00'],
  [
    '2/1/0.5 ₽ whole, 1500 MB',
    volume({ steps: tiered, stepping: 'whole' }),
    megabytes(1500n),
    30,
    '750.00',
  ],
  ['whole, 99 MB', volume({ steps: tiered, stepping: 'whole' }), megabytes(99n), 30, '198.00'],
  ['only down', volume({ counts: 'in' }), megabytes(10n, 90n), 30, '15.00'],
  ['only up', volume({ counts: 'out' }), megabytes(10n, 90n), 30, '135.00'],
  ['the larger way', volume({ counts: 'larger' }), megabytes(10n, 90n), 30, '135.00'],
  ['one octet at 1,50 ₽/MB', volume(), { ...NOTHING, octetsIn: 1n }, 30, '0.00'],
  ['half a kopeck is one', volume(), { ...NOTHING, octetsIn: 3_496n }, 30, '0.01'],
  [
    '0,35 ₽/min, 90 s',
    volume({ unit: 'minute', steps: [{ from: 0, rate: parseRate('0.35') }] }),
    minutes(90n),
    30,
    '0.53',
  ],
  [
    '60 min free, 0,35 ₽/min, 2 h',
    volume({ unit: 'minute', included: 60, steps: [{ from: 0, rate: parseRate('0.35') }] }),
    minutes(7200n),
    30,
    '21.00',
  ],
]

for (const [what, terms, usage, days, sum] of PRICE_LIST) {
  test(`${what} → ${sum} ₽`, () => {
    const { dueMinor } = priceUsage(terms, [onDay(usage)], { share: { days, ofDays: 30 } })
    assert.equal(formatAmount(dueMinor), sum)
  })
}

test('what was not used comes over to the next month, once', () => {
  const terms = volume({ included: 100, carriesOver: true })
  const left = carryOver(terms, [onDay(megabytes(40n))], WHOLE)
  const next = priceUsage(terms, [onDay(megabytes(170n))], { share: WHOLE, carried: left })
  assert.equal(formatAmount(next.dueMinor), '15.00', '170 − 100 − 60 = 10 MB')
  assert.equal(
    carryOver(terms, [onDay(megabytes(170n))], WHOLE),
    0n,
    'what came over is not carried again',
  )
  assert.equal(carryOver({ ...terms, carriesOver: false }, [onDay(megabytes(40n))], WHOLE), 0n)
})

const anyUsage = fc.record({
  octetsIn: fc.bigInt(0n, 1n << 45n),
  octetsOut: fc.bigInt(0n, 1n << 45n),
  seconds: fc.bigInt(0n, 2_678_400n),
})
const falling = fc
  .array(
    fc.record({
      from: fc.integer({ min: 1, max: 100_000 }),
      price: fc.integer({ min: 0, max: 9_000_000 }),
    }),
    { maxLength: 5 },
  )
  .map((rows) => {
    const froms = [0, ...new Set(rows.map(({ from }) => from).sort((a, b) => a - b))]
    return froms.map((from, i) => ({ from, rate: BigInt(rows[i]?.price ?? 1_000_000) }))
  })

test('a graduated price never falls when more is used', () => {
  fc.assert(
    fc.property(falling, anyUsage, anyUsage, (steps, usage, more) => {
      const terms = volume({ steps })
      const larger = {
        octetsIn: usage.octetsIn + more.octetsIn,
        octetsOut: usage.octetsOut + more.octetsOut,
        seconds: usage.seconds,
      }
      const before = priceUsage(terms, [onDay(usage)], { share: WHOLE }).exact
      assert.ok(priceUsage(terms, [onDay(larger)], { share: WHOLE }).exact >= before)
    }),
  )
})

test('the parts of a graduated price are the whole of what is paid for', () => {
  fc.assert(
    fc.property(falling, anyUsage, fc.integer({ min: 0, max: 5000 }), (steps, usage, included) => {
      const priced = priceUsage(volume({ steps, included }), [onDay(usage)], { share: WHOLE })
      assert.equal(
        priced.parts.reduce((sum, { amount }) => sum + amount, 0n),
        priced.paid,
      )
    }),
  )
})

const anyGroup = fc
  .record({
    usage: anyUsage,
    day: fc.integer({ min: 1, max: 30 }),
    category: fc.constantFrom(null, 'local'),
    band: fc.constantFrom(null, 'night'),
  })
  .map(({ usage, ...where }): UsageGroup => ({ ...usage, ...where }))

test('the order in which usage came does not change the sum', () => {
  fc.assert(
    fc.property(falling, fc.array(anyGroup, { minLength: 1, maxLength: 8 }), (steps, groups) => {
      const price = (list: readonly UsageGroup[]) =>
        priceUsage(volume({ steps, included: 500 }), list, { share: WHOLE }).dueMinor
      assert.equal(price(groups), price(groups.toReversed()))
    }),
  )
})

const BY_NIGHT = volume({
  prices: [
    { category: null, band: null, steps: [{ from: 0, rate: parseRate('2') }] },
    { category: null, band: 'night', steps: [{ from: 0, rate: parseRate('1') }] },
    { category: 'local', band: null, steps: [{ from: 0, rate: parseRate('0.10') }] },
    { category: 'local', band: 'night', steps: [{ from: 0, rate: 0n }] },
  ],
})
const used = (amount: bigint, where: Partial<UsageGroup>): UsageGroup => ({
  ...onDay(megabytes(amount)),
  ...where,
})
const BY_CATEGORY_AND_BAND: [
  what: string,
  terms: AmountTerms,
  groups: UsageGroup[],
  sum: string,
][] = [
  ['100 MB by day at 2 ₽', BY_NIGHT, [used(100n, {})], '200.00'],
  ['100 MB by night at 1 ₽', BY_NIGHT, [used(100n, { band: 'night' })], '100.00'],
  ['100 MB local by day at 0,10 ₽', BY_NIGHT, [used(100n, { category: 'local' })], '10.00'],
  [
    '100 MB local by night, free',
    BY_NIGHT,
    [used(100n, { category: 'local', band: 'night' })],
    '0.00',
  ],
  [
    'a band and a category without prices of their own cost as all others',
    BY_NIGHT,
    [used(10n, { category: 'abroad', band: 'weekend' })],
    '20.00',
  ],
  [
    '50 MB included go to the first day, by night as by day',
    { ...BY_NIGHT, included: 50 },
    [used(30n, { day: 2 }), used(60n, { day: 1, band: 'night' })],
    '70.00',
  ],
  [
    'which way is larger is asked of the whole month',
    volume({ counts: 'larger' }),
    [{ ...onDay(megabytes(10n, 0n), 1) }, { ...onDay(megabytes(0n, 30n), 2) }],
    '45.00',
  ],
]

for (const [what, terms, groups, sum] of BY_CATEGORY_AND_BAND) {
  test(`${what} → ${sum} ₽`, () => {
    assert.equal(formatAmount(priceUsage(terms, groups, { share: WHOLE }).dueMinor), sum)
  })
}
