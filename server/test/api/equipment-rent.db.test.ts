import assert from 'node:assert/strict'
import { test } from 'node:test'
import { type Caller, startHouse } from '../support/api.ts'
import { done, openAccounts, post, refused } from '../support/devices.ts'
import { contractOf, storekeeper } from '../support/equipment.ts'

const today = Temporal.Now.plainDateISO('Europe/Moscow')
const tomorrow = today.add({ days: 1 }).toString()

async function furnish(call: Caller) {
  const [accountId = 0, otherId = 0] = await openAccounts(call, ['ivanova', 'petrova'])
  const contractId = await contractOf(call, accountId)
  const service = (name: string, kind: string) =>
    done(call('POST', '/api/catalogue/services', { name, kind, price: '90', from: '2020-01-01' }))
  return {
    accountId,
    contractId,
    otherContractId: await contractOf(call, otherId),
    rent: await service('Аренда роутера', 'monthly-by-days'),
    setUp: await service('Настройка', 'one-off'),
    async assigned() {
      const path = `/api/accounts/services?contractId=${contractId}`
      return (await done(call('GET', path))).items as Record<string, string | null>[]
    },
  }
}

test('a rent begins with the unit, goes on with its successor, and ends when it comes back', async (t) => {
  const house = await startHouse(t)
  const call = await house.administrator()
  const keeper = storekeeper(call)
  const { accountId, contractId, otherContractId, rent, setUp, assigned } = await furnish(call)
  const oneOff = { kind: 'router', name: 'Роутер', rentServiceId: setUp.id }
  assert.equal(
    (await refused(call('POST', '/api/network/equipment/models', oneOff)))[0],
    'network.rent-is-one-off',
  )
  const model = await keeper.model({ name: 'Archer C6', rentServiceId: rent.id })
  const old = await keeper.take(model.id, { serial: 'A1' })
  const fresh = await keeper.take(model.id, { serial: 'A2' })
  const order = {
    contractId,
    accountId,
    terms: 'rented',
    rent: { serviceId: rent.id, from: today.toString() },
  }
  const attempt = (change: object) =>
    refused(keeper.attempt(old.id, 'hand-out', { ...order, ...change }))
  assert.equal((await attempt({ accountId: null }))[0], 'network.rent-without-account')
  assert.equal((await attempt({ terms: 'lent' }))[0], 'network.rent-without-account')
  assert.equal((await attempt({ contractId: otherContractId }))[0], 'network.account-of-another')
  assert.equal((await keeper.read(old.id)).state, 'stock', 'what is refused changes nothing')
  assert.deepEqual(await assigned(), [])

  await keeper.deed(old.id, 'hand-out', order)
  const [begun] = await assigned()
  assert.deepEqual(
    [begun?.serviceName, begun?.from, begun?.until, begun?.comment],
    ['Аренда роутера', today.toString(), null, 'Archer C6 A1'],
  )
  const swap = { newUnitId: fresh.id, reason: 'Не включается', state: 'repair' }
  const now = await keeper.deed(old.id, 'swap', swap)
  assert.deepEqual([now.id, now.holder?.terms, now.holder?.rentId], [fresh.id, 'rented', begun?.id])
  assert.equal((await keeper.read(old.id)).state, 'repair')
  assert.equal((await assigned()).length, 1, 'the same rent goes on')
  const again = { ...swap, newUnitId: old.id }
  assert.deepEqual(await refused(keeper.attempt(fresh.id, 'swap', again)), [
    'network.equipment-repair',
    { unit: 'Archer C6 A1' },
    'newUnitId',
  ])
  await keeper.deed(fresh.id, 'take-back', { reason: 'Расторжение' })
  assert.deepEqual(
    (await assigned()).map(({ until, cancelledAt }) => [until, cancelledAt]),
    [[tomorrow, null]],
    'today is the last day',
  )
})

test('a rent that was to begin later is cancelled, and one that has ended is left alone', async (t) => {
  const house = await startHouse(t)
  const call = await house.administrator()
  const keeper = storekeeper(call)
  const { accountId, contractId, rent, assigned } = await furnish(call)
  const model = await keeper.model({ name: 'Archer C6' })
  const { id } = await keeper.take(model.id, { serial: 'A1' })
  const later = { serviceId: rent.id, from: today.add({ days: 10 }).toString() }
  const order = { contractId, accountId, terms: 'rented' }
  await keeper.deed(id, 'hand-out', { ...order, rent: later })
  await keeper.deed(id, 'take-back', { reason: 'Передумали' })
  const [never] = await assigned()
  assert.ok(never?.cancelledAt)

  const past = { serviceId: rent.id, from: today.toString() }
  await keeper.deed(id, 'hand-out', { ...order, rent: past })
  const close = { reason: 'Переезд' }
  const account = await done(call('GET', `/api/accounts/${accountId}`))
  const edit = { 'if-match': String(account.version) }
  await done(call('POST', `/api/accounts/${accountId}/close`, close, edit))
  const ended = (await assigned()).find(({ cancelledAt }) => !cancelledAt)
  await keeper.deed(id, 'take-back', { reason: 'Вернула' })
  const same = (await assigned()).find(({ cancelledAt }) => !cancelledAt)
  assert.deepEqual(same, ended, 'the account has ended it already')
})

test('nothing is handed out to a contract that is closed', async (t) => {
  const house = await startHouse(t)
  const call = await house.administrator()
  const keeper = storekeeper(call)
  const { contractId, otherContractId } = await furnish(call)
  const model = await keeper.model({ name: 'Archer C6' })
  const { id } = await keeper.take(model.id, { serial: 'A1' })
  const kept = await keeper.take(model.id, { serial: 'A2' })
  await keeper.deed(kept.id, 'hand-out', { contractId, terms: 'lent' })
  for (const closed of [contractId, otherContractId]) {
    const path = `/api/accounts/contracts/${closed}/close`
    await done(post(call, path, { reason: 'Переезд' }))
  }
  const order = { contractId, terms: 'lent' }
  assert.equal((await refused(keeper.attempt(id, 'hand-out', order)))[0], 'network.contract-closed')
  const left = await keeper.list(`contractId=${contractId}`)
  assert.deepEqual(
    left.map(({ serial }) => serial),
    ['A2'],
    'it still has to come back',
  )
})
