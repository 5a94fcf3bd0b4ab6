import assert from 'node:assert/strict'
import { test } from 'node:test'
import { startHouse } from '../support/api.ts'
import { edit, openAccounts, post, refused } from '../support/devices.ts'
import { contractOf, MODELS, storekeeper, UNITS } from '../support/equipment.ts'

const today = Temporal.Now.plainDateISO('Europe/Moscow')

test('a model says how its units are told apart, and no two units are the same', async (t) => {
  const house = await startHouse(t)
  const call = await house.administrator()
  const keeper = storekeeper(call)
  const ont = await keeper.model({
    kind: 'ont',
    name: 'HG8245',
    serialFormat: 'HWTC%%%%%%%%',
    warrantyMonths: 12,
  })
  const router = await keeper.model({ name: 'Archer C6', macNeed: 'required' })
  const attempt = (modelId: number, form: object) =>
    refused(post(call, UNITS, { modelId, ...form }))
  const facts = { model: 'HG8245', format: 'HWTC%%%%%%%%' }
  assert.deepEqual(await attempt(ont.id, { serial: 'ZTEG00000001' }), [
    'network.unit-number-format',
    facts,
    'serial',
  ])
  const [missing] = await attempt(router.id, { serial: 'A1' })
  assert.equal(missing, 'network.unit-number-missing')
  const unit = await keeper.take(ont.id, {
    serial: 'hwtc0000000a',
    mac: 'AA-BB-CC-00-00-01',
    place: 'Склад на Мира',
  })
  assert.deepEqual(
    [unit.serial, unit.mac, unit.state, unit.place],
    ['HWTC0000000A', 'aa:bb:cc:00:00:01', 'stock', 'Склад на Мира'],
  )
  assert.equal(
    unit.warrantyUntil,
    today.add({ months: 12 }).subtract({ days: 1 }).toString(),
    'the warranty of the model',
  )
  assert.deepEqual(await attempt(ont.id, { serial: 'HWTC0000000A' }), [
    'network.unit-serial-taken',
    { serial: 'HWTC0000000A' },
    'serial',
  ])
  const sameMac = { serial: 'A2', mac: 'aabb.cc00.0001' }
  assert.equal((await attempt(router.id, sameMac))[0], 'network.unit-mac-taken')
  const sameSerial = { serial: 'HWTC0000000A', mac: 'aa:bb:cc:00:00:02' }
  await keeper.take(router.id, sameSerial)
  assert.equal(
    (await refused(call('DELETE', `${MODELS}/${ont.id}`)))[0],
    'network.equipment-model-has-units',
  )
  const path = `${UNITS}/${unit.id}`
  const change = await call('PATCH', path, { note: 'Царапина' }, edit(unit))
  assert.equal(change.body.serial, 'HWTC0000000A', 'what is not said stays')
  assert.equal((await call('PATCH', path, { note: '' }, edit(unit))).status, 412)
  const hide = await call('PATCH', `${MODELS}/${ont.id}`, { isHidden: true }, edit(ont))
  assert.equal(hide.body.serialFormat, 'HWTC%%%%%%%%')
  assert.equal(
    (await attempt(ont.id, { serial: 'HWTC0000000B' }))[0],
    'network.equipment-model-hidden',
  )
  assert.deepEqual(
    (await keeper.list('q=0000000a&kind=ont')).map(({ id }) => id),
    [unit.id],
  )
  assert.deepEqual(
    (await keeper.list('q=AABBCC000001')).map(({ id }) => id),
    [unit.id],
  )
})

test('of two who hand the same unit out at once one is told whose it is', async (t) => {
  const house = await startHouse(t)
  const call = await house.administrator()
  const keeper = storekeeper(call)
  const [first = 0, second = 0] = await openAccounts(call, ['ivanova', 'petrova'])
  const contracts = [await contractOf(call, first), await contractOf(call, second)]
  const model = await keeper.model({ name: 'Archer C6' })
  const { id } = await keeper.take(model.id, { serial: 'A1' })
  const answers = await Promise.all(
    contracts.map((contractId) => keeper.attempt(id, 'hand-out', { contractId, terms: 'lent' })),
  )
  assert.deepEqual(answers.map(({ status }) => status).toSorted(), [200, 409])
  const held = await keeper.read(id)
  const loser = answers.find(({ status }) => status === 409)?.body
  assert.equal(loser?.code, 'network.equipment-held')
  const winner = await call('GET', `/api/subscribers/contracts/${held.holder?.contractId}`)
  assert.deepEqual(loser?.details, { unit: 'Archer C6 A1', number: winner.body.number })

  const history = await keeper.history(id)
  assert.deepEqual(
    history.map(({ state }) => state),
    ['held', 'stock'],
  )
})

