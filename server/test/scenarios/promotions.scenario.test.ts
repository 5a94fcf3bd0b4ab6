import assert from 'node:assert/strict'
import { test } from 'node:test'
import { createPromotion } from '../../src/domains/catalogue/promotions/keep-promotions.ts'
import type { PromotionForm } from '../../src/domains/catalogue/promotions/promotions.store.ts'
import { redeemCode } from '../../src/domains/charging/promotions/apply-promotions.ts'
import { openHouse, type TestHouse } from '../support/house.ts'

const day = (text: string) => Temporal.PlainDate.from(text)
const FORM: PromotionForm = {
  name: 'Весна',
  from: day('2026-04-01'),
  until: day('2026-06-01'),
  tariffIds: [],
  connectedFrom: null,
  connectedUntil: null,
  promoCode: '',
  discountBasisPoints: 0,
  discountMonths: null,
  giftServiceId: null,
  giftMonths: null,
  bonusMinor: 0n,
  priority: 100,
  isStacking: true,
}

const promote = (house: TestHouse, form: Partial<PromotionForm>) =>
  house.deed((ctx) => createPromotion(ctx, { ...FORM, ...form }))

test('who is connected in spring pays half for two months and has the address for nothing', async (t) => {
  const house = await openHouse(t, '2026-04-01T09:00:00+03:00')
  const tariffId = await house.tariff('Интернет 100', { blockPolicy: 'after-debt' })
  const other = await house.tariff('Интернет 300', { blockPolicy: 'after-debt', feeMinor: 900_00n })
  const address = await house.service('monthly', 'Постоянный адрес', { priceMinor: 150_00n })
  await promote(house, {
    tariffIds: [tariffId],
    discountBasisPoints: 5_000,
    discountMonths: 2,
    giftServiceId: address,
    giftMonths: 1,
    bonusMinor: 100_00n,
  })
  const anna = await house.connect({ login: 'ivanova', tariffId })
  const boris = await house.connect({ login: 'petrov', tariffId: other })
  await house.work()
  await house.work()
  assert.equal(
    await house.balance(anna.contractId),
    100_00n - 300_00n,
    'a bonus, and half of April',
  )
  assert.equal(await house.balance(boris.contractId), -900_00n, 'another tariff')
  await house.pay(anna.contractId, 5_000_00n)

  const sums: bigint[] = []
  for (const text of ['2026-05-01', '2026-06-01', '2026-07-01']) {
    house.clock.set(`${text}T00:02:00+03:00`)
    const before = await house.balance(anna.contractId)
    await house.night()
    sums.push(before - (await house.balance(anna.contractId)))
  }
  assert.deepEqual(sums, [300_00n, 600_00n, 600_00n], 'it ends by itself, and so does the gift')
  await house.audit()
})

test('a promo code is taken once, by who fits, on its days', async (t) => {
  const house = await openHouse(t, '2026-04-10T09:00:00+03:00')
  const tariffId = await house.tariff('Интернет 100')
  await promote(house, { promoCode: 'ДРУГ-5', bonusMinor: 500_00n })
  await promote(house, {
    name: 'Для старых',
    promoCode: 'OLD',
    bonusMinor: 100_00n,
    connectedUntil: day('2026-01-01'),
  })
  const { accountId, contractId } = await house.connect({ login: 'ivanova', tariffId })
  await house.work()
  const redeem = (code: string) => house.deed((ctx) => redeemCode(ctx, { accountId, code }))
  await assert.rejects(redeem('НЕТ'), /unknown-promo-code/)
  await assert.rejects(redeem('old'), /promotion-does-not-fit/)
  await redeem('друг-5')
  await house.work()
  assert.equal(await house.balance(contractId), 500_00n - 420_00n, '21 of 30 days are covered now')
  await assert.rejects(redeem('ДРУГ-5'), /promotion-used/)
  house.clock.set('2026-06-01T09:00:00+03:00')
  await assert.rejects(redeem('ДРУГ-5'), /unknown-promo-code/)
  await house.audit()
})
