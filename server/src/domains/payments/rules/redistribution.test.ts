import assert from 'node:assert/strict'
import { test } from 'node:test'
import fc from 'fast-check'
import { type Debtor, redistribute } from './redistribution.ts'

test('0, −100 and −300 with a payment of 200 become 0, 0 and −200', () => {
  const debtors = [
    { contractId: 2, priority: 10, balanceMinor: -100_00n },
    { contractId: 3, priority: 20, balanceMinor: -300_00n },
  ]
  assert.deepEqual(redistribute(200_00n, debtors), [
    { contractId: 2, amountMinor: 100_00n },
    { contractId: 3, amountMinor: 100_00n },
  ])
})

const anyDebtors = fc
  .array(
    fc.record({
      priority: fc.integer({ min: 0, max: 5 }),
      balanceMinor: fc.bigInt(-1_000_000n, 1_000_000n),
    }),
    { maxLength: 8 },
  )
  .map((rows): Debtor[] => rows.map((row, i) => ({ ...row, contractId: i + 1 })))

test('no more is given than came, nobody gets more than the debt, and a later one only after an earlier', () => {
  fc.assert(
    fc.property(anyDebtors, fc.bigInt(0n, 3_000_000n), (debtors, sumMinor) => {
      const moves = redistribute(sumMinor, debtors)
      const given = moves.reduce((sum, { amountMinor }) => sum + amountMinor, 0n)
      const owed = debtors.reduce(
        (sum, { balanceMinor }) => (balanceMinor < 0n ? sum - balanceMinor : sum),
        0n,
      )
      const isEnough = sumMinor >= owed
      assert.equal(given, isEnough ? owed : sumMinor)
      for (const [i, { contractId, amountMinor }] of moves.entries()) {
        const debtor = debtors.find((row) => row.contractId === contractId)
        assert.ok(debtor && amountMinor > 0n && amountMinor <= -debtor.balanceMinor)
        assert.ok(i === moves.length - 1 || amountMinor === -debtor.balanceMinor)
      }
    }),
  )
})
