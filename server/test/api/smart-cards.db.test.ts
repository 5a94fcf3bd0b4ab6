import assert from 'node:assert/strict'
import { test } from 'node:test'
import { startHouse } from '../support/api.ts'
import { openAccounts, refused } from '../support/devices.ts'
import { contractOf, storekeeper } from '../support/equipment.ts'

/** A set-top box and two cards in stock, and the contracts of Ivanova and Petrova. */
async function furnish(t: Parameters<typeof startHouse>[0]) {
  const house = await startHouse(t)
  const call = await house.administrator()
  const keeper = storekeeper(call)
  const [first = 0, second = 0] = await openAccounts(call, ['ivanova', 'petrova'])
  const boxes = await keeper.model({ kind: 'set-top-box', name: 'MAG-540' })
  const cards = await keeper.model({ kind: 'smart-card', name: 'Irdeto', serialFormat: '####' })
  return {
    keeper,
    contractId: await contractOf(call, first),
    otherId: await contractOf(call, second),
    box: await keeper.take(boxes.id, { serial: 'B1', place: 'Мира' }),
    spare: await keeper.take(boxes.id, { serial: 'B2', place: 'Мира' }),
    card: await keeper.take(cards.id, { serial: '0001' }),
    other: await keeper.take(cards.id, { serial: '0002' }),
  }
}

test('a card goes where its unit goes, and its own way when it is taken out', async (t) => {
  const { keeper, contractId, otherId, box, spare, card, other } = await furnish(t)
  const inserted = await keeper.deed(card.id, 'insert', { unitId: box.id })
  assert.deepEqual([inserted.pair?.number, inserted.place], ['B1', 'Мира'])
  const second = refused(keeper.attempt(other.id, 'insert', { unitId: box.id }))
  assert.equal((await second)[0], 'network.equipment-paired')
  const swapped = refused(keeper.attempt(box.id, 'insert', { unitId: card.id }))
  assert.equal((await swapped)[0], 'network.not-a-card')
  const alone = keeper.attempt(card.id, 'hand-out', { contractId, terms: 'lent' })
  assert.equal((await refused(alone))[0], 'network.card-in-unit')

  await keeper.deed(box.id, 'hand-out', { contractId, terms: 'rented' })
  assert.equal((await keeper.read(card.id)).holder?.contractId, contractId)
  await keeper.deed(card.id, 'take-out', { reason: 'Проверка' })
  await keeper.deed(spare.id, 'hand-out', { contractId: otherId, terms: 'lent' })
  const foreign = keeper.attempt(card.id, 'insert', { unitId: spare.id })
  assert.equal((await refused(foreign))[0], 'network.equipment-held')
  const given = await keeper.deed(other.id, 'insert', { unitId: spare.id })
  assert.deepEqual([given.holder?.contractId, given.holder?.terms], [otherId, 'lent'])

  await keeper.deed(card.id, 'insert', { unitId: box.id })
  await keeper.deed(box.id, 'take-back', { reason: 'Расторжение', place: 'Ленина' })
  const home = await keeper.read(card.id)
  assert.deepEqual([home.state, home.place, home.pair?.number], ['stock', 'Ленина', 'B1'])
  const pairings = home.pairings as { number: string; endReason: string }[]
  assert.deepEqual(
    pairings.map(({ number, endReason }) => [number, endReason]),
    [
      ['B1', ''],
      ['B1', 'Проверка'],
    ],
  )
})

test('the card of a broken box goes over into the new one, and a new card into the same box', async (t) => {
  const { keeper, contractId, box, spare, card, other } = await furnish(t)
  await keeper.deed(card.id, 'insert', { unitId: box.id })
  await keeper.deed(box.id, 'hand-out', { contractId, terms: 'lent' })
  const wrong = keeper.attempt(box.id, 'swap', { newUnitId: other.id, reason: 'Сломалась' })
  assert.equal((await refused(wrong))[0], 'network.swap-of-another-sort')
  await keeper.deed(box.id, 'swap', { newUnitId: spare.id, reason: 'Сломалась', state: 'repair' })
  const kept = await keeper.read(card.id)
  assert.deepEqual([kept.pair?.number, kept.holder?.contractId], ['B2', contractId])
  const broken = await keeper.read(box.id)
  assert.deepEqual([broken.state, broken.pair], ['repair', null])

  const fresh = await keeper.deed(card.id, 'swap', { newUnitId: other.id, reason: 'Не читается' })
  assert.deepEqual(
    [fresh.id, fresh.pair?.number, fresh.holder?.contractId],
    [other.id, 'B2', contractId],
  )
  const returned = await keeper.read(card.id)
  assert.deepEqual([returned.state, returned.pair], ['stock', null])
})

test('a unit that goes into repair lets its card stay in stock', async (t) => {
  const { keeper, box, card, other } = await furnish(t)
  await keeper.deed(card.id, 'insert', { unitId: box.id })
  await keeper.deed(box.id, 'move', { state: 'repair', place: 'Мастерская' })
  const left = await keeper.read(card.id)
  assert.deepEqual([left.state, left.pair], ['stock', null])
  const late = keeper.attempt(other.id, 'insert', { unitId: box.id })
  assert.deepEqual((await refused(late)).at(0), 'network.equipment-repair')
})
