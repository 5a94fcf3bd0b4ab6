import assert from 'node:assert/strict'
import { randomUUID } from 'node:crypto'
import { test } from 'node:test'
import { type Caller, startHouse } from '../support/api.ts'

const today = Temporal.Now.plainDateISO('Europe/Moscow').toString()

type Row = Record<string, unknown>

/** Each request has a key of its own. */
function post(call: Caller, path: string, body: object) {
  return call('POST', path, body, { 'idempotency-key': randomUUID() })
}

async function openAccounts(call: Caller, logins: readonly string[]): Promise<number[]> {
  await call('POST', '/api/catalogue/tariffs', {
    name: 'Интернет',
    from: '2020-01-01',
    fee: '0',
    feePeriod: 'month',
    feeCharged: 'in-advance',
    blockPolicy: 'none',
    speedDownKbps: 0,
    speedUpKbps: 0,
  })
  const person = await post(call, '/api/subscribers', {
    kind: 'person',
    surname: 'Иванова',
    givenName: 'Анна',
  })
  const terms = { subscriberId: person.body.id, signedOn: today, paymentMethod: 'advance' }
  const contract = await post(call, '/api/subscribers/contracts', terms)
  const ids: number[] = []
  for (const login of logins) {
    const form = {
      contractId: contract.body.id,
      agentId: 1,
      tariffId: 1,
      login,
      password: 'secret12',
    }
    const account = await post(call, '/api/accounts', form)
    assert.equal(account.status, 200, JSON.stringify(account.body))
    ids.push(Number(account.body.id))
  }
  return ids
}

/** A /28 in a container, with three addresses held back besides its gateway. */
async function cutNetwork(call: Caller): Promise<{ id: number; path: string; reservedId: number }> {
  const around = await call('POST', '/api/network/segments', {
    agentId: 1,
    name: 'Всё',
    network: '10.9.0.0/16',
    isContainer: true,
  })
  assert.equal(around.status, 200, JSON.stringify(around.body))
  const homes = await call('POST', '/api/network/segments', {
    agentId: 1,
    name: 'Дома',
    network: '10.9.1.0/28',
    gateway: '10.9.1.1',
    vlanOuter: 100,
  })
  const { id, parentId, isDynamic, addressesCount, reservedCount } = homes.body
  const facts = [parentId, isDynamic, addressesCount, reservedCount]
  assert.deepEqual(facts, [around.body.id, true, 14, 1])
  const path = `/api/network/segments/${id}`
  const range = { first: '10.9.1.2', last: '10.9.1.4', reason: 'excluded', note: 'камеры' }
  const held = await post(call, `${path}/reserved`, range)
  assert.equal(held.status, 200, JSON.stringify(held.body))
  return { id: Number(id), path, reservedId: Number(held.body.id) }
}

test('a segment is changed from the version that was seen, and what is left out stays', async (t) => {
  const house = await startHouse(t)
  const call = await house.administrator()
  const { path } = await cutNetwork(call)
  const stale = await call('PATCH', path, { note: 'x' }, { 'if-match': '7' })
  assert.equal(stale.status, 412)
  const inner = await call('PATCH', path, { vlanOuter: null, vlanInner: 5 }, { 'if-match': '1' })
  assert.deepEqual(inner.body.fields, [{ field: 'vlanOuter', rule: 'vlan-outer-missing' }])
  const noted = await call('PATCH', path, { note: 'дом 7' }, { 'if-match': '1' })
  assert.deepEqual([noted.body.note, noted.body.vlanOuter, noted.body.version], ['дом 7', 100, 2])
})

test('every address of a segment says who has it, and only a free one can be fixed', async (t) => {
  const house = await startHouse(t)
  const call = await house.administrator()
  const [anna = 0, boris = 0] = await openAccounts(call, ['anna', 'boris'])
  const { id, path, reservedId } = await cutNetwork(call)
  const items = async (where: string) => (await call('GET', where)).body.items as Row[]
  assert.deepEqual(await items(`${path}/free-addresses?limit=2`), ['10.9.1.5', '10.9.1.6'])

  const give = (accountId: number, address: string) =>
    call(
      'PATCH',
      `/api/accounts/${accountId}`,
      { addressSource: 'static', address },
      { 'if-match': '1' },
    )
  assert.equal((await give(anna, '10.9.1.3')).body.code, 'accounts.address-reserved')
  assert.equal((await give(anna, '10.9.1.1')).body.code, 'accounts.address-gateway')
  assert.equal((await give(anna, '10.9.1.5')).status, 200)
  await house.ground.pool.query(
    `insert into network.leases (address, segment_id, account_id, used_at)
    values ('10.9.1.9', $1, $2, now())`,
    [id, boris],
  )
  const first = await call('GET', `${path}/addresses?limit=1`)
  const next = await call('GET', `${path}/addresses?limit=1&cursor=${first.body.nextCursor}`)
  const rows = [...(first.body.items as Row[]), ...(next.body.items as Row[])]
  assert.deepEqual(
    rows.map((row) => [row.address, row.login, row.isFixed, row.isLeased, row.isLive]),
    [
      ['10.9.1.5', 'anna', true, false, false],
      ['10.9.1.9', 'boris', false, true, false],
    ],
  )
  const [, tree] = await items('/api/network/segments')
  assert.deepEqual([tree?.fixedCount, tree?.leasedCount, tree?.reservedCount], [1, 1, 4])

  const released = await call('POST', '/api/network/leases/release', { address: '10.9.1.9' })
  assert.equal(released.status, 200, JSON.stringify(released.body))
  const history = await call('GET', '/api/network/address-history?address=10.9.1.5')
  assert.deepEqual(
    (history.body.fixed as Row[]).map(({ login, until }) => [login, until]),
    [['anna', null]],
  )
  assert.equal(history.body.lease, null)
  assert.equal((await call('DELETE', `/api/network/reserved/${reservedId}`)).status, 200)
  assert.equal((await call('DELETE', path)).status, 200)
  const outside = await call('GET', '/api/network/address-history?address=10.9.1.5')
  assert.equal(outside.body.segment, null)
})
