import assert from 'node:assert/strict'
import { test } from 'node:test'
import { createGroup } from '#platform/groups/keep-groups'
import { closeAccount } from '../../src/domains/accounts/change-account.ts'
import { ACCOUNT_GROUPS } from '../../src/domains/accounts/groups/account-groups.ts'
import { groupAccounts } from '../../src/domains/accounts/groups/group-accounts.ts'
import { getAccount, planAction } from '../../src/domains/accounts/index.ts'
import { cancelPlanned } from '../../src/domains/accounts/planned/plan-action.ts'
import { selectSettledActions } from '../../src/domains/accounts/planned/planned-actions.store.ts'
import { carryDueActions, unblockAccount } from '../../src/domains/blocking/index.ts'
import { pauseAccount } from '../../src/domains/blocking/pauses/pause-account.ts'
import { openHouse, type TestHouse } from '../support/house.ts'

const day = (text: string) => Temporal.PlainDate.from(text)
const SEASONAL = 1

async function open(t: Parameters<typeof openHouse>[0], start: string) {
  const house = await openHouse(t, start)
  const blockFees = { money: 0n, staff: 0n, 'own-wish': 60_00n }
  const tariffId = await house.tariff('Интернет 100', { blockFees })
  const anna = await house.connect({ login: 'ivanova', tariffId })
  await house.pay(anna.contractId, 10_000_00n)
  const pause = (from: string, until: string) =>
    house.deed((ctx) =>
      pauseAccount(ctx, {
        accountId: anna.accountId,
        pauseTemplateId: SEASONAL,
        from: day(from),
        until: day(until),
        reason: 'уехали на дачу',
      }),
    )
  return { house, anna, pause, state: () => stateOf(house, anna.accountId) }
}

async function stateOf(house: TestHouse, accountId: number): Promise<string> {
  return (await house.deed((ctx) => getAccount(ctx, accountId))).state
}

async function midnight(house: TestHouse, text: string): Promise<void> {
  house.clock.set(`${text}T00:00:30+03:00`)
  await carryDueActions(house.ground)
  await house.work()
  house.clock.set(`${text}T00:02:00+03:00`)
  await house.night()
}

test('a summer pause begins and ends by itself and costs the fee of a pause', async (t) => {
  const { house, anna, pause, state } = await open(t, '2026-03-01T09:00:00+03:00')
  await midnight(house, '2026-05-01')
  assert.equal(await house.balance(anna.contractId), 8_800_00n, 'March and May')
  await pause('2026-06-01', '2026-08-01')
  assert.equal(await state(), 'active')

  await midnight(house, '2026-06-01')
  assert.equal(await state(), 'own-wish')
  await midnight(house, '2026-07-31')
  assert.equal(await house.balance(anna.contractId), 8_680_00n, 'two months at 60')
  await midnight(house, '2026-08-01')
  assert.equal(await state(), 'active')
  assert.equal(await house.balance(anna.contractId), 8_080_00n, 'August at 600')
  assert.equal((await house.night()).postingsCount, 0)
  await house.audit()
})

test('the terms of pauses are kept, and each refusal says what to change', async (t) => {
  const { house, anna, pause } = await open(t, '2026-03-01T09:00:00+03:00')
  await assert.rejects(pause('2026-04-01', '2026-04-05'), /pause-too-short/)
  await assert.rejects(pause('2026-04-01', '2026-12-05'), /pause-too-long/)
  await assert.rejects(pause('2026-03-10', '2026-03-20'), /pause-contract-too-young/)
  await pause('2026-04-01', '2026-04-10')
  await assert.rejects(pause('2026-04-09', '2026-04-20'), /pause-overlaps/)
  const second = await pause('2026-05-01', '2026-05-10')
  await assert.rejects(pause('2026-06-01', '2026-06-10'), /pauses-used-up/)
  await house.deed((ctx) => cancelPlanned(ctx, `action:${second.id}`))
  await pause('2026-06-01', '2026-06-10')
  await midnight(house, '2026-05-01')
  assert.equal(await stateOf(house, anna.accountId), 'active', 'the cancelled one does not begin')
})

