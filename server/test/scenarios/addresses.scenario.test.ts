import assert from 'node:assert/strict'
import { test } from 'node:test'
import fc from 'fast-check'
import { changeAccount } from '../../src/domains/accounts/change-account.ts'
import { getAccount } from '../../src/domains/accounts/index.ts'
import { leaseAddresses } from '../../src/domains/network/index.ts'
import { findFreeAddresses } from '../../src/domains/network/segments/find-addresses.ts'
import { changeSegment, removeSegment } from '../../src/domains/network/segments/keep-segments.ts'
import { releaseLease } from '../../src/domains/network/segments/lease-address.ts'
import { releaseReserved } from '../../src/domains/network/segments/reserve-addresses.ts'
import { movedAccounts, openWith, reserve, segment } from '../support/addresses.ts'
import type { TestHouse } from '../support/house.ts'

async function signIn(house: TestHouse, accountId: number, nasId = 1): Promise<string | undefined> {
  const key = { accountId, agentId: 1, nasId, kinds: ['ipv4'] as const }
  return (await house.deed((ctx) => leaseAddresses(ctx, key))).ipv4?.address
}

function fix(house: TestHouse, accountId: number, address: string | null) {
  return house.deed(async (ctx) => {
    const { version } = await getAccount(ctx, accountId)
    const form = address
      ? { addressSource: 'static' as const, address }
      : { addressSource: 'pool' as const }
    await changeAccount(ctx, { id: accountId, version, ...form })
  })
}

async function goLive(house: TestHouse, accountId: number, address: string): Promise<void> {
  await house.database.pool.query(
    `insert into usage.open_sessions (nas_id, acct_session_id, login, account_id, started_at,
      updated_at, address) values (1, $1, $1, $2, now(), now(), $3)`,
    [`${accountId}-${address}`, accountId, address],
  )
}

test('a sign-in gets neither network, gateway, broadcast, reserved nor somebody’s fixed address', async (t) => {
  const house = await openWith(t, 6)
  const { id } = await segment(house, { network: '10.9.0.0/29', gateway: '10.9.0.1' })
  await reserve(house, id, '10.9.0.2')
  await fix(house, 6, '10.9.0.3')
  const given = [await signIn(house, 1), await signIn(house, 2), await signIn(house, 3)]
  assert.deepEqual(given, ['10.9.0.4', '10.9.0.5', '10.9.0.6'])
  assert.equal(await signIn(house, 4), undefined, 'all have just been given')
  assert.equal(await signIn(house, 1), '10.9.0.4', 'the address is kept')
  const free = (ctx: Parameters<typeof findFreeAddresses>[0]) =>
    findFreeAddresses(ctx, { segmentId: id, limit: 10 })
  assert.deepEqual(await house.deed(free), [])

  await goLive(house, 1, '10.9.0.4')
  house.clock.advance({ minutes: 10 })
  assert.equal(await signIn(house, 4), '10.9.0.5', 'idle longest of those not in a session')
  assert.deepEqual(await movedAccounts(house), [2], 'whoever remembers it is told')
})

test('of eight who sign in at the same moment one gets the last address', async (t) => {
  const house = await openWith(t, 8)
  await segment(house, { network: '10.9.0.0/30', gateway: '10.9.0.1' })
  const given = await Promise.all([1, 2, 3, 4, 5, 6, 7, 8].map((id) => signIn(house, id)))
  assert.deepEqual(given.filter(Boolean), ['10.9.0.2'])
})

test('who waits for the last address of one segment gets one of the next', async (t) => {
  const house = await openWith(t, 3)
  await segment(house, { network: '10.9.0.0/30' })
  await segment(house, { network: '10.9.1.0/30' })
  const given = await Promise.all([1, 2, 3].map((id) => signIn(house, id)))
  assert.deepEqual(given.sort(), ['10.9.0.1', '10.9.0.2', '10.9.1.1'])
})

test('the same account twice at the same moment has one address', async (t) => {
  const house = await openWith(t, 2)
  await segment(house, { network: '10.9.0.0/30', gateway: '10.9.0.1' })
  const twins = await Promise.all([signIn(house, 1), signIn(house, 1), signIn(house, 1)])
  assert.deepEqual(new Set(twins), new Set(['10.9.0.2']))
  house.clock.advance({ minutes: 10 })
  const takers = await Promise.all([signIn(house, 2), signIn(house, 2)])
  assert.deepEqual(new Set(takers), new Set(['10.9.0.2']), 'also when it changes hands')
})

