import assert from 'node:assert/strict'
import { test } from 'node:test'
import { formatAmount, parseRate } from '@altyn/money'
import fc from 'fast-check'
import { billCalls, type CallAllowance, type CallGroup, carryMinutesOver } from './call-bill.ts'
import { type CallTerms, type DirectionPrice, priceIncoming, priceOutgoing } from './call-price.ts'

const BY_SECONDS: CallTerms = {
  stepSeconds: 1,
  freeSeconds: 0,
  minimumSeconds: 0,
  callRate: 0n,
  incomingRate: 0n,
}
const BY_MINUTES = { ...BY_SECONDS, stepSeconds: 60 }
const direction = (rate: string, more: Partial<DirectionPrice> = {}): DirectionPrice => ({
  prefix: '7495',
  band: null,
  name: 'Москва',
  class: 'long-distance',
  rate: parseRate(rate),
  callRate: 0n,
  stepSeconds: null,
  freeSeconds: null,
  minimumSeconds: null,
  ...more,
})
const NOTHING_INCLUDED: CallAllowance = {
  included: 0,
  carriesOver: false,
  includedByDays: true,
  includedClasses: [],
}
const WHOLE = { days: 30, ofDays: 30 }

/** What a single call costs when nothing is included. */
function costOf(seconds: number, terms: CallTerms, price: DirectionPrice): string {
  const { billedSeconds, rate, callRate } = priceOutgoing(seconds, terms, price)
  const group = { day: 1, class: price.class, calls: 1, billedSeconds, rate, callRate }
  return formatAmount(billCalls(NOTHING_INCLUDED, [group], { share: WHOLE }).dueMinor)
}

const PRICE_LIST: [
  what: string,
  seconds: number,
  terms: CallTerms,
  price: DirectionPrice,
  sum: string,
][] = [
  ['2,40 ₽/min by seconds, 90 s', 90, BY_SECONDS, direction('2.4'), '3.60'],
  ['2,40 ₽/min by minutes, 61 s', 61, BY_MINUTES, direction('2.4'), '4.80'],
  ['2,40 ₽/min by minutes, 60 s', 60, BY_MINUTES, direction('2.4'), '2.40'],
  ['a call that was not answered', 0, BY_MINUTES, direction('2.4', { callRate: 100n }), '0.00'],
  ['free up to 5 s, 5 s', 5, { ...BY_MINUTES, freeSeconds: 5 }, direction('2.4'), '0.00'],
  ['free up to 5 s, 6 s', 6, { ...BY_MINUTES, freeSeconds: 5 }, direction('2.4'), '2.40'],
  ['at least 30 s, 7 s', 7, { ...BY_SECONDS, minimumSeconds: 30 }, direction('2.4'), '1.20'],
  [
    'at least 30 s in steps of 20 s, 7 s',
    7,
    { ...BY_SECONDS, stepSeconds: 20, minimumSeconds: 30 },
    direction('3'),
    '2.00',
  ],
  [
    'the fact of a call 1,50 ₽ and 2,40 ₽/min, 60 s',
    60,
    { ...BY_MINUTES, callRate: parseRate('1.5') },
    direction('2.4'),
    '3.90',
  ],
  [
    'the direction takes 0,50 ₽ more for the fact of a call',
    60,
    { ...BY_MINUTES, callRate: parseRate('1.5') },
    direction('2.4', { callRate: parseRate('0.5') }),
    '4.40',
  ],
  [
    'a direction with steps of its own',
    61,
    BY_MINUTES,
    direction('2.4', { stepSeconds: 1 }),
    '2.44',
  ],
  ['a thousandth of a rouble, 60 s', 60, BY_MINUTES, direction('0.004'), '0.00'],
  ['half a kopeck is one', 60, BY_MINUTES, direction('0.005'), '0.01'],
]

for (const [what, seconds, terms, price, sum] of PRICE_LIST) {
  test(`${what} → ${sum} ₽`, () => assert.equal(costOf(seconds, terms, price), sum))
}

test('an incoming call costs the one who is called', () => {
  const terms = { ...BY_MINUTES, incomingRate: parseRate('0.30') }
  assert.deepEqual(priceIncoming(61, terms), {
    billedSeconds: 120,
    rate: parseRate('0.30'),
    callRate: 0n,
  })
})

