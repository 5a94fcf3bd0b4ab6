import assert from 'node:assert/strict'
import { test } from 'node:test'
import {
  agreeTerm,
  assignService,
  changeTariff,
  endService,
  findAssignedServices,
  getAccount,
  type PersonalTermForm,
  type ServiceOrder,
} from '../../src/domains/accounts/index.ts'
import { Refusal } from '../../src/platform/refusal.ts'
import { type Customer, openHouse, type TestHouse } from '../support/house.ts'

const day = (text: string) => Temporal.PlainDate.from(text)
const refusedAs = (code: string) => (error: unknown) =>
  error instanceof Refusal && error.code === code

async function open(t: Parameters<typeof openHouse>[0], start: string, feeMinor = 600_00n) {
  const house = await openHouse(t, start)
  const tariffId = await house.tariff('Интернет 100', { feeMinor, coefficientMin: 5_000 })
  const anna = await house.connect({ login: 'ivanova', tariffId })
  await house.pay(anna.contractId, 10_000_00n)
  return { house, tariffId, anna }
}

function assigning(house: TestHouse, anna: Customer) {
  return async (serviceId: number, from: string, order: Partial<ServiceOrder> = {}) => {
    const service = { quantity: 1, until: null, plan: null, comment: '', ...order }
    const { accountId } = anna
    const assigned = await house.deed((ctx) =>
      assignService(ctx, { ...service, accountId, serviceId, from: day(from) }),
    )
    await house.work()
    return assigned
  }
}

function agreeing(house: TestHouse, anna: Customer) {
  return async (kind: PersonalTermForm['kind'], amount: bigint, span: [string, string | null]) => {
    const [from, until] = span
    await house.deed((ctx) =>
      agreeTerm(ctx, {
        accountId: anna.accountId,
        assignedServiceId: null,
        kind,
        amount,
        from: day(from),
        until: until === null ? null : day(until),
        priority: 100,
        isStacking: true,
        title: '',
        source: 'staff',
      }),
    )
    await house.work()
  }
}

test('services beside the tariff are charged on the day, by days, and with what leaving early costs', async (t) => {
  const { house, anna } = await open(t, '2026-04-01T09:00:00+03:00')
  const assign = assigning(house, anna)
  const visit = await house.service('one-off', 'Выезд мастера', { priceMinor: 500_00n })
  const fixed = await house.service('monthly', 'Постоянный адрес', {
    priceMinor: 150_00n,
    activationMinor: 100_00n,
    termMonthsMin: 6,
    exitFeeMinor: 300_00n,
  })
  assert.equal(await house.balance(anna.contractId), 9_400_00n, 'April of the tariff')

  await assign(visit, '2026-04-01')
  assert.equal(await house.balance(anna.contractId), 8_900_00n)
  const address = await assign(fixed, '2026-04-16')
  assert.equal(await house.balance(anna.contractId), 8_900_00n, 'planned: costs nothing yet')

  house.clock.set('2026-04-16T00:02:00+03:00')
  await house.night()
  assert.equal(await house.balance(anna.contractId), 8_725_00n, 'activation and 15 of 30 days')
  assert.equal((await house.night()).postingsCount, 0, 'a second run posts nothing')

  house.clock.set('2026-05-11T12:00:00+03:00')
  await house.night()
  assert.equal(await house.balance(anna.contractId), 7_975_00n, 'May of both')
  await house.deed((ctx) => endService(ctx, { ...address, until: day('2026-05-12') }))
  await house.work()
  house.clock.set('2026-05-12T00:02:00+03:00')
  await house.night()
  // 150 for May becomes 150 × 11 / 31 = 53.23; leaving after a month costs 300.
  assert.equal(await house.balance(anna.contractId), 7_771_77n)
  await house.audit()
})