test('a fixed address is refused while it is held back or another account keeps it', async (t) => {
  const house = await openWith(t, 3)
  const { id } = await segment(house, { network: '10.9.0.0/29', gateway: '10.9.0.6' })
  await reserve(house, id, '10.9.0.2', '10.9.0.3')
  assert.equal(await signIn(house, 1), '10.9.0.1')
  await assert.rejects(fix(house, 2, '10.9.0.3'), /accounts.address-reserved/)
  await assert.rejects(fix(house, 2, '10.9.0.6'), /accounts.address-gateway/)
  await assert.rejects(fix(house, 2, '10.9.0.1'), /accounts.address-leased/)
  await fix(house, 1, '10.9.0.1')
  await assert.rejects(fix(house, 2, '10.9.0.1'), /accounts.address-taken/)
  await fix(house, 2, '198.51.100.7')
  await assert.rejects(reserve(house, id, '10.9.0.1'), /network.range-fixed/)
  await assert.rejects(reserve(house, id, '10.9.0.3', '10.9.0.4'), /network.range-overlaps/)
  await assert.rejects(reserve(house, id, '10.9.0.4', '10.9.0.9'), /network.range-outside/)
  await assert.rejects(reserve(house, id, '10.9.0.5', '10.9.0.4'), /network.range-backwards/)
})

test('an address that is fixed and leased at the same moment goes to one of the two', async (t) => {
  const house = await openWith(t, 2)
  for (let round = 0; round < 10; round += 1) {
    const { id } = await segment(house, {
      network: `10.9.${round}.0/30`,
      gateway: `10.9.${round}.2`,
    })
    const last = `10.9.${round}.1`
    const [leased, fixed] = await Promise.allSettled([signIn(house, 1), fix(house, 2, last)])
    assert.equal(leased.status, 'fulfilled')
    const isLeased = leased.status === 'fulfilled' && leased.value === last
    assert.notEqual(isLeased, fixed.status === 'fulfilled', `round ${round}`)
    await fix(house, 2, null)
    await house.deed((ctx) => removeSegment(ctx, id))
  }
})

test('what comes back is given again when nothing new is left', async (t) => {
  const house = await openWith(t, 4)
  const { id } = await segment(house, { network: '10.9.0.0/29', gateway: '10.9.0.6' })
  const range = await reserve(house, id, '10.9.0.1', '10.9.0.2')
  await fix(house, 4, '10.9.0.3')
  assert.deepEqual([await signIn(house, 1), await signIn(house, 2)], ['10.9.0.4', '10.9.0.5'])
  assert.equal(await signIn(house, 3), undefined)
  await fix(house, 4, null)
  assert.equal(await signIn(house, 3), '10.9.0.3')
  await house.deed((ctx) => releaseReserved(ctx, range.id))
  assert.equal(await signIn(house, 4), '10.9.0.1')
  await house.deed((ctx) => releaseLease(ctx, '10.9.0.4'))
  const free = await house.deed((ctx) => findFreeAddresses(ctx, { segmentId: id, limit: 9 }))
  assert.deepEqual(free, ['10.9.0.2', '10.9.0.4'])
  await goLive(house, 3, '10.9.0.3')
  await assert.rejects(
    house.deed((ctx) => releaseLease(ctx, '10.9.0.3')),
    /network.lease-in-session/,
  )
})

test('an access server with a segment of its own gives from that, and another one does not', async (t) => {
  const house = await openWith(t, 2)
  await house.database.pool.query(
    `insert into network.nas (agent_id, name, address, secret_sealed, dialect)
    values (1, 'a', '192.0.2.1', '', 'standard'), (1, 'b', '192.0.2.2', '', 'standard')`,
  )
  await segment(house, { network: '10.9.0.0/24' })
  const own = await segment(house, { network: '10.9.1.0/24', nasIds: [2] })
  assert.equal(await signIn(house, 1, 2), '10.9.1.1')
  assert.equal(await signIn(house, 1, 1), '10.9.0.1', 'moved to another access server')
  assert.equal(await signIn(house, 1, 2), '10.9.0.1', 'a segment of all serves there as well')
  assert.equal(await signIn(house, 2, 2), '10.9.1.2')
  const change = { nasIds: [1] }
  await house.deed((ctx) => changeSegment(ctx, { id: own.id, version: 1, change }))
  assert.deepEqual(await movedAccounts(house), [2])
  assert.equal(await signIn(house, 2, 2), '10.9.0.2')
  await assert.rejects(
    segment(house, { network: '10.9.2.0/24', nasIds: [7] }),
    /network.unknown-nas/,
  )
})

