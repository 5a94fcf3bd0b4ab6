import assert from 'node:assert/strict'
import { test } from 'node:test'
import { changeTariff, getAccount } from '../../src/domains/accounts/index.ts'
import { blockAccount, reviewContracts, unblockAccount } from '../../src/domains/blocking/index.ts'
import { PLAIN_TERMS, publishTariffVersion } from '../../src/domains/catalogue/index.ts'
import { openHouse } from '../support/house.ts'

const day = (text: string) => Temporal.PlainDate.from(text)

test('a tariff change in the middle of the month costs the difference by days', async (t) => {
  const house = await openHouse(t, '2026-04-01T09:00:00+03:00')
  const cheap = await house.tariff('Интернет 100')
  const dear = await house.tariff('Интернет 300', { feeMinor: 900_00n })
  const anna = await house.connect({ login: 'ivanova', tariffId: cheap })
  await house.pay(anna.contractId, 1000_00n)
  assert.equal(await house.balance(anna.contractId), 400_00n)

  const { version } = await house.deed((ctx) => getAccount(ctx, anna.accountId))
  await house.deed((ctx) =>
    changeTariff(ctx, { id: anna.accountId, version, tariffId: dear, from: day('2026-04-16') }),
  )
  house.clock.set('2026-04-15T00:02:00+03:00')
  assert.equal((await house.night()).postingsCount, 0, 'a plan costs nothing before its day')
  house.clock.set('2026-04-16T00:02:00+03:00')
  assert.equal((await house.night()).postingsCount, 1)
  assert.equal(await house.balance(anna.contractId), 250_00n, '15 days of 600, 15 days of 900')
  await house.audit()
})

test('a cheaper tariff gives the difference back', async (t) => {
  const house = await openHouse(t, '2026-04-01T09:00:00+03:00')
  const dear = await house.tariff('Интернет 300', { feeMinor: 900_00n })
  const cheap = await house.tariff('Интернет 100')
  const anna = await house.connect({ login: 'ivanova', tariffId: dear })
  await house.pay(anna.contractId, 900_00n)
  house.clock.set('2026-04-16T10:00:00+03:00')
  await house.deed(async (ctx) => {
    const { version } = await getAccount(ctx, anna.accountId)
    const change = { id: anna.accountId, version, tariffId: cheap, from: day('2026-04-16') }
    await changeTariff(ctx, change)
    await reviewContracts(ctx, [anna.contractId])
  })
  assert.equal(await house.balance(anna.contractId), 150_00n)
  await house.audit()
})

test('a price rise counts from its day and never before', async (t) => {
  const house = await openHouse(t, '2026-04-01T09:00:00+03:00')
  const tariffId = await house.tariff('Интернет 100')
  const anna = await house.connect({ login: 'ivanova', tariffId })
  await house.pay(anna.contractId, 2000_00n)
  await house.deed((ctx) =>
    publishTariffVersion(ctx, {
      ...PLAIN_TERMS,
      id: tariffId,
      version: 1,
      audience: 'everybody',
      from: day('2026-05-01'),
      feeMinor: 700_00n,
      feePeriod: 'month',
      feeCharged: 'in-advance',
      blockPolicy: 'before-charge',
      speedDownKbps: 100_000,
      speedUpKbps: 50_000,
    }),
  )
  assert.equal((await house.night()).postingsCount, 0)
  assert.equal(await house.balance(anna.contractId), 1400_00n)
  house.clock.set('2026-05-01T00:02:00+03:00')
  await house.night()
  assert.equal(await house.balance(anna.contractId), 700_00n)
})

test('a pause at own wish is not paid for, and access comes back with its end', async (t) => {
  const house = await openHouse(t, '2026-04-01T09:00:00+03:00')
  const tariffId = await house.tariff('Интернет 100')
  const anna = await house.connect({ login: 'ivanova', tariffId })
  await house.pay(anna.contractId, 600_00n)
  const order = { accountId: anna.accountId, kind: 'own-wish', reason: '' } as const
  house.clock.set('2026-04-10T18:00:00+03:00')
  await house.deed((ctx) => blockAccount(ctx, order))
  assert.equal(await house.balance(anna.contractId), 400_00n, 'ten days were used')
  house.clock.set('2026-04-21T08:00:00+03:00')
  await house.deed((ctx) => unblockAccount(ctx, order))
  assert.equal(await house.balance(anna.contractId), 200_00n, 'the last ten days are charged again')
  assert.equal((await house.deed((ctx) => getAccount(ctx, anna.accountId))).state, 'active')
  await house.audit()
})
