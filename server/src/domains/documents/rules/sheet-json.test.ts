import assert from 'node:assert/strict'
import { test } from 'node:test'
import { composeInvoice } from './invoice.ts'
import { freezeSheet, thawSheet } from './sheet-json.ts'

const day = (text: string) => Temporal.PlainDate.from(text)

test('a frozen invoice thaws to the very same sheet', () => {
  const period = { from: day('2026-04-01'), until: day('2026-05-01') }
  const sheet = composeInvoice({
    number: '7',
    day: day('2026-05-02'),
    period,
    dueDay: day('2026-05-12'),
    seller: {
      name: 'ООО «Связь»',
      inn: '7707083893',
      address: '',
      bankName: 'Банк',
      bic: '044525225',
      account: '40702810938000060473',
      correspondentAccount: '30101810400000000225',
    },
    buyer: { kind: 'person', name: '$day', address: '{"$amount":"1"}' },
    contract: { number: '2026-00001', day: day('2026-04-01') },
    charges: [
      {
        title: 'Интернет',
        unit: 'мес',
        quantityThousandths: 1000n,
        grossMinor: 600_00n,
        rate: 2200,
        period,
      },
    ],
    openingMinor: 0n,
    paidMinor: 0n,
  })
  const thawed = thawSheet(JSON.parse(freezeSheet(sheet)))
  assert.equal(freezeSheet(thawed), freezeSheet(sheet))
  assert.equal(thawed.total.grossMinor, 600_00n)
  assert.ok(thawed.day instanceof Temporal.PlainDate)
})
