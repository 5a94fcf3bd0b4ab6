import assert from 'node:assert/strict'
import { test } from 'node:test'
import fc from 'fast-check'
import { decideBlocks, type MoneyFacts, type Policy } from './decide.ts'

type Account = MoneyFacts['accounts'][number]
const account = (
  accountId: number,
  policy: Policy,
  needed: bigint,
  isBlocked = false,
): Account => ({
  accountId,
  policy,
  neededMinor: needed,
  isBlockedForMoney: isBlocked,
})
const decide = (availableMinor: bigint, accounts: Account[], isNeverBlocked = false) =>
  decideBlocks({ availableMinor, isNeverBlocked, accounts })

test('a fee that the money does not cover blocks from the start of the day', () => {
  const decision = decide(500_00n, [account(1, 'before-charge', 600_00n)])
  assert.deepEqual(decision.block, [{ accountId: 1, from: 'from-today' }])
  assert.equal(decision.toPayMinor, 100_00n)
})

test('the missing rouble lifts the block, a kopeck less does not', () => {
  assert.deepEqual(decide(420_00n, [account(1, 'before-charge', 420_00n, true)]).lift, [1])
  assert.deepEqual(decide(419_99n, [account(1, 'before-charge', 420_00n, true)]).lift, [])
})

test('a debt blocks every account but those that money never blocks', () => {
  const decision = decide(-1n, [account(1, 'after-debt', 0n), account(2, 'none', 0n)])
  assert.deepEqual(decision.block, [{ accountId: 1, from: 'from-now' }])
  assert.equal(decision.toPayMinor, 1n)
  assert.deepEqual(decide(-1n, [account(1, 'after-debt', 0n, true)], true).lift, [1])
})

test('zero is not a debt', () => {
  assert.deepEqual(decide(0n, [account(1, 'after-debt', 0n)]).block, [])
})

test('a debt that is paid is not enough when the new month would be a debt again', () => {
  const decision = decide(0n, [account(1, 'after-debt', 600_00n, true)])
  assert.deepEqual(decision.lift, [])
  assert.equal(decision.toPayMinor, 600_00n)
})

test('the money goes to the accounts in their order', () => {
  const two = [account(1, 'before-charge', 300_00n), account(2, 'before-charge', 300_00n)]
  const decision = decide(400_00n, two)
  assert.deepEqual(decision.block, [{ accountId: 2, from: 'from-today' }])
  assert.equal(decision.toPayMinor, 200_00n)
})

test('paying exactly what is asked for lifts everything', () => {
  const anAccount = fc.record({
    policy: fc.constantFrom<Policy>('none', 'after-debt', 'before-charge'),
    neededMinor: fc.bigInt({ min: 0n, max: 1000_00n }),
  })
  fc.assert(
    fc.property(
      fc.bigInt({ min: -2000_00n, max: 2000_00n }),
      fc.array(anAccount, { minLength: 1, maxLength: 6 }),
      (available, accounts) => {
        const all = accounts.map((item, i) => ({ ...item, accountId: i, isBlockedForMoney: true }))
        const { toPayMinor } = decide(available, all)
        assert.equal(decide(available + toPayMinor, all).lift.length, all.length)
      },
    ),
  )
})