test('a pause that ends before its day is over, and its planned end is forgotten', async (t) => {
  const { house, anna, pause, state } = await open(t, '2026-01-01T09:00:00+03:00')
  house.clock.set('2026-04-06T12:00:00+03:00')
  await house.night()
  assert.equal(await house.balance(anna.contractId), 8_800_00n)
  await pause('2026-04-06', '2026-04-30')
  assert.equal(await state(), 'own-wish', 'from today: at once')
  assert.equal(await house.balance(anna.contractId), 9_280_00n, 'six days are used')
  house.clock.set('2026-04-21T08:00:00+03:00')
  const { accountId } = anna
  await house.deed((ctx) => unblockAccount(ctx, { accountId, kind: 'own-wish', reason: '' }))
  // 14 days of pause at 60 a month, 16 days of access at 600.
  assert.equal(await house.balance(anna.contractId), 10_000_00n - 600_00n - 320_00n - 28_00n)
  await midnight(house, '2026-04-30')
  const settled = await house.deed((ctx) =>
    selectSettledActions(ctx, { accountIds: [accountId], limit: 10 }),
  )
  assert.deepEqual(
    settled.map((action) => action.state).sort(),
    ['cancelled', 'done'],
    'nothing failed for having nothing left to end',
  )
  await house.audit()
})

test('what was planned is done at its hour once, and one account that cannot follow is named', async (t) => {
  const { house, anna, state } = await open(t, '2026-04-01T09:00:00+03:00')
  const dueAt = Temporal.Instant.from('2026-04-10T15:00:00+03:00')
  const plan = { accountId: anna.accountId, groupId: null, dueAt, reason: 'работы на линии' }
  await house.deed((ctx) =>
    planAction(ctx, { ...plan, kind: 'block', details: { blockKind: 'staff' } }),
  )
  const fast = await house.tariff('Интернет 300', { coefficientMin: 10_000 })
  await house.deed((ctx) =>
    planAction(ctx, { ...plan, kind: 'tariff', details: { tariffId: fast } }),
  )
  await house.database.pool.query('update catalogue.tariffs set is_hidden = true where id = $1', [
    fast,
  ])
  house.clock.set('2026-04-10T14:59:59+03:00')
  await carryDueActions(house.ground)
  assert.equal(await state(), 'active')
  house.clock.set('2026-04-10T15:00:20+03:00')
  await Promise.all([carryDueActions(house.ground), carryDueActions(house.ground)])
  assert.equal(await state(), 'staff')
  const settled = await house.deed((ctx) => selectSettledActions(ctx, { limit: 10 }))
  assert.deepEqual(
    settled.map(({ kind, state: end, outcome }) => [kind, end, outcome?.failed[0]?.code]).sort(),
    [
      ['block', 'done', undefined],
      ['tariff', 'failed', 'accounts.tariff-not-for-sale'],
    ],
  )
  await house.audit()
})

test('what is planned for a group is done to who is in it at that hour, and one who cannot is named', async (t) => {
  const { house, anna } = await open(t, '2026-04-01T09:00:00+03:00')
  const boris = await house.connect({ login: 'petrov', tariffId: 1 })
  const late = await house.connect({ login: 'sidorov', tariffId: 1 })
  const group = await house.deed((ctx) =>
    createGroup(ctx, ACCOUNT_GROUPS, { name: 'Дом 5', note: '' }),
  )
  const add = (logins: string[]) =>
    house.deed((ctx) =>
      groupAccounts(ctx, { id: group.id, accountIds: [], subscriberIds: [], logins }),
    )
  assert.deepEqual(await add(['ivanova', 'PETROV', 'nobody']), {
    addedCount: 2,
    unknownLogins: ['nobody'],
  })
  const visit = await house.service('one-off', 'Перенос линии', { priceMinor: 100_00n })
  const dueAt = Temporal.Instant.from('2026-04-10T15:00:00+03:00')
  const plan = { accountId: null, groupId: group.id, dueAt, reason: 'ремонт' }
  await house.deed((ctx) =>
    planAction(ctx, { ...plan, kind: 'service-on', details: { serviceId: visit } }),
  )
  await add(['sidorov'])
  house.clock.set('2026-04-05T12:00:00+03:00')
  await house.deed(async (ctx) => {
    const { version } = await getAccount(ctx, boris.accountId)
    await closeAccount(ctx, { id: boris.accountId, version })
  })
  await house.pay(late.contractId, 1_000_00n)
  const before = await house.balance(late.contractId)
  house.clock.set('2026-04-10T15:00:20+03:00')
  await carryDueActions(house.ground)
  await house.work()
  assert.equal(before - (await house.balance(late.contractId)), 100_00n, 'joined after the plan')
  const settled = await house.deed((ctx) => selectSettledActions(ctx, { limit: 10 }))
  assert.deepEqual(settled[0]?.outcome, { done: 2, failed: [] }, 'a closed account is passed over')
  assert.equal(await house.balance(anna.contractId), 10_000_00n - 600_00n - 100_00n)
  await house.audit()
})
