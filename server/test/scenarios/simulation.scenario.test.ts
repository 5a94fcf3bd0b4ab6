import assert from 'node:assert/strict'
import { test } from 'node:test'
import { simulateContract } from '../../src/domains/reports/simulate-contract.ts'
import type { Change } from '../../src/domains/reports/simulated-change.ts'
import { openHouse } from '../support/house.ts'

const day = (text: string) => Temporal.PlainDate.from(text)

test('a simulated year shows the blocks to come, and nothing of it stays', async (t) => {
  const house = await openHouse(t, '2026-04-17T12:00:00+03:00')
  const slow = await house.tariff('Интернет 100')
  const fast = await house.tariff('Интернет 300', { feeMinor: 900_00n })
  const anna = await house.connect({ login: 'ivanova', tariffId: slow })
  const { contractId, accountId } = anna
  await house.pay(contractId, 1_500_00n)
  const simulate = (changes: Change[], until = '2026-10-01', assumesPaid = false) =>
    house.deed((ctx) =>
      simulateContract(ctx, { contractId, until: day(until), changes, assumesPaid }),
    )

  const asIs = await simulate([])
  // What is left of May and June, 20.00, covers just the last day of July.
  assert.equal(asIs.chargedMinor, 1_219_35n)
  assert.equal(asIs.blocks[0]?.kind, 'money')
  assert.equal(asIs.blocks[0]?.from.toString(), '2026-06-30T21:00:00Z', 'from 1 July, Moscow')

  const paid = await simulate([], '2026-10-01', true)
  assert.equal(paid.chargedMinor, 3_000_00n, 'five months')
  const dearer = await simulate(
    [{ kind: 'tariff', accountId, tariffId: fast, from: day('2026-05-01'), until: null }],
    '2026-10-01',
    true,
  )
  assert.equal(dearer.chargedMinor - paid.chargedMinor, 1_500_00n, 'five months, 300 dearer')

  const topped = await simulate([
    { kind: 'payment', amountMinor: 600_00n, day: day('2026-07-10') },
    { kind: 'pause', accountId, from: day('2026-08-01'), until: day('2026-09-01') },
  ])
  assert.equal(topped.paidMinor, 600_00n)
  const money = topped.blocks.filter(({ kind }) => kind === 'money')
  assert.equal(money[0]?.until?.toString(), '2026-07-09T21:01:00Z', 'a payment opens at once')
  const charged = topped.lines.filter(({ kind }) => kind === 'charge')
  assert.ok(
    charged.every((line) => line.day.month !== 8),
    'nothing for a paused August',
  )

  assert.equal(await house.balance(contractId), 1_220_00n, 'nothing has happened')
  const { rows } = await house.database.pool.query('select 1 from accounts.planned_actions')
  assert.equal(rows.length, 0)
  await assert.rejects(
    simulate([{ kind: 'tariff', accountId, tariffId: 99, from: day('2026-05-01'), until: null }]),
    /catalogue.tariff.not-found/,
  )
  await house.audit()
})
