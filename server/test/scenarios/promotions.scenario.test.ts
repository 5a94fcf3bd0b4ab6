import assert from 'node:assert/strict'
import { test } from 'node:test'
import { createGroup } from '#platform/groups/keep-groups'
import { Refusal } from '#platform/refusal'
import { ACCOUNT_GROUPS } from '../../src/domains/accounts/groups/account-groups.ts'
import { groupAccounts } from '../../src/domains/accounts/groups/group-accounts.ts'
import { findAccountGroupIds } from '../../src/domains/accounts/index.ts'
import { createPromotion } from '../../src/domains/catalogue/promotions/keep-promotions.ts'
import type { PromotionForm } from '../../src/domains/catalogue/promotions/promotions.store.ts'
import { redeemCode } from '../../src/domains/charging/promotions/apply-promotions.ts'
import { CONTRACT_GROUPS } from '../../src/domains/subscribers/groups/contract-groups.ts'
import { groupContracts } from '../../src/domains/subscribers/groups/group-contracts.ts'
import { findContractGroupIds } from '../../src/domains/subscribers/index.ts'
import {
  changeSubscriber,
  getSubscriber,
} from '../../src/domains/subscribers/register-subscriber.ts'
import { openHouse, type TestHouse } from '../support/house.ts'

const day = (text: string) => Temporal.PlainDate.from(text)
const FORM: PromotionForm = {
  name: 'Весна',
  from: day('2026-04-01'),
  until: day('2026-06-01'),
  tariffIds: [],
  connectedFrom: null,
  connectedUntil: null,
  accountGroupIds: [],
  contractGroupIds: [],
  addresses: [],
  promoCode: '',
  discountBasisPoints: 0,
  discountMonths: null,
  giftServiceId: null,
  giftMonths: null,
  bonusMinor: 0n,
  priority: 100,
  isStacking: true,
}

const GROUPS = { accountGroups: findAccountGroupIds, contractGroups: findContractGroupIds }

const promote = (house: TestHouse, form: Partial<PromotionForm>) =>
  house.deed((ctx) => createPromotion(ctx, { ...FORM, ...form }, GROUPS))

/** Two groups, and deeds that put somebody into one or move them. */
async function openGroups(house: TestHouse) {
  const accounts = await house.deed((ctx) =>
    createGroup(ctx, ACCOUNT_GROUPS, { name: 'Дом 5', note: '' }),
  )
  const contracts = await house.deed((ctx) =>
    createGroup(ctx, CONTRACT_GROUPS, { name: 'Арендаторы', note: '' }),
  )
  const part = { postcode: '', region: '', entrance: '', floor: '', flat: '7' }
  return {
    accountGroupIds: [accounts.id],
    contractGroupIds: [contracts.id],
    addAccount: (accountId: number) =>
      house.deed((ctx) =>
        groupAccounts(ctx, {
          id: accounts.id,
          accountIds: [accountId],
          subscriberIds: [],
          logins: [],
        }),
      ),
    addContract: (contractId: number) =>
      house.deed((ctx) =>
        groupContracts(ctx, {
          id: contracts.id,
          contractIds: [contractId],
          subscriberIds: [],
          numbers: [],
        }),
      ),
    move: (id: number, place: { city: string; street: string; house: string }) =>
      house.deed(async (ctx) => {
        const { version, ...card } = await getSubscriber(ctx, id)
        const address = { ...part, ...place, kind: 'installation' as const }
        await changeSubscriber(ctx, { id, version, form: { ...card, addresses: [address] } })
      }),
  }
}

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

