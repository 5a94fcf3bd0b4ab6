import assert from 'node:assert/strict'
import { test } from 'node:test'
import { formatAmount, parseAmount } from '@altyn/money'
import fc from 'fast-check'
import type { BlockedDays, FeeTerms, Offer } from './charge-facts.ts'
import { fromDayNumber, monthOf, toDayNumber } from './day-number.ts'
import { computeFee } from './fee.ts'
import type { Adjustment } from './price.ts'

const day = (text: string) => toDayNumber(Temporal.PlainDate.from(text))
const april = monthOf(Temporal.PlainDate.from('2026-04-01'))

function tariff(id: number, fee: string, terms: Partial<FeeTerms> = {}): Offer {
  const version: FeeTerms = {
    versionNumber: 1,
    from: day('2020-01-01'),
    until: null,
    audience: 'everybody',
    feeMinor: parseAmount(fee),
    feePeriod: 'month',
    feeCharged: 'in-advance',
    feeAnchor: 'calendar',
    firstPeriod: 'by-days',
    lastPeriod: 'by-days',
    blockFees: { money: 0n, staff: 0n, 'own-wish': 0n },
    blockFeeDaysMax: null,
    blockPolicy: 'after-debt',
    ...terms,
  }
  return { id, name: `Tariff ${id}`, serviceClass: 'internet', versions: [version] }
}

type Row = {
  says: string
  tariffs: Offer[]
  /** [tariff, from, until?] */
  has: [number, string, string?][]
  blocked?: [BlockedDays['kind'], string, string?][]
  agreed?: Partial<Adjustment>[]
  asOf: string
  due: string
}

function feeOf(row: Omit<Row, 'says' | 'due'>) {
  const facts = {
    holdings: row.has.map(([offerId, from, until]) => ({
      offerId,
      quantity: 1,
      from: day(from),
      until: until ? day(until) : null,
    })),
    blocked: (row.blocked ?? []).map(([kind, from, until]) => ({
      kind,
      from: day(from),
      until: until ? day(until) : null,
    })),
    adjustments: (row.agreed ?? []).map((agreed, i) => ({ ...AGREED, id: i, ...agreed })),
  }
  const tariffs = new Map(row.tariffs.map((item) => [item.id, item]))
  return computeFee(facts, tariffs, { month: april, asOf: day(row.asOf) })
}

const AGREED: Adjustment = {
  id: 0,
  kind: 'percent',
  amount: 0n,
  from: 0,
  until: null,
  priority: 100,
  isStacking: true,
  title: '',
}
const daily: Partial<FeeTerms> = { feeCharged: 'daily-parts' }
const perDay: Partial<FeeTerms> = { feePeriod: 'day', feeCharged: 'daily-parts' }

// Read as a price list: who, on which terms, pays how much for April 2026 (30 days).
const PRICE_LIST: Row[] = [
  {
    says: '600 a month, here all month',
    tariffs: [tariff(1, '600')],
    has: [[1, '2026-01-10']],
    asOf: '2026-04-01',
    due: '600.00',
  },
  {
    says: '600 a month, connected on the 17th',
    tariffs: [tariff(1, '600')],
    has: [[1, '2026-04-17']],
    asOf: '2026-04-17',
    due: '280.00',
  },
  {
    says: 'connected on the last day',
    tariffs: [tariff(1, '600')],
    has: [[1, '2026-04-30']],
    asOf: '2026-04-30',
    due: '20.00',
  },
  {
    says: 'connects tomorrow',
    tariffs: [tariff(1, '600')],
    has: [[1, '2026-04-18']],
    asOf: '2026-04-17',
    due: '0.00',
  },
  {
    says: '500 a month, 7 of 30 days: one rounding',
    tariffs: [tariff(1, '500')],
    has: [[1, '2026-04-24']],
    asOf: '2026-04-24',
    due: '116.67',
  },
  {
    says: 'from 600 to 900 on the 16th, known on the 1st: the plan does not count yet',
    tariffs: [tariff(1, '600'), tariff(2, '900')],
    has: [
      [1, '2026-01-01', '2026-04-16'],
      [2, '2026-04-16'],
    ],
    asOf: '2026-04-01',
    due: '600.00',
  },
  {
    says: 'from 600 to 900 on the 16th, when it comes',
    tariffs: [tariff(1, '600'), tariff(2, '900')],
    has: [
      [1, '2026-01-01', '2026-04-16'],
      [2, '2026-04-16'],
    ],
    asOf: '2026-04-16',
    due: '750.00',
  },
  {
    says: 'closed on the 10th: ten days',
    tariffs: [tariff(1, '600')],
    has: [[1, '2026-01-01', '2026-04-11']],
    asOf: '2026-04-10',
    due: '200.00',
  },
  {
    says: 'a pause from the 11th to the 20th is free',
    tariffs: [tariff(1, '600')],
    has: [[1, '2026-01-01']],
    blocked: [['own-wish', '2026-04-11', '2026-04-21']],
    asOf: '2026-04-30',
    due: '400.00',
  },
  {
    says: 'a pause without an end frees the rest',
    tariffs: [tariff(1, '600')],
    has: [[1, '2026-01-01']],
    blocked: [['own-wish', '2026-04-11']],
    asOf: '2026-04-11',
    due: '200.00',
  },
  {
    says: 'switched off all month',
    tariffs: [tariff(1, '600')],
    has: [[1, '2026-01-01']],
    blocked: [['off', '2026-03-01']],
    asOf: '2026-04-01',
    due: '0.00',
  },
  {
    says: 'no money since March: the month does not begin',
    tariffs: [tariff(1, '600')],
    has: [[1, '2026-01-01']],
    blocked: [['money', '2026-03-03']],
    asOf: '2026-04-30',
    due: '0.00',
  },
  {
    says: 'no money until the 10th: from the 10th on',
    tariffs: [tariff(1, '600')],
    has: [[1, '2026-01-01']],
    blocked: [['money', '2026-04-01', '2026-04-10']],
    asOf: '2026-04-10',
    due: '420.00',
  },
  {
    says: 'money ran out in the middle: the month stays owed',
    tariffs: [tariff(1, '600')],
    has: [[1, '2026-01-01']],
    blocked: [['money', '2026-04-12']],
    asOf: '2026-04-20',
    due: '600.00',
  },
  {
    says: 'daily parts of 600, ten days in',
    tariffs: [tariff(1, '600', daily)],
    has: [[1, '2026-01-01']],
    asOf: '2026-04-10',
    due: '200.00',
  },
  {
    says: 'daily parts of 500, one day in',
    tariffs: [tariff(1, '500', daily)],
    has: [[1, '2026-01-01']],
    asOf: '2026-04-01',
    due: '16.67',
  },
  {
    says: 'daily parts of 500, whole month: the parts make the whole',
    tariffs: [tariff(1, '500', daily)],
    has: [[1, '2026-01-01']],
    asOf: '2026-04-30',
    due: '500.00',
  },
  {
    says: 'daily parts without money are not charged',
    tariffs: [tariff(1, '600', daily)],
    has: [[1, '2026-01-01']],
    blocked: [['money', '2026-04-11', '2026-04-21']],
    asOf: '2026-04-30',
    due: '400.00',
  },
  {
    says: '15 a day, 12 days',
    tariffs: [tariff(1, '15', perDay)],
    has: [[1, '2026-04-19']],
    asOf: '2026-04-30',
    due: '180.00',
  },
  {
    says: 'the stronger block hides the weaker',
    tariffs: [tariff(1, '600')],
    has: [[1, '2026-01-01']],
    blocked: [
      ['money', '2026-04-11'],
      ['staff', '2026-04-21'],
    ],
    asOf: '2026-04-30',
    due: '400.00',
  },
  {
    says: 'free of charge',
    tariffs: [tariff(1, '0')],
    has: [[1, '2026-01-01']],
    asOf: '2026-04-01',
    due: '0.00',
  },
]

