import assert from 'node:assert/strict'
import { test } from 'node:test'
import { openHouse, type TestHouse } from '../../../../test/support/house.ts'
import { createHolderMemory } from './holder-memory.ts'

const POOL = 0x0a000001
const OTHER = 0x0a000002
const V6 = 0x20010db8_00000007_00000000_00000001n
const DELEGATED = 0x20010db8_01000042_00000000_00000009n

async function open(t: Parameters<typeof openHouse>[0]) {
  const house = await openHouse(t, '2026-11-29T12:00:00+03:00')
  const tariffId = await house.tariff('Плоский')
  const anna = await house.connect({ login: 'anna', tariffId })
  const boris = await house.connect({ login: 'boris', tariffId })
  const memory = createHolderMemory(house.ground)
  const at = (address: number | bigint, when = house.clock.now()) =>
    memory.holders.find(address, when.epochMilliseconds)?.accountId
  return { house, memory, anna: anna.accountId, boris: boris.accountId, at }
}

const run = (house: TestHouse, statement: string, values: unknown[]) =>
  house.database.pool.query(statement, values)

const lease = (house: TestHouse, accountId: number) =>
  run(
    house,
    `with segment as (
      insert into network.segments (agent_id, name, network) values (1, 'PPPoE', '10.0.0.0/24')
      returning id
    )
    insert into network.leases (address, segment_id, account_id, used_at)
    select '10.0.0.1', id, $1, $2 from segment`,
    [accountId, house.clock.now().toString()],
  )

const signIn = (house: TestHouse, accountId: number, address: string) =>
  run(
    house,
    `insert into usage.open_sessions (nas_id, acct_session_id, login, account_id, started_at,
      updated_at, address)
    values (1, $2, 'x', $1, $3, $3, $4::inet)`,
    [accountId, address, house.clock.now().toString(), address],
  )

test('whoever a live session gave a prefix holds every address of it', async (t) => {
  const { house, memory, anna, at } = await open(t)
  await signIn(house, anna, '10.0.0.2')
  await run(
    house,
    `update usage.open_sessions
    set framed_prefix = '2001:db8:0:7::/64', delegated_prefix = '2001:db8:100::/56'`,
    [],
  )
  await memory.walk()
  assert.deepEqual([at(OTHER), at(V6), at(DELEGATED)], [anna, anna, anna])
  assert.equal(at(DELEGATED + (0x100n << 64n)), undefined, 'the prefix beside it')
})

test('pool addresses, addresses of live sessions and fixed ones are known after a walk', async (t) => {
  const { house, memory, anna, boris, at } = await open(t)
  await lease(house, anna)
  await signIn(house, boris, '10.0.0.2')
  await signIn(house, boris, '2001:db8:0:7::1')
  assert.equal(at(POOL), undefined)
  await memory.walk()
  assert.deepEqual([at(POOL), at(OTHER), at(V6)], [anna, boris, boris])
  assert.equal(memory.holders.find(POOL, house.clock.now().epochMilliseconds)?.agentId, 1)
})

test('when a pool address moves, the news of its former holder finds the new one at once', async (t) => {
  const { house, memory, anna, boris, at } = await open(t)
  await lease(house, anna)
  await memory.walk()
  const before = house.clock.now()
  house.clock.advance({ minutes: 5 })
  await run(house, 'update network.leases set account_id = $1, used_at = $2', [
    boris,
    house.clock.now().toString(),
  ])
  const moved = house.clock.now()
  house.clock.advance({ seconds: 1 })
  await memory.refresh([anna])
  assert.equal(at(POOL), boris)
  assert.equal(at(POOL, moved), boris)
  assert.equal(at(POOL, moved.subtract({ milliseconds: 1 })), anna)
  assert.equal(at(POOL, before), anna)
})

test('a session that has ended gives its address back from the moment of its end', async (t) => {
  const { house, memory, anna, boris, at } = await open(t)
  await signIn(house, anna, '10.0.0.2')
  await memory.walk()
  house.clock.advance({ minutes: 5 })
  const ended = house.clock.now()
  await run(
    house,
    `with ended as (delete from usage.open_sessions returning *)
    insert into usage.closed_sessions (id, nas_id, acct_session_id, login, account_id, started_at,
      closed_at, address, octets_in, octets_out, session_seconds, cause)
    select id, nas_id, acct_session_id, login, account_id, started_at, $1, address, 0, 0, 0, ''
    from ended`,
    [ended.toString()],
  )
  house.clock.advance({ minutes: 1 })
  await signIn(house, boris, '10.0.0.2')
  await memory.walk()
  assert.equal(at(OTHER, ended.subtract({ milliseconds: 1 })), anna)
  assert.equal(at(OTHER, ended), undefined, 'nobody had it then')
  assert.equal(at(OTHER), boris)
})