test('who comes into a group or to an address gets what is promised there, once, and nothing else', async (t) => {
  const house = await openHouse(t, '2026-04-10T09:00:00+03:00')
  const tariffId = await house.tariff('Интернет 100')
  const groups = await openGroups(house)
  const anna = await house.connect({ login: 'ivanova', tariffId })
  const boris = await house.connect({ login: 'petrov', tariffId })
  const { accountGroupIds, contractGroupIds } = groups
  const mira = { city: '', street: 'ул. Мира', house: '5' }
  // Each less than the fee, so that nothing is charged and the balance is what was given.
  await promote(house, { name: 'Дому', accountGroupIds, bonusMinor: 1_00n })
  await promote(house, { name: 'Арендаторам', contractGroupIds, bonusMinor: 2_00n })
  await promote(house, { name: 'Миру, 5', addresses: [mira], bonusMinor: 4_00n })
  await promote(house, {
    name: 'Всем троим',
    accountGroupIds,
    contractGroupIds,
    addresses: [mira],
    bonusMinor: 8_00n,
  })
  await promote(house, { name: 'Всем', bonusMinor: 100_00n })
  const given = async (deed: () => Promise<unknown>) => {
    const before = await house.balance(anna.contractId)
    await deed()
    await house.work()
    return (await house.balance(anna.contractId)) - before
  }
  // What is for everybody is for new accounts: here they are opened before it is heard of.
  assert.equal(await given(() => house.work()), 100_00n)
  await promote(house, { name: 'Новым', bonusMinor: 16_00n })

  const elsewhere = { city: 'Казань', street: 'пр-кт Мира', house: '5' }
  assert.equal(await given(() => groups.move(anna.subscriberId, elsewhere)), 0n)
  assert.equal(await given(() => groups.addAccount(anna.accountId)), 1_00n)
  assert.equal(await given(() => groups.addContract(anna.contractId)), 2_00n)
  const home = { city: 'Казань', street: 'Мира', house: 'д. 5' }
  assert.equal(await given(() => groups.move(anna.subscriberId, home)), 4_00n + 8_00n, 'all three')
  assert.equal(await given(() => groups.move(anna.subscriberId, elsewhere)), 0n, 'nothing is lost')
  assert.equal(await given(() => groups.move(anna.subscriberId, home)), 0n, 'nothing comes twice')
  assert.equal(await given(() => groups.addAccount(anna.accountId)), 0n)
  assert.equal(await house.balance(boris.contractId), 100_00n, 'he is nowhere')
  await house.audit()
})

test('a promo code for a group is refused to others, and a promotion for a group that is not there is not started', async (t) => {
  const house = await openHouse(t, '2026-04-10T09:00:00+03:00')
  const tariffId = await house.tariff('Интернет 100')
  const { contractGroupIds, addContract } = await openGroups(house)
  const { accountId, contractId } = await house.connect({ login: 'ivanova', tariffId })
  await promote(house, { promoCode: 'OFFICE', contractGroupIds, bonusMinor: 50_00n })
  const redeem = () => house.deed((ctx) => redeemCode(ctx, { accountId, code: 'office' }))
  await assert.rejects(redeem(), /promotion-does-not-fit/)
  await addContract(contractId)
  await house.work()
  assert.equal(await house.balance(contractId), 0n, 'a code is not given by itself')
  await redeem()
  assert.equal(await house.balance(contractId), 50_00n)

  const refused = async (form: Partial<PromotionForm>) => {
    const promise = promote(house, { ...form, bonusMinor: 1_00n })
    const error = await promise.then(undefined, (reason: unknown) => reason)
    assert.ok(error instanceof Refusal)
    return [error.code, error.fields[0]?.field]
  }
  assert.deepEqual(await refused({ accountGroupIds: [99] }), [
    'catalogue.promotion-of-unknown-group',
    'accountGroupIds',
  ])
  assert.deepEqual(await refused({ contractGroupIds: [...contractGroupIds, 99] }), [
    'catalogue.promotion-of-unknown-group',
    'contractGroupIds',
  ])
  assert.deepEqual(await refused({ tariffIds: [tariffId, 99] }), [
    'catalogue.promotion-of-unknown-tariff',
    'tariffIds',
  ])
  await house.audit()
})
