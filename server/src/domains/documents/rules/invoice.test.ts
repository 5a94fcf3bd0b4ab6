import assert from 'node:assert/strict'
import { test } from 'node:test'
import fc from 'fast-check'
import { composeInvoice, type InvoiceInput } from './invoice.ts'

const april = { from: day('2026-04-01'), until: day('2026-05-01') }
const input: InvoiceInput = {
  number: 'СЧ-17',
  day: day('2026-04-30'),
  period: april,
  dueDay: day('2026-05-20'),
  seller: {
    name: 'ООО «Алтын Телеком»',
    inn: '7707083893',
    kpp: '773601001',
    address: 'г. Москва, ул. Вавилова, д. 19',
    bankName: 'ПАО СБЕРБАНК',
    bic: '044525225',
    account: '40702810900000000001',
    correspondentAccount: '30101810400000000225',
  },
  buyer: { kind: 'person', name: 'Сидоров Пётр Алексеевич', address: 'г. Казань' },
  contract: { number: '100-17', day: day('2024-02-01') },
  charges: [charge('Интернет', 600_00n), charge('Телевидение', 300_00n)],
  openingMinor: 0n,
  paidMinor: 0n,
}

test('an invoice of two services: lines, VAT, words', () => {
  const sheet = composeInvoice(input)
  assert.deepEqual(
    sheet.lines.map(({ netMinor, vatMinor, grossMinor }) => [netMinor, vatMinor, grossMinor]),
    [
      [491_80n, 108_20n, 600_00n],
      [245_90n, 54_10n, 300_00n],
    ],
  )
  assert.deepEqual(sheet.total, { netMinor: 737_70n, vatMinor: 162_30n, grossMinor: 900_00n })
  assert.deepEqual(sheet.totalsByRate, [{ rate: 2200, ...sheet.total }])
  assert.equal(sheet.amountInWords, 'Девятьсот рублей 00 копеек')
  assert.equal(
    composeInvoice({ ...input, language: 'en' }).amountInWords,
    'Nine hundred roubles 00 kopecks',
  )
})

const SETTLEMENTS = [
  ['nothing before', 0n, 0n, -900_00n, 900_00n],
  ['an old debt is added', -150_00n, 0n, -1050_00n, 1050_00n],
  ['a payment of the period is taken off', -150_00n, 200_00n, -850_00n, 850_00n],
  ['an advance covers a part', 400_00n, 0n, -500_00n, 500_00n],
  ['an advance covers exactly', 900_00n, 0n, 0n, 0n],
  ['an advance covers more', 1000_00n, 50_00n, 150_00n, 0n],
] as const

for (const [name, openingMinor, paidMinor, closingMinor, dueMinor] of SETTLEMENTS) {
  test(`to pay: ${name}`, () => {
    const { settlement } = composeInvoice({ ...input, openingMinor, paidMinor })
    const chargedMinor = 900_00n
    assert.deepEqual(settlement, { openingMinor, chargedMinor, paidMinor, closingMinor, dueMinor })
  })
}

test('the QR code asks for the amount due under the contract', () => {
  assert.deepEqual(composeInvoice(input).paymentQr, {
    kind: 'text',
    text:
      'ST00012|Name=ООО «Алтын Телеком»|PersonalAcc=40702810900000000001|BankName=ПАО СБЕРБАНК' +
      '|BIC=044525225|CorrespAcc=30101810400000000225|Sum=90000' +
      '|Purpose=Оплата по счёту № СЧ-17 от 30.04.2026, договор № 100-17. ' +
      'В том числе НДС 162,30 руб.|PayeeINN=7707083893|KPP=773601001|persAcc=100-17',
  })
})

test('VAT in the purpose: of the document only when exactly the document is paid', () => {
  const purpose = (change: Partial<InvoiceInput>) => {
    const { paymentQr } = composeInvoice({ ...input, ...change })
    return paymentQr?.kind === 'text'
      ? /Purpose=[^.]*[^|]*\. ([^|]*)\|/.exec(paymentQr.text)?.[1]
      : ''
  }
  assert.equal(purpose({}), 'В том числе НДС 162,30 руб.')
  assert.equal(purpose({ openingMinor: -1n }), 'В том числе НДС')
  assert.equal(purpose({ charges: [charge('Интернет', 600_00n, 'none')] }), 'Без НДС')
})

test('a payment code of its own replaces the contract number', () => {
  const { paymentQr } = composeInvoice({ ...input, paymentCode: '0017' })
  assert.equal(paymentQr?.kind, 'text')
  if (paymentQr?.kind === 'text') assert.match(paymentQr.text, /\|persAcc=0017$/)
})

test('nothing to pay needs no QR code', () => {
  assert.equal(composeInvoice({ ...input, openingMinor: 900_00n }).paymentQr, undefined)
})

test('names longer than the standard allows are shortened, a missing account is named', () => {
  const long = { ...input.seller, name: 'Ы'.repeat(300), bankName: 'Ъ'.repeat(300) }
  const number = '9'.repeat(300)
  assert.equal(composeInvoice({ ...input, seller: long, number }).paymentQr?.kind, 'text')
  const seller = { ...input.seller, account: '' }
  assert.deepEqual(composeInvoice({ ...input, seller }).paymentQr, {
    kind: 'refused',
    rule: 'missing',
    field: 'PersonalAcc',
  })
})

test('whatever was charged and paid, the books of the invoice balance', () => {
  const amount = fc.bigInt({ min: -(10n ** 9n), max: 10n ** 9n })
  const rate = fc.constantFrom<number | 'none'>(2200, 2000, 0, 'none')
  fc.assert(
    fc.property(
      fc.array(fc.tuple(amount, rate)),
      amount,
      amount,
      (charges, openingMinor, paidMinor) => {
        const { total, totalsByRate, settlement, lines } = composeInvoice({
          ...input,
          charges: charges.map(([grossMinor, of], i) => charge(`Услуга ${i % 5}`, grossMinor, of)),
          openingMinor,
          paidMinor,
        })
        assert.equal(
          settlement.chargedMinor,
          charges.reduce((sum, [gross]) => sum + gross, 0n),
        )
        assert.equal(settlement.closingMinor, openingMinor - total.grossMinor + paidMinor)
        assert.ok(settlement.dueMinor === 0n || settlement.dueMinor === -settlement.closingMinor)
        assert.equal(total.netMinor + total.vatMinor, total.grossMinor)
        for (const parts of [lines, totalsByRate]) {
          assert.equal(
            parts.reduce((sum, { vatMinor }) => sum + vatMinor, 0n),
            total.vatMinor,
          )
        }
      },
    ),
  )
})

function charge(title: string, grossMinor: bigint, rate: number | 'none' = 2200) {
  return { title, unit: 'мес.', quantityThousandths: 1000n, grossMinor, rate, period: april }
}

function day(text: string): Temporal.PlainDate {
  return Temporal.PlainDate.from(text)
}
