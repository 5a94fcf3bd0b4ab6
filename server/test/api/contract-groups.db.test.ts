import assert from 'node:assert/strict'
import { test } from 'node:test'
import { type Caller, startHouse } from '../support/api.ts'

const GROUPS = '/api/subscribers/groups'

async function openGroups(t: Parameters<typeof startHouse>[0]) {
  const house = await startHouse(t)
  const admin = await house.administrator()
  const make = async (name: string) => {
    const { status, body } = await admin('POST', GROUPS, { name })
    assert.equal(status, 200, JSON.stringify(body))
    return Number(body.id)
  }
  return {
    admin,
    make,
    sign: (surname: string, number: string) => sign(admin, surname, number),
  }
}

async function sign(admin: Caller, surname: string, number: string) {
  const subscriber = await admin('POST', '/api/subscribers', {
    kind: 'person',
    surname,
    givenName: 'Анна',
  })
  const subscriberId = Number(subscriber.body.id)
  const signed = await admin('POST', '/api/subscribers/contracts', {
    subscriberId,
    number,
    signedOn: '2026-04-01',
    paymentMethod: 'advance',
  })
  assert.equal(signed.status, 200, JSON.stringify(signed.body))
  return { subscriberId, contractId: Number(signed.body.id) }
}

type Page<Item> = { items: Item[]; nextCursor: string | null; total?: number }

test('contracts come into a group by id, by number and by their subscribers, each once and with who added them', async (t) => {
  const { admin, make, sign: signed } = await openGroups(t)
  const anna = await signed('Иванова', 'А 12/3')
  const boris = await signed('Петров', 'Б-1')
  const clara = await signed('Сидорова', 'В-1')
  const id = await make('Арендаторы')
  const added = await admin('POST', `${GROUPS}/${id}/contracts`, {
    contractIds: [anna.contractId],
    subscriberIds: [boris.subscriberId],
    numbers: [' а 12/3 ', 'б-1', 'Нет-7'],
  })
  assert.deepEqual(added.body, { addedCount: 2, unknownNumbers: ['Нет-7'] })
  const again = await admin('POST', `${GROUPS}/${id}/contracts`, { numbers: ['Б-1', 'В-1'] })
  assert.deepEqual(again.body, { addedCount: 1, unknownNumbers: [] })

  const first = await admin('GET', `${GROUPS}/${id}/contracts?limit=2&total=true`)
  const { items, nextCursor, total } = first.body as Page<Record<string, unknown>>
  assert.equal(total, 3)
  assert.deepEqual(
    items.map(({ number, subscriberName, author }) => [number, subscriberName, author]),
    [
      ['А 12/3', 'Иванова Анна', 'Administrator'],
      ['Б-1', 'Петров Анна', 'Administrator'],
    ],
  )
  const rest = await admin('GET', `${GROUPS}/${id}/contracts?limit=2&cursor=${nextCursor}`)
  assert.deepEqual(
    (rest.body as Page<{ contractId: number }>).items.map(({ contractId }) => contractId),
    [clara.contractId],
  )

  await admin('POST', `${GROUPS}/${id}/remove-contracts`, { contractIds: [boris.contractId] })
  const { body } = await admin('GET', GROUPS)
  assert.deepEqual(
    (body.items as { name: string; membersCount: number }[]).map((group) => [
      group.name,
      group.membersCount,
    ]),
    [['Арендаторы', 2]],
  )
})

test('a card names the groups of each contract, and the list of subscribers is narrowed to a group', async (t) => {
  const { admin, make, sign: signed } = await openGroups(t)
  const anna = await signed('Иванова', 'А-1')
  await signed('Петров', 'Б-1')
  const tenants = await make('Арендаторы')
  const friends = await make('Акционеры')
  for (const id of [tenants, friends]) {
    await admin('POST', `${GROUPS}/${id}/contracts`, { contractIds: [anna.contractId] })
  }
  const card = await admin('GET', `/api/reports/subscribers/${anna.subscriberId}/card`)
  const [contract] = card.body.contracts as { groups: unknown }[]
  assert.deepEqual(contract?.groups, [
    { id: friends, name: 'Акционеры', isArchived: false },
    { id: tenants, name: 'Арендаторы', isArchived: false },
  ])
  const list = await admin('GET', `/api/reports/subscribers?groupId=${tenants}&total=true`)
  const { items, total } = list.body as Page<{ id: number }>
  assert.deepEqual([items.map(({ id }) => id), total], [[anna.subscriberId], 1])
  const empty = await admin('GET', `/api/reports/subscribers?groupId=${await make('Пустая')}`)
  assert.deepEqual((empty.body as Page<unknown>).items, [])
})

test('a group in the archive keeps its contracts, takes no more and frees its name', async (t) => {
  const { admin, make, sign: signed } = await openGroups(t)
  const { contractId } = await signed('Иванова', 'А-1')
  const id = await make('Арендаторы')
  await admin('POST', `${GROUPS}/${id}/contracts`, { contractIds: [contractId] })
  const twice = await admin('POST', GROUPS, { name: 'АРЕНДАТОРЫ' })
  assert.equal(twice.status, 409)
  assert.equal(twice.body.code, 'subscribers.group-name-taken')
  const change = (form: Record<string, unknown>, version: number) =>
    admin('PUT', `${GROUPS}/${id}`, form, { 'if-match': String(version) })

  const archived = await change({ name: 'Арендаторы', isArchived: true }, 1)
  assert.equal(archived.body.membersCount, 1)
  assert.ok(archived.body.archivedAt)
  const late = await admin('POST', `${GROUPS}/${id}/contracts`, { numbers: ['А-1'] })
  assert.equal(late.status, 409)
  assert.equal(late.body.code, 'subscribers.group-archived')
  const namesake = await make('Арендаторы')
  assert.notEqual(namesake, id)
  const back = await change({ name: 'Арендаторы', isArchived: false }, 2)
  assert.equal(back.body.code, 'subscribers.group-name-taken', 'another one has the name now')

  const stale = await change({ name: 'Бывшие арендаторы', isArchived: false }, 1)
  assert.equal(stale.body.code, 'platform.version-mismatch')
  const renamed = await change({ name: 'Бывшие арендаторы', note: 'дом 5' }, 2)
  assert.equal(renamed.body.archivedAt, null)
  assert.equal(renamed.body.note, 'дом 5')
  const nameless = await admin('POST', GROUPS, { name: ' ' })
  assert.deepEqual(nameless.body.fields, [{ field: 'name', rule: 'too_small' }])
  const lost = await admin('POST', `${GROUPS}/77/contracts`, { numbers: ['А-1'] })
  assert.equal(lost.body.code, 'subscribers.group.not-found')
})
