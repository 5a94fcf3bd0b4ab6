import assert from 'node:assert/strict'
import { test } from 'node:test'
import { startHouse } from '../support/api.ts'

const PROMOTIONS = '/api/catalogue/promotions'
const FORM = { name: 'Дому 5', from: '2026-04-01', bonus: '100' }

test('a promotion keeps its groups and addresses, and names the condition that makes no sense', async (t) => {
  const house = await startHouse(t)
  const admin = await house.administrator()
  const accounts = await admin('POST', '/api/accounts/groups', { name: 'Дом 5' })
  const contracts = await admin('POST', '/api/subscribers/groups', { name: 'Арендаторы' })
  const conditions = {
    accountGroupIds: [accounts.body.id],
    contractGroupIds: [contracts.body.id],
    addresses: [{ city: 'Казань', street: ' ул. Мира ', house: '5' }],
  }
  const created = await admin('POST', PROMOTIONS, { ...FORM, ...conditions })
  assert.equal(created.status, 200, JSON.stringify(created.body))
  const kept = {
    ...conditions,
    addresses: [{ city: 'Казань', street: 'ул. Мира', house: '5' }],
  }
  const conditionsOf = async () => {
    const { body } = await admin('GET', PROMOTIONS)
    const [{ accountGroupIds, contractGroupIds, addresses }] = body.items as [typeof kept]
    return { accountGroupIds, contractGroupIds, addresses }
  }
  assert.deepEqual(await conditionsOf(), kept)

  const change = (form: object) =>
    admin('PUT', `${PROMOTIONS}/${created.body.id}`, { ...FORM, ...form }, { 'if-match': '1' })
  const houseAlone = await change({ addresses: [{ street: 'Мира' }, { house: '5' }] })
  assert.equal(houseAlone.status, 422)
  assert.deepEqual(houseAlone.body.fields, [
    { field: 'addresses.1.street', rule: 'city-or-street' },
  ])
  const lost = await change({ ...conditions, contractGroupIds: [contracts.body.id, 77] })
  assert.equal(lost.body.code, 'catalogue.promotion-of-unknown-group')
  assert.deepEqual(lost.body.fields, [
    { field: 'contractGroupIds', rule: 'promotion-of-unknown-group' },
  ])
  assert.deepEqual(await conditionsOf(), kept, 'nothing is half-applied')

  const freed = await change({})
  assert.equal(freed.status, 200, JSON.stringify(freed.body))
  assert.deepEqual(await conditionsOf(), {
    accountGroupIds: [],
    contractGroupIds: [],
    addresses: [],
  })
})