test('a unit goes out and comes back, and everything about it is kept', async (t) => {
  const house = await startHouse(t)
  const call = await house.administrator()
  const keeper = storekeeper(call)
  const [accountId = 0] = await openAccounts(call, ['ivanova'])
  const contractId = await contractOf(call, accountId)
  const model = await keeper.model({ name: 'Archer C6' })
  const { id } = await keeper.take(model.id, { serial: 'A1', mac: 'aa:bb:cc:00:00:01' })
  const order = { contractId, accountId, terms: 'sold', reason: 'Акция' }
  const held = await keeper.deed(id, 'hand-out', order)
  assert.deepEqual(
    [held.state, held.holder?.accountId, held.holder?.terms],
    ['held', accountId, 'sold'],
  )
  const found = await call('GET', '/api/reports/search?q=aabb.cc00.0001')
  const [hit] = found.body.items as Record<string, unknown>[]
  assert.deepEqual([hit?.kind, hit?.subscriberId], ['equipment', held.holder?.subscriberId])

  const busy = await refused(keeper.attempt(id, 'move', { state: 'repair' }))
  assert.equal(busy[0], 'network.equipment-held')
  const back = { state: 'repair', place: 'Мастерская', reason: 'Не включается' }
  await keeper.deed(id, 'take-back', back)
  assert.equal(
    (await refused(keeper.attempt(id, 'take-back', back)))[0],
    'network.equipment-not-held',
  )
  assert.equal(
    (await refused(keeper.attempt(id, 'hand-out', order)))[0],
    'network.equipment-repair',
  )
  const noReason = await keeper.attempt(id, 'move', { state: 'written-off' })
  assert.deepEqual(noReason.body.fields, [{ field: 'reason', rule: 'required' }])
  await keeper.deed(id, 'move', { state: 'written-off', reason: 'Сгорел' })

  const lines = (await keeper.history(id)).map(({ state, place, reason, endReason, author }) =>
    [state, place, reason, endReason, author === '' ? 'nobody' : 'somebody'].join(' | '),
  )
  assert.deepEqual(lines, [
    'written-off |  | Сгорел |  | somebody',
    'repair | Мастерская | Не включается | Сгорел | somebody',
    'held |  | Акция | Не включается | somebody',
    'stock |  |  | Акция | somebody',
  ])
  const holdings = `/api/network/equipment/holdings?subscriberId=${held.holder?.subscriberId}`
  const had = (await call('GET', holdings)).body.items as Record<string, unknown>[]
  assert.deepEqual(
    had.map(({ serial, endReason }) => [serial, endReason]),
    [['A1', 'Не включается']],
  )
  assert.equal(
    (await refused(call('DELETE', `${UNITS}/${id}`)))[0],
    'network.equipment-has-history',
  )
  const typo = await keeper.take(model.id, { serial: 'A2' })
  assert.equal((await call('DELETE', `${UNITS}/${typo.id}`)).status, 200)
})

test('lists are narrowed by holder, state, place and warranty, page by page', async (t) => {
  const house = await startHouse(t)
  const call = await house.administrator()
  const keeper = storekeeper(call)
  const [accountId = 0] = await openAccounts(call, ['ivanova'])
  const contractId = await contractOf(call, accountId)
  const model = await keeper.model({ name: 'Archer C6' })
  const day = (days: number) => today.add({ days }).toString()
  const over = await keeper.take(model.id, { serial: 'A1', warrantyUntil: day(-1), place: 'Мира' })
  const last = await keeper.take(model.id, { serial: 'A2', warrantyUntil: day(0) })
  const late = await keeper.take(model.id, { serial: 'A3', warrantyUntil: day(31) })
  const none = await keeper.take(model.id, { serial: 'A4' })
  await keeper.deed(none.id, 'hand-out', { contractId, terms: 'lent' })
  const idsOf = async (query: string) => (await keeper.list(query)).map(({ id }) => id)
  assert.deepEqual(await idsOf('warranty=over'), [over.id])
  assert.deepEqual(await idsOf('warranty=ending'), [last.id])
  assert.deepEqual(await idsOf('warranty=valid'), [late.id, last.id])
  assert.deepEqual(await idsOf('warranty=none'), [none.id])
  assert.deepEqual(await idsOf('state=held'), [none.id])
  assert.deepEqual(await idsOf(`contractId=${contractId}&terms=lent`), [none.id])
  assert.deepEqual(await idsOf(`accountId=${accountId}`), [], 'it is on the contract alone')
  assert.deepEqual(await idsOf('place=Мира'), [over.id])
  const first = await call('GET', `${UNITS}?limit=3&total=true`)
  assert.equal(first.body.total, 4)
  const next = await call('GET', `${UNITS}?limit=3&cursor=${first.body.nextCursor}`)
  assert.deepEqual(
    (next.body.items as { id: number }[]).map(({ id }) => id),
    [over.id],
  )
  const places = await call('GET', '/api/network/equipment/places')
  assert.deepEqual(places.body.items, ['Мира'])
})