test('a router in instalments: the first payment at once, equal parts, and the rest in the last', async (t) => {
  const { house, anna } = await open(t, '2026-01-10T09:00:00+03:00', 0n)
  const router = await house.service('one-off', 'Роутер', { priceMinor: 4_000_00n })
  const plan = { firstMinor: 1_000_00n, parts: 7 }
  await assigning(house, anna)(router, '2026-01-10', { plan })
  const spent: bigint[] = []
  for (let month = 1; month <= 8; month += 1) {
    house.clock.set(`2026-0${month}-10T03:00:00+03:00`)
    await house.night()
    spent.push(10_000_00n - (await house.balance(anna.contractId)))
  }
  assert.deepEqual(spent, [
    1_000_00n,
    1_428_57n,
    1_857_14n,
    2_285_71n,
    2_714_28n,
    3_142_85n,
    3_571_42n,
    4_000_00n,
  ])
  await house.audit()
})

test('what is agreed back to a day in the past is recalculated from that month on', async (t) => {
  const { house, anna } = await open(t, '2026-04-01T09:00:00+03:00')
  const agree = agreeing(house, anna)
  house.clock.set('2026-05-01T00:02:00+03:00')
  await house.night()
  house.clock.set('2026-06-10T12:00:00+03:00')
  await house.night()
  assert.equal(await house.balance(anna.contractId), 8_200_00n, 'three months of 600')

  await agree('percent', 1_000n, ['2026-04-16', '2026-06-01'])
  // April 600 − 10 % of 300; May 600 − 10 %.
  assert.equal(await house.balance(anna.contractId), 8_290_00n)
  await agree('coefficient', 5_000n, ['2026-06-01', null])
  assert.equal(await house.balance(anna.contractId), 8_590_00n, 'June at the half')
  await assert.rejects(agree('coefficient', 8_000n, ['2026-06-20', null]), /price-agreed-already/)
  await assert.rejects(
    agree('coefficient', 4_999n, ['2026-05-01', '2026-05-10']),
    refusedAs('accounts.coefficient-out-of-bounds'),
  )
  await assert.rejects(agree('percent', 100n, ['2026-03-31', null]), /before-opening/)
  assert.equal((await house.night()).postingsCount, 0)
  await house.audit()
})

test('another tariff for two weeks comes back by itself, also when entered after the fact', async (t) => {
  const { house, anna } = await open(t, '2026-04-01T09:00:00+03:00')
  const fast = await house.tariff('Интернет 300', { feeMinor: 900_00n })
  house.clock.set('2026-05-20T12:00:00+03:00')
  await house.night()
  assert.equal(await house.balance(anna.contractId), 8_800_00n)
  await house.deed(async (ctx) => {
    const { version } = await getAccount(ctx, anna.accountId)
    const span = { from: day('2026-04-11'), until: day('2026-04-21') }
    await changeTariff(ctx, { id: anna.accountId, version, tariffId: fast, ...span })
  })
  await house.work()
  assert.equal(await house.balance(anna.contractId), 8_700_00n, '10 of 30 days, 300 dearer')
  const account = await house.deed((ctx) => getAccount(ctx, anna.accountId))
  assert.notEqual(account.tariffId, fast)
  await house.audit()
})

test('a discount for many goes by the pieces of the whole contract', async (t) => {
  const { house, anna } = await open(t, '2026-04-01T09:00:00+03:00', 0n)
  const assign = assigning(house, anna)
  const terms = { priceMinor: 100_00n, quantityDiscounts: [{ from: 3, basisPoints: 2_000 }] }
  const scope = { discountScope: 'contract' } as const
  const camera = await house.service('monthly', 'Камера', terms, scope)
  await assign(camera, '2026-04-01', { quantity: 2 })
  assert.equal(await house.balance(anna.contractId), 9_800_00n)
  await assign(camera, '2026-04-01')
  assert.equal(await house.balance(anna.contractId), 9_760_00n, 'three of 100 less 20 %')
  await assert.rejects(assign(camera, '2026-04-01', { quantity: 101 }), /too-many-pieces/)
  const [latest] = await house.deed((ctx) => findAssignedServices(ctx, [anna.accountId]))
  assert.equal(latest?.quantity, 1)
  await house.audit()
})
