import assert from 'node:assert/strict'
import { test } from 'node:test'
import fc from 'fast-check'
import { formatQuantity, groupCharges, type InvoiceCharge } from './invoice-line.ts'

const april = range('2026-04-01', '2026-05-01')
const internet: InvoiceCharge = {
  title: 'Интернет',
  unit: 'мес.',
  quantityThousandths: 1000n,
  grossMinor: 600_00n,
  rate: 2200,
  period: april,
}

test('charges of one title and rate make one line over all their days', () => {
  const [line, ...others] = groupCharges(
    [
      { ...internet, period: range('2026-04-11', '2026-04-21') },
      { ...internet, period: range('2026-04-01', '2026-04-11') },
    ],
    'ru',
  )
  assert.deepEqual(others, [])
  assert.equal(line?.grossMinor, 1200_00n)
  assert.equal(line?.vatMinor, 216_39n)
  assert.equal(line?.quantityText, '2')
  assert.equal(line?.period.from.toString(), '2026-04-01')
  assert.equal(line?.period.until.toString(), '2026-04-21')
})

test('another rate, unit or title is another line, in the order they came', () => {
  const lines = groupCharges(
    [
      { ...internet, title: 'Телефон' },
      internet,
      { ...internet, rate: 2000 },
      { ...internet, unit: 'дн.' },
      { ...internet, rate: 'none' },
      internet,
    ],
    'ru',
  )
  assert.deepEqual(
    lines.map(({ position, title, rate, unit }) => [position, title, rate, unit]),
    [
      [1, 'Телефон', 2200, 'мес.'],
      [2, 'Интернет', 2200, 'мес.'],
      [3, 'Интернет', 2000, 'мес.'],
      [4, 'Интернет', 2200, 'дн.'],
      [5, 'Интернет', 'none', 'мес.'],
    ],
  )
})

test('a charge and its reversal leave no line and no gap in the positions', () => {
  const reversal = { ...internet, quantityThousandths: -1000n, grossMinor: -600_00n }
  const lines = groupCharges([internet, { ...internet, title: 'Телефон' }, reversal], 'ru')
  assert.deepEqual(
    lines.map(({ position, title }) => [position, title]),
    [[1, 'Телефон']],
  )
})

const minutes = { ...internet, unit: 'мин', quantityThousandths: 245_500n, priceMinor: 60n }
const PRICES: readonly (readonly [string, InvoiceCharge[], bigint | undefined])[] = [
  ['one unit costs its sum', [internet], 600_00n],
  ['a price that gives the sum is printed', [{ ...minutes, grossMinor: 147_30n }], 60n],
  ['a price that does not is left out', [{ ...minutes, grossMinor: 147_31n }], undefined],
  [
    'a rounded product still gives the sum',
    [{ ...minutes, priceMinor: 7n, grossMinor: 17_19n }],
    7n,
  ],
  [
    'several units without a price have none',
    [{ ...internet, quantityThousandths: 2000n }],
    undefined,
  ],
  [
    'two months of one price keep it',
    [internet, internet].map((charge) => ({ ...charge, priceMinor: 600_00n })),
    600_00n,
  ],
  [
    'different prices have no common one',
    [
      { ...internet, priceMinor: 600_00n },
      { ...internet, priceMinor: 500_00n, grossMinor: 500_00n },
    ],
    undefined,
  ],
]

for (const [name, charges, priceMinor] of PRICES) {
  test(name, () => assert.equal(groupCharges(charges, 'ru')[0]?.priceMinor, priceMinor))
}

test('a quantity shows only the decimals it has', () => {
  assert.equal(formatQuantity(1000n, 'ru'), '1')
  assert.equal(formatQuantity(1500n, 'ru'), '1,5')
  assert.equal(formatQuantity(1_234n, 'en'), '1.234')
  assert.equal(formatQuantity(1n, 'ru'), '0,001')
  assert.equal(formatQuantity(-12_500n, 'ru'), '\u221212,5')
  assert.equal(formatQuantity(0n, 'ru'), '0')
})

test('grouping never loses a kopeck', () => {
  const charge = fc.record({
    title: fc.constantFrom('Интернет', 'Телефон', 'ТВ'),
    unit: fc.constantFrom('мес.', 'мин'),
    quantityThousandths: fc.bigInt({ min: 0n, max: 10n ** 6n }),
    grossMinor: fc.bigInt({ min: -(10n ** 9n), max: 10n ** 9n }),
    rate: fc.constantFrom<InvoiceCharge['rate']>(2200, 500, 'none'),
    period: fc.constant(april),
  })
  fc.assert(
    fc.property(fc.array(charge), (charges) => {
      const lines = groupCharges(charges, 'ru')
      assert.equal(sumGross(lines), sumGross(charges))
    }),
  )
})

function sumGross(amounts: readonly { grossMinor: bigint }[]): bigint {
  return amounts.reduce((sum, { grossMinor }) => sum + grossMinor, 0n)
}

function range(from: string, until: string) {
  return { from: Temporal.PlainDate.from(from), until: Temporal.PlainDate.from(until) }
}
