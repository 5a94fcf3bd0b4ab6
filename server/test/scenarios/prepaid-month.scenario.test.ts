import assert from 'node:assert/strict'
import { test } from 'node:test'
import { getAccount } from '../../src/domains/accounts/index.ts'
import { explainContracts } from '../../src/domains/blocking/index.ts'
import { openHouse } from '../support/house.ts'

test('a prepaid month: connected, paid, charged by days, charged again on the first', async (t) => {
  const house = await openHouse(t, '2026-04-17T12:00:00+03:00')
  const tariffId = await house.tariff('Интернет 100')
  const anna = await house.connect({ login: 'ivanova', tariffId })
  const state = async () => (await house.deed((ctx) => getAccount(ctx, anna.accountId))).state
  const toPay = async () =>
    (await house.deed((ctx) => explainContracts(ctx, [anna.contractId])))[0]?.toPayMinor

  assert.equal(await state(), 'money', 'nothing is paid yet')
  assert.equal(await toPay(), 280_00n, '14 of 30 days of 600 roubles')
  assert.equal(await house.balance(anna.contractId), 0n, 'what is not covered is not charged')

  await house.pay(anna.contractId, 279_99n)
  assert.equal(await state(), 'money', 'a kopeck is missing')
  await house.pay(anna.contractId, 900_01n)
  assert.equal(await state(), 'active')
  assert.equal(await house.balance(anna.contractId), 900_00n)

  house.clock.set('2026-04-30T23:59:00+03:00')
  assert.equal((await house.night()).postingsCount, 0, 'April is charged already')
  house.clock.set('2026-05-01T00:02:00+03:00')
  assert.equal((await house.night()).postingsCount, 1)
  assert.equal(await house.balance(anna.contractId), 300_00n)
  assert.equal((await house.night()).postingsCount, 0, 'a second run posts nothing')
  await house.audit()
})

test('money runs out: blocked from the first, paid on the tenth, charged from the tenth', async (t) => {
  const house = await openHouse(t, '2026-04-01T09:00:00+03:00')
  const tariffId = await house.tariff('Интернет 100')
  const anna = await house.connect({ login: 'ivanova', tariffId })
  const state = async () => (await house.deed((ctx) => getAccount(ctx, anna.accountId))).state
  await house.pay(anna.contractId, 700_00n)
  assert.equal(await house.balance(anna.contractId), 100_00n)

  house.clock.set('2026-05-01T00:02:00+03:00')
  await house.night()
  assert.equal(await state(), 'money')
  assert.equal(
    await house.balance(anna.contractId),
    100_00n,
    'a fee that is not covered is not charged',
  )

  house.clock.set('2026-05-10T15:00:00+03:00')
  await house.night()
  await house.pay(anna.contractId, 400_00n)
  assert.equal(await state(), 'active')
  // 22 of 31 days of 600 roubles: 425.81.
  assert.equal(await house.balance(anna.contractId), 500_00n - 425_81n)
  await house.audit()
})

test('in the middle of the month daily parts run out, to the kopeck', async (t) => {
  const house = await openHouse(t, '2026-04-01T09:00:00+03:00')
  const tariffId = await house.tariff('По дням', { feeCharged: 'daily-parts' })
  const anna = await house.connect({ login: 'ivanova', tariffId })
  const state = async () => (await house.deed((ctx) => getAccount(ctx, anna.accountId))).state
  await house.pay(anna.contractId, 110_00n)
  const states: string[] = []
  for (let day = 2; day <= 8; day += 1) {
    house.clock.set(`2026-04-0${day}T00:02:00+03:00`)
    await house.night()
    states.push(await state())
  }
  // 20 a day: the first five days are paid for, on the sixth 10 are left.
  assert.deepEqual(states, ['active', 'active', 'active', 'active', 'money', 'money', 'money'])
  assert.equal(await house.balance(anna.contractId), 10_00n)
  await house.audit()
})

test('credit carries an account below zero, exactly as far as it goes', async (t) => {
  const house = await openHouse(t, '2026-04-01T09:00:00+03:00')
  const tariffId = await house.tariff('Интернет 100')
  const anna = await house.connect({ login: 'ivanova', tariffId, creditMinor: 600_00n })
  const state = async () => (await house.deed((ctx) => getAccount(ctx, anna.accountId))).state
  assert.equal(await state(), 'active')
  assert.equal(await house.balance(anna.contractId), -600_00n)
  house.clock.set('2026-05-01T00:02:00+03:00')
  await house.night()
  assert.equal(await state(), 'money')
  assert.equal(await house.balance(anna.contractId), -600_00n)
})

test('after-debt: the fee is charged into debt, then the account is blocked and owes no more', async (t) => {
  const house = await openHouse(t, '2026-04-01T09:00:00+03:00')
  const tariffId = await house.tariff('Постоплата', { blockPolicy: 'after-debt' })
  const anna = await house.connect({ login: 'ivanova', tariffId })
  const state = async () => (await house.deed((ctx) => getAccount(ctx, anna.accountId))).state
  assert.equal(await house.balance(anna.contractId), -600_00n)
  assert.equal(await state(), 'money')
  house.clock.set('2026-05-01T00:02:00+03:00')
  await house.night()
  assert.equal(await house.balance(anna.contractId), -600_00n, 'no access, no fee')
  await house.pay(anna.contractId, 600_00n)
  assert.equal(await state(), 'money', 'the debt is paid, May is not')
  await house.pay(anna.contractId, 600_00n)
  assert.equal(await state(), 'active')
  assert.equal(await house.balance(anna.contractId), 0n)
})
