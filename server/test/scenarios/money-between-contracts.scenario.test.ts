import assert from 'node:assert/strict'
import { test } from 'node:test'
import { readBooks } from '../../src/domains/ledger/index.ts'
import { getPayment, revisePayment } from '../../src/domains/payments/revise-payment.ts'
import {
  reverseTransfer,
  transferMoney,
} from '../../src/domains/payments/transfers/transfer-money.ts'
import {
  reverseWriteOff,
  writeOffDebt,
} from '../../src/domains/payments/transfers/write-off-debt.ts'
import { subordinateContract } from '../../src/domains/subscribers/index.ts'
import { openHouse, type TestHouse } from '../support/house.ts'

/** Contracts with nothing, a debt of 100 and a debt of 300. */
async function openFamily(t: Parameters<typeof openHouse>[0]) {
  const house = await openHouse(t, '2026-04-01T09:00:00+03:00')
  const terms = { blockPolicy: 'after-debt' } as const
  const free = await house.tariff('Без платы', { ...terms, feeMinor: 0n })
  const small = await house.tariff('Сто', { ...terms, feeMinor: 100_00n })
  const large = await house.tariff('Триста', { ...terms, feeMinor: 300_00n })
  const main = await house.connect({ login: 'office', tariffId: free })
  const first = await house.connect({ login: 'shop', tariffId: small })
  const second = await house.connect({ login: 'depot', tariffId: large })
  await house.deed(async (ctx) => {
    const mainId = main.contractId
    await subordinateContract(ctx, { contractId: second.contractId, mainId, priority: 20 })
    await subordinateContract(ctx, { contractId: first.contractId, mainId, priority: 10 })
  })
  const ids = [main, first, second].map(({ contractId }) => contractId)
  const balances = () => Promise.all(ids.map((id) => house.balance(id)))
  return { house, ids, main, first, second, balances }
}

async function cancel(house: TestHouse, id: number): Promise<void> {
  await house.deed(async (ctx) => {
    const { revision } = await getPayment(ctx, id)
    const order = { id, version: revision, reason: 'ошибка кассира' }
    await revisePayment(ctx, { ...order, step: { kind: 'cancelled' } })
  })
  await house.work()
}

test('a payment to the main contract covers the debts of the others by priority, and goes back with it', async (t) => {
  const { house, main, balances } = await openFamily(t)
  assert.deepEqual(await balances(), [0n, -100_00n, -300_00n])
  const payment = await house.pay(main.contractId, 200_00n)
  await house.work()
  assert.deepEqual(await balances(), [0n, 0n, -200_00n])

  await cancel(house, payment)
  assert.deepEqual(await balances(), [0n, -100_00n, -300_00n], 'as if it never came')
  await house.pay(main.contractId, 500_00n)
  assert.deepEqual(await balances(), [100_00n, 0n, 0n], 'the rest stays on the main contract')
  const between = (await house.deed(readBooks)).find(({ kind }) => kind === 'transfers')
  assert.equal(between?.balanceMinor, 0n, 'nothing stays between contracts')
  await house.audit()
})

test('money moves between contracts as far as there is any, and back', async (t) => {
  const { house, main, first, balances } = await openFamily(t)
  await house.pay(main.contractId, 700_00n)
  assert.deepEqual(await balances(), [300_00n, 0n, 0n])
  const order = { fromContractId: main.contractId, toContractId: first.contractId, reason: '' }
  const move = (amountMinor: bigint) =>
    house.deed((ctx) => transferMoney(ctx, { ...order, amountMinor }))
  await assert.rejects(move(300_01n), /payments.not-enough/)
  const { id } = await move(250_00n)
  assert.deepEqual(await balances(), [50_00n, 250_00n, 0n])
  const back = () => house.deed((ctx) => reverseTransfer(ctx, { id, reason: 'не туда' }))
  await back()
  assert.deepEqual(await balances(), [300_00n, 0n, 0n])
  await assert.rejects(back(), /payments.transfer-reversed/)
  await house.audit()
})

test('a debt is given up, not more of it than there is, and can be there again', async (t) => {
  const { house, second, balances } = await openFamily(t)
  const { contractId } = second
  const writeOff = (amountMinor: bigint) =>
    house.deed((ctx) => writeOffDebt(ctx, { contractId, amountMinor, reason: 'срок давности' }))
  await assert.rejects(writeOff(300_01n), /payments.more-than-debt/)
  const { id } = await writeOff(300_00n)
  assert.deepEqual(await balances(), [0n, -100_00n, 0n])
  await house.deed((ctx) => reverseWriteOff(ctx, { id, reason: 'нашёлся' }))
  assert.deepEqual(await balances(), [0n, -100_00n, -300_00n])
  await house.audit()
})

test('there is one level of subordination, and no contract is its own main one', async (t) => {
  const { house, ids, main, first, second } = await openFamily(t)
  const subordinate = (contractId: number, mainId: number) =>
    house.deed((ctx) => subordinateContract(ctx, { contractId, mainId, priority: 1 }))
  await assert.rejects(subordinate(main.contractId, main.contractId), /own-main/)
  await assert.rejects(subordinate(first.contractId, second.contractId), /main-is-subordinate/)
  const other = await house.connect({ login: 'other', tariffId: 1 })
  await assert.rejects(subordinate(ids[0] ?? 0, other.contractId), /has-subordinates/)
})
