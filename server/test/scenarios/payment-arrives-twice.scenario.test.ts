import assert from 'node:assert/strict'
import { test } from 'node:test'
import fc from 'fast-check'
import { Refusal } from '#platform/refusal'
import { acceptPayment, revisePayment } from '../../src/domains/payments/index.ts'
import { dayOfTest, openHouse } from '../support/house.ts'

test('the same notice twice, also at the same moment, makes one payment', async (t) => {
  const house = await openHouse(t, '2026-04-01T09:00:00+03:00')
  const tariffId = await house.tariff('Бесплатный', { feeMinor: 0n })
  const { contractId } = await house.connect({ login: 'ivanova', tariffId })
  const ids = await Promise.all(
    Array.from({ length: 8 }, () => house.pay(contractId, 500_00n, 'terminal-4711')),
  )
  assert.equal(new Set(ids).size, 1)
  assert.equal(await house.balance(contractId), 500_00n)
  await house.audit()
})

test('the same number with another amount is refused, not guessed at', async (t) => {
  const house = await openHouse(t, '2026-04-01T09:00:00+03:00')
  const tariffId = await house.tariff('Бесплатный', { feeMinor: 0n })
  const { contractId } = await house.connect({ login: 'ivanova', tariffId })
  await house.pay(contractId, 500_00n, 'terminal-4711')
  await assert.rejects(
    () => house.pay(contractId, 600_00n, 'terminal-4711'),
    (error) => error instanceof Refusal && error.code === 'payments.duplicate',
  )
  assert.equal(await house.balance(contractId), 500_00n)
})

test('correct, move, cancel and restore keep every revision and every kopeck', async (t) => {
  const house = await openHouse(t, '2026-04-01T09:00:00+03:00')
  const tariffId = await house.tariff('Бесплатный', { feeMinor: 0n })
  const anna = await house.connect({ login: 'anna', tariffId })
  const boris = await house.connect({ login: 'boris', tariffId })
  const id = await house.pay(anna.contractId, 500_00n)
  const revise = (version: number, step: Parameters<typeof revisePayment>[1]['step']) =>
    house.deed((ctx) => revisePayment(ctx, { id, version, reason: 'ошибка кассира', step }))
  const balances = async () => [
    await house.balance(anna.contractId),
    await house.balance(boris.contractId),
  ]

  await revise(1, { kind: 'corrected', amountMinor: 50_00n })
  assert.deepEqual(await balances(), [50_00n, 0n])
  await revise(2, { kind: 'moved', contractId: boris.contractId })
  assert.deepEqual(await balances(), [0n, 50_00n])
  await revise(3, { kind: 'cancelled' })
  assert.deepEqual(await balances(), [0n, 0n])
  await revise(4, { kind: 'restored' })
  assert.deepEqual(await balances(), [0n, 50_00n])
  await assert.rejects(
    () => revise(4, { kind: 'cancelled' }),
    (error) => error instanceof Refusal && error.code === 'platform.version-mismatch',
  )
  await house.audit()
})

test('any interleaving of payments, charges and reversals leaves the books balanced', async (t) => {
  const house = await openHouse(t, '2026-04-01T09:00:00+03:00')
  const tariffs = [
    await house.tariff('В долг', { blockPolicy: 'none' }),
    await house.tariff('По дням', { feeCharged: 'daily-parts' }),
  ]
  const customers = await Promise.all(
    tariffs.map((tariffId, i) => house.connect({ login: `user${i}`, tariffId })),
  )
  const payments: { id: number; revision: number }[] = []
  const step = fc.oneof(
    fc.record({
      kind: fc.constant('pay' as const),
      who: fc.nat(1),
      amount: fc.integer({ min: 1, max: 90_000 }),
    }),
    fc.record({ kind: fc.constant('night' as const) }),
    fc.record({ kind: fc.constant('cancel' as const), which: fc.nat(20) }),
    fc.record({
      kind: fc.constant('correct' as const),
      which: fc.nat(20),
      amount: fc.integer({ min: 1, max: 90_000 }),
    }),
    fc.record({
      kind: fc.constant('twice' as const),
      who: fc.nat(1),
      amount: fc.integer({ min: 1, max: 90_000 }),
    }),
  )
  await fc.assert(
    fc.asyncProperty(fc.array(step, { minLength: 3, maxLength: 10 }), async (steps) => {
      await Promise.all(steps.map((item) => take(item)))
      await house.audit()
    }),
    { numRuns: 12, seed: 417 },
  )

  type Step = typeof step extends fc.Arbitrary<infer One> ? One : never

  async function take(item: Step): Promise<void> {
    if (item.kind === 'night') await house.night().catch(refusalsOnly)
    else if (item.kind === 'pay' || item.kind === 'twice') await payBy(item)
    else await revise(item)
  }

  async function payBy({ kind, who, amount }: Extract<Step, { who: number }>): Promise<void> {
    const contractId = customers[who]?.contractId ?? 0
    const notice = {
      source: 'property',
      externalId: `${contractId}-${amount}`,
      contractId,
      amountMinor: BigInt(amount),
      method: 'cash' as const,
      documentNumber: '',
      comment: '',
    }
    const paid = () =>
      house.deed((ctx) => acceptPayment(ctx, { ...notice, paidOn: dayOfTest(ctx) }))
    const [first] = await Promise.all(kind === 'twice' ? [paid(), paid()] : [paid()])
    if (first) payments.push(first.payment)
  }

  async function revise(item: Extract<Step, { which: number }>): Promise<void> {
    const payment = payments[item.which % Math.max(payments.length, 1)]
    if (!payment) return
    const change =
      item.kind === 'cancel'
        ? ({ kind: 'cancelled' } as const)
        : ({ kind: 'corrected', amountMinor: BigInt(item.amount) } as const)
    const edit = { id: payment.id, version: payment.revision, reason: 'x', step: change }
    await house.deed((ctx) => revisePayment(ctx, edit)).catch(refusalsOnly)
  }
})

/** What the house refuses is fine; anything else is a fault of ours. */
function refusalsOnly(error: unknown): void {
  if (!(error instanceof Refusal)) throw error
}