const group = (more: Partial<CallGroup> = {}): CallGroup => ({
  day: 1,
  class: 'local',
  rate: parseRate('1'),
  callRate: 0n,
  calls: 1,
  billedSeconds: 600,
  ...more,
})
const far = { class: 'international', rate: parseRate('10') }
const INCLUDED: [
  what: string,
  terms: Partial<CallAllowance>,
  groups: CallGroup[],
  days: number,
  sum: string,
][] = [
  ['10 min at 1 ₽, nothing included', {}, [group()], 30, '10.00'],
  ['10 min at 1 ₽, 4 included', { included: 4 }, [group()], 30, '6.00'],
  ['10 min at 1 ₽, 4 included, half a month', { included: 4 }, [group()], 15, '8.00'],
  [
    'included minutes go to the first day',
    { included: 10 },
    [group({ ...far, day: 2 }), group({ day: 1 })],
    30,
    '100.00',
  ],
  [
    'within a day they go to the dearest minutes',
    { included: 10 },
    [group(), group(far)],
    30,
    '10.00',
  ],
  [
    'only local ones are included',
    { included: 100, includedClasses: ['local'] },
    [group(), group(far)],
    30,
    '100.00',
  ],
  [
    'the fact of a call is paid though its minutes are included',
    { included: 100 },
    [group({ calls: 3, callRate: parseRate('1.5') })],
    30,
    '4.50',
  ],
  [
    'incoming minutes are never included',
    { included: 100 },
    [group({ class: 'incoming', rate: parseRate('0.3') })],
    30,
    '3.00',
  ],
]

for (const [what, terms, groups, days, sum] of INCLUDED) {
  test(`${what} → ${sum} ₽`, () => {
    const bill = billCalls({ ...NOTHING_INCLUDED, ...terms }, groups, {
      share: { days, ofDays: 30 },
    })
    assert.equal(formatAmount(bill.dueMinor), sum)
  })
}

test('minutes that were not used come over to the next month', () => {
  const terms = { ...NOTHING_INCLUDED, included: 10, carriesOver: true }
  const carriedSeconds = carryMinutesOver(terms, [group({ billedSeconds: 240 })], WHOLE)
  assert.equal(carriedSeconds, 360n)
  const bill = billCalls(terms, [group({ billedSeconds: 1200 })], { share: WHOLE, carriedSeconds })
  assert.equal(formatAmount(bill.dueMinor), '4.00', '20 − 10 − 6 minutes')
})

const anyGroups = fc.array(
  fc.record({
    day: fc.integer({ min: 1, max: 30 }),
    class: fc.constantFrom('local', 'mobile', 'international', 'incoming'),
    rate: fc.bigInt(0n, 100_000_000n),
    callRate: fc.bigInt(0n, 5_000_000n),
    calls: fc.integer({ min: 1, max: 20 }),
    billedSeconds: fc.integer({ min: 0, max: 100_000 }),
  }),
  { maxLength: 12 },
)
const anyTerms = fc.record({
  included: fc.integer({ min: 0, max: 5000 }),
  carriesOver: fc.boolean(),
  includedByDays: fc.boolean(),
  includedClasses: fc.constantFrom([], ['local'], ['local', 'mobile']),
})

test('the order in which calls became known does not change the bill', () => {
  fc.assert(
    fc.property(anyTerms, anyGroups, (terms, groups) => {
      const bill = (list: CallGroup[]) => billCalls(terms, list, { share: WHOLE })
      assert.deepEqual(bill(groups), bill(groups.toReversed()))
    }),
  )
})

test('more included minutes never make a bill dearer, and lines add up to it', () => {
  fc.assert(
    fc.property(anyTerms, anyGroups, (terms, groups) => {
      const bill = billCalls(terms, groups, { share: WHOLE })
      const richer = billCalls({ ...terms, included: terms.included + 10 }, groups, {
        share: WHOLE,
      })
      assert.ok(richer.exact <= bill.exact)
      assert.equal(
        bill.lines.reduce((sum, { exact }) => sum + exact, 0n),
        bill.exact,
      )
    }),
  )
})
