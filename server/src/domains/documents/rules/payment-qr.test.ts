import assert from 'node:assert/strict'
import { test } from 'node:test'
import fc from 'fast-check'
import { type PaymentQrFields, paymentQr } from './payment-qr.ts'

const fields: PaymentQrFields = {
  payeeName: 'ООО «Алтын Телеком»',
  account: '40702810900000000001',
  bankName: 'ПАО СБЕРБАНК',
  bic: '044525225',
  correspondentAccount: '30101810400000000225',
  sumMinor: 600_00n,
  purpose: 'Оплата по счёту № 17 от 30.04.2026',
  payeeInn: '7707083893',
  payeeKpp: '773601001',
  payerCode: '100-17',
}

test('the whole string as a bank reads it', () => {
  assert.deepEqual(paymentQr(fields), {
    kind: 'text',
    text:
      'ST00012|Name=ООО «Алтын Телеком»|PersonalAcc=40702810900000000001|BankName=ПАО СБЕРБАНК' +
      '|BIC=044525225|CorrespAcc=30101810400000000225|Sum=60000' +
      '|Purpose=Оплата по счёту № 17 от 30.04.2026|PayeeINN=7707083893|KPP=773601001' +
      '|persAcc=100-17',
  })
})

test('what is not mandatory is left out when absent', () => {
  const { payeeName, account, bankName, bic } = fields
  assert.deepEqual(paymentQr({ payeeName, account, bankName, bic, correspondentAccount: '0' }), {
    kind: 'text',
    text:
      'ST00012|Name=ООО «Алтын Телеком»|PersonalAcc=40702810900000000001|BankName=ПАО СБЕРБАНК' +
      '|BIC=044525225|CorrespAcc=0',
  })
})

const REFUSED: readonly (readonly [Partial<PaymentQrFields>, string, string])[] = [
  [{ payeeName: '' }, 'missing', 'Name'],
  [{ payeeName: ' \n' }, 'missing', 'Name'],
  [{ account: '' }, 'missing', 'PersonalAcc'],
  [{ bankName: '' }, 'missing', 'BankName'],
  [{ bic: '' }, 'missing', 'BIC'],
  [{ correspondentAccount: '' }, 'missing', 'CorrespAcc'],
  [{ payeeName: 'я'.repeat(161) }, 'too-long', 'Name'],
  [{ bankName: 'я'.repeat(46) }, 'too-long', 'BankName'],
  [{ purpose: 'я'.repeat(211) }, 'too-long', 'Purpose'],
  [{ account: '4070281090000000000' }, 'wrong-form', 'PersonalAcc'],
  [{ bic: '04452522X' }, 'wrong-form', 'BIC'],
  [{ sumMinor: 0n }, 'wrong-form', 'Sum'],
  [{ sumMinor: -1n }, 'wrong-form', 'Sum'],
  [{ sumMinor: 10n ** 18n }, 'wrong-form', 'Sum'],
  [{ payeeInn: '77070838930' }, 'wrong-form', 'PayeeINN'],
  [{ purpose: '|#;^~!@$%&*+_?/' }, 'no-separator', 'Purpose'],
]

for (const [change, rule, field] of REFUSED) {
  test(`${field} is refused: ${rule}`, () => {
    assert.deepEqual(paymentQr({ ...fields, ...change }), { kind: 'refused', rule, field })
  })
}

test('a text of exactly the longest length is accepted, counted in characters', () => {
  assert.equal(paymentQr({ ...fields, purpose: '😀'.repeat(210) }).kind, 'text')
})

test('a value with the usual separator brings another one, the value stays whole', () => {
  const result = paymentQr({ ...fields, payerCode: '17|4' })
  assert.equal(result.kind, 'text')
  if (result.kind === 'text') {
    assert.match(result.text, /^ST00012#Name=/)
    assert.equal(readQr(result.text).get('persAcc'), '17|4')
  }
})

test('a reader of the standard gets back what was written', () => {
  const text = (lengthMax: number) =>
    fc
      .string({ unit: 'grapheme', minLength: 1, maxLength: lengthMax })
      .map((value) => value.replaceAll(/[\s\p{Cc}]+/gu, ' ').trim())
      .filter((value) => value.length > 0 && [...value].length <= lengthMax)
  const input = fc.record({
    payeeName: text(160),
    bankName: text(45),
    purpose: text(210),
    payerCode: text(60),
    sumMinor: fc.bigInt({ min: 1n, max: 10n ** 18n - 1n }),
  })
  fc.assert(
    fc.property(input, (change) => {
      const result = paymentQr({ ...fields, ...change })
      if (result.kind === 'refused') return assert.equal(result.rule, 'no-separator')
      const read = readQr(result.text)
      assert.equal(read.get('Name'), change.payeeName)
      assert.equal(read.get('BankName'), change.bankName)
      assert.equal(read.get('Purpose'), change.purpose)
      assert.equal(read.get('persAcc'), change.payerCode)
      assert.equal(read.get('Sum'), change.sumMinor.toString())
      assert.equal(read.get('KPP'), fields.payeeKpp)
    }),
  )
})

/** A reader as in a banking application: signature, version, encoding, separator, pairs. */
function readQr(text: string): Map<string, string> {
  assert.equal(text.slice(0, 7), 'ST00012')
  const separator = text.charAt(7)
  return new Map(
    text
      .slice(8)
      .split(separator)
      .map((pair) => {
        const equals = pair.indexOf('=')
        return [pair.slice(0, equals), pair.slice(equals + 1)]
      }),
  )
}
