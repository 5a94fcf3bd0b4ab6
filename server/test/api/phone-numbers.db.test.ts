import assert from 'node:assert/strict'
import { randomUUID } from 'node:crypto'
import { test } from 'node:test'
import { type Caller, startHouse } from '../support/api.ts'

const today = Temporal.Now.plainDateISO('Europe/Moscow').toString()

/** Each request has a key of its own. */
async function post(call: Caller, path: string, body: object) {
  return call('POST', path, body, { 'idempotency-key': randomUUID() })
}

async function openAccount(call: Caller, login: string): Promise<number> {
  const name = { kind: 'person', surname: 'Иванова', givenName: login }
  const person = await post(call, '/api/subscribers', name)
  const terms = { subscriberId: person.body.id, signedOn: today, paymentMethod: 'advance' }
  const contract = await post(call, '/api/subscribers/contracts', terms)
  const form = {
    contractId: contract.body.id,
    agentId: 1,
    tariffId: 1,
    login,
    password: 'secret12',
  }
  const account = await post(call, '/api/accounts', form)
  assert.equal(account.status, 200, JSON.stringify(account.body))
  return Number(account.body.id)
}

test('a number is somebody’s on one day only, is found by its end, and can be taken away', async (t) => {
  const house = await startHouse(t)
  const call = await house.administrator()
  const tariff = await call('POST', '/api/catalogue/tariffs', {
    name: 'Интернет',
    from: '2020-01-01',
    fee: '0',
    feePeriod: 'month',
    feeCharged: 'in-advance',
    blockPolicy: 'none',
    speedDownKbps: 0,
    speedUpKbps: 0,
  })
  assert.equal(tariff.status, 200, JSON.stringify(tariff.body))
  const [anna, boris] = [await openAccount(call, 'anna'), await openAccount(call, 'boris')]
  const give = (accountId: number, first: string, last = '') =>
    post(call, `/api/accounts/${accountId}/numbers`, { first, last, from: today })
  const range = await give(anna, '8 (391) 200-00-00', '+7 391 200-00-99')
  assert.deepEqual([range.body.first, range.body.last], ['73912000000', '73912000099'])

  const taken = await give(boris, '7 391 200 00 50')
  assert.equal(taken.body.code, 'accounts.number-taken')
  assert.deepEqual(taken.body.details, { number: '73912000050', login: 'anna' })
  assert.deepEqual(taken.body.fields, [{ field: 'first', rule: 'number-taken' }])
  const uneven = await give(boris, '1000', '20000')
  assert.equal(uneven.body.code, 'accounts.numbers-of-two-lengths')

  const found = async (q: string) => {
    const answer = await call('GET', `/api/reports/search?q=${encodeURIComponent(q)}`)
    const items = answer.body.items as { kind: string; title: string }[]
    return items.filter(({ kind }) => kind === 'account').map(({ title }) => title)
  }
  assert.deepEqual(await found('2000057'), ['anna'], 'without the code of the town')
  assert.deepEqual(await found('2000157'), [], 'beyond the range')
  await call('POST', `/api/accounts/numbers/${range.body.id}/end`, { until: today })
  assert.deepEqual(await found('2000057'), [])
  assert.equal((await give(boris, '73912000050')).status, 200)
})