test('segments never overlap, and lie in containers only', async (t) => {
  const house = await openWith(t, 1)
  const container = { isContainer: true, isDynamic: false }
  await segment(house, { network: '10.9.0.0/16', ...container })
  await segment(house, { network: '10.9.1.0/24' })
  await assert.rejects(segment(house, { network: '10.9.1.0/25' }), /network.overlaps/)
  await assert.rejects(segment(house, { network: '10.9.0.0/16', ...container }), /network.overlaps/)
  await assert.rejects(segment(house, { network: '10.9.0.0/20' }), /network.overlaps$/)
  await assert.rejects(segment(house, { network: '10.8.0.0/15' }), /network.overlaps-container/)
  await assert.rejects(
    segment(house, { network: '10.9.1.0/26', ...container }),
    /network.container-inside/,
  )
  const both = await Promise.allSettled([
    segment(house, { network: '10.7.0.0/24' }),
    segment(house, { network: '10.7.0.0/16' }),
  ])
  assert.deepEqual(both.map(({ status }) => status).sort(), ['fulfilled', 'rejected'])
  await segment(house, { network: '2001:db8::/32', kind: 'ipv6', ...container })
  const delegated = { kind: 'ipv6-delegated', delegatedLength: 56 } as const
  const { id } = await segment(house, { network: '2001:db8:1::/48', ...delegated })
  await reserve(house, id, '2001:db8:1::', '2001:db8:1:1ff::')
  const free = await house.deed((ctx) => findFreeAddresses(ctx, { segmentId: id, limit: 2 }))
  assert.deepEqual(free, ['2001:db8:1:200::/56', '2001:db8:1:300::/56'])
})

test('a segment that shrinks gives up what lies outside, and keeps what it holds back', async (t) => {
  const house = await openWith(t, 3)
  const { id } = await segment(house, { network: '10.9.0.0/28' })
  for (const accountId of [1, 2, 3]) await signIn(house, accountId)
  const range = await reserve(house, id, '10.9.0.9')
  const shrink = (version: number) =>
    house.deed((ctx) => changeSegment(ctx, { id, version, change: { network: '10.9.0.0/30' } }))
  await assert.rejects(shrink(1), /network.reserved-outside/)
  await house.deed((ctx) => releaseReserved(ctx, range.id))
  await assert.rejects(shrink(7), /platform.version-mismatch/)
  await shrink(1)
  assert.deepEqual(await movedAccounts(house), [3])
  assert.deepEqual([await signIn(house, 1), await signIn(house, 3)], ['10.9.0.1', undefined])
  await fix(house, 3, '10.9.0.200')
  const gateway = (address: string, version: number) =>
    house.deed((ctx) => changeSegment(ctx, { id, version, change: { gateway: address } }))
  await gateway('10.9.0.1', 2)
  assert.deepEqual(await movedAccounts(house), [3, 1], 'the new gateway was leased')
})

/** What a provider may do in any order: the database must never be talked into a double address. */
const step = fc.oneof(
  {
    weight: 4,
    arbitrary: fc.record({
      kind: fc.constant('sign-in'),
      who: fc.integer({ min: 1, max: 5 }),
      at: fc.nat(9),
    }),
  },
  fc.record({ kind: fc.constant('fix'), who: fc.integer({ min: 1, max: 5 }), at: fc.nat(9) }),
  fc.record({ kind: fc.constant('unfix'), who: fc.integer({ min: 1, max: 5 }), at: fc.nat(9) }),
  fc.record({ kind: fc.constant('reserve'), who: fc.integer({ min: 0, max: 2 }), at: fc.nat(9) }),
  fc.record({ kind: fc.constant('release'), who: fc.constant(0), at: fc.nat(9) }),
)

test('whatever happens in whatever order, no address is two accounts’ or both held back and given', async (t) => {
  const house = await openWith(t, 5)
  const { id } = await segment(house, { network: '10.9.0.0/28', gateway: '10.9.0.14' })
  const reserved: number[] = []
  const act = async ({ kind, who, at }: { kind: string; who: number; at: number }) => {
    house.clock.advance({ minutes: 3 })
    const address = `10.9.0.${at + 1}`
    if (kind === 'sign-in') return signIn(house, who)
    if (kind === 'fix') return fix(house, who, address)
    if (kind === 'unfix') return fix(house, who, null)
    if (kind === 'reserve')
      return reserved.push((await reserve(house, id, address, `10.9.0.${at + 1 + who}`)).id)
    const range = reserved.pop()
    return range && house.deed((ctx) => releaseReserved(ctx, range))
  }
  await fc.assert(
    fc.asyncProperty(
      fc.array(fc.array(step, { minLength: 1, maxLength: 3 }), { maxLength: 12 }),
      async (rounds) => {
        for (const round of rounds) {
          // Those of one round at the same moment; a refusal is an answer, anything else a defect.
          const results = await Promise.allSettled(round.map(act))
          for (const result of results) {
            if (result.status === 'rejected') assert.match(String(result.reason), /Refusal/)
          }
        }
        assert.deepEqual(await doubles(house), [])
      },
    ),
    { numRuns: 25 },
  )
})

/** Addresses of two accounts, or given though held back, as the facts themselves say. */
async function doubles(house: TestHouse): Promise<unknown[]> {
  const { rows } = await house.database.pool.query(`
    with held as (
      select address, account_id from network.leases where account_id is not null
      union
      select address, account_id from accounts.addresses where upper_inf(valid)
    )
    select address from held group by address having count(*) > 1
    union all
    select address from held
    join network.reserved_addresses r on address between r.first_address and r.last_address
    union all
    select address from held join network.segments s on address = s.gateway`)
  return rows
}