for (const row of PRICE_LIST) {
  test(`${row.says} → ${row.due}`, () => {
    const fee = feeOf(row)
    assert.equal(formatAmount(fee.dueMinor), row.due)
    assert.equal(
      fee.lines.reduce((sum, line) => sum + line.amountMinor, 0n),
      fee.dueMinor,
    )
  })
}

test('a price rise counts from its day on', () => {
  const [first] = tariff(1, '600').versions
  assert.ok(first)
  const risen: Offer = {
    ...tariff(1, '600'),
    versions: [
      { ...first, until: day('2026-04-16') },
      { ...first, versionNumber: 2, from: day('2026-04-16'), feeMinor: 900_00n },
    ],
  }
  const due = (asOf: string) => feeOf({ tariffs: [risen], has: [[1, '2026-01-01']], asOf }).dueMinor
  assert.equal(due('2026-04-15'), 600_00n)
  assert.equal(due('2026-04-16'), 750_00n)
})

test('daily parts of any fee sum to the whole month, day by day never shrinking', () => {
  fc.assert(
    fc.property(fc.bigInt({ min: 0n, max: 10_000_00n }), (feeMinor) => {
      const parts = tariff(1, '0', { ...daily, feeMinor })
      let before = 0n
      for (let i = 1; i <= 30; i += 1) {
        const asOf = `2026-04-${String(i).padStart(2, '0')}`
        const { dueMinor } = feeOf({ tariffs: [parts], has: [[1, '2026-01-01']], asOf })
        assert.ok(dueMinor >= before)
        before = dueMinor
      }
      assert.equal(before, feeMinor)
    }),
  )
})

test('a pause never makes a month dearer', () => {
  const aDay = fc.integer({ min: 1, max: 30 })
  fc.assert(
    fc.property(aDay, aDay, fc.constantFrom('own-wish', 'staff', 'off', 'money'), (a, b, kind) => {
      const blocked: BlockedDays[] = [
        { kind, from: april.first + Math.min(a, b) - 1, until: april.first + Math.max(a, b) - 1 },
      ]
      const holdings = [{ offerId: 1, quantity: 1, from: 0, until: null }]
      const facts = { holdings, blocked, adjustments: [] }
      const tariffs = new Map([[1, tariff(1, '617.31')]])
      const { dueMinor } = computeFee(facts, tariffs, { month: april, asOf: april.first + 29 })
      assert.ok(dueMinor >= 0n && dueMinor <= 617_31n)
    }),
  )
})

test('day numbers agree with the calendar', () => {
  fc.assert(
    fc.property(fc.integer({ min: -100_000, max: 100_000 }), (number) => {
      assert.equal(toDayNumber(fromDayNumber(number)), number)
    }),
  )
})
