import assert from 'node:assert/strict'
import { test } from 'node:test'
import fc from 'fast-check'
import { changeAccount } from '../../src/domains/accounts/change-account.ts'
import { getAccount } from '../../src/domains/accounts/index.ts'
import { giveNetwork, takeNetwork } from '../../src/domains/accounts/networks/give-network.ts'
import { addSegment, leaseAddresses, PLAIN_SEGMENT } from '../../src/domains/network/index.ts'
import { findFreeAddresses } from '../../src/domains/network/segments/find-addresses.ts'
import { changeSegment, removeSegment } from '../../src/domains/network/segments/keep-segments.ts'
import { releaseLease } from '../../src/domains/network/segments/lease-address.ts'
import {
  releaseReserved,
  reserveAddresses,
} from '../../src/domains/network/segments/reserve-addresses.ts'
import type { SegmentForm } from '../../src/domains/network/segments/segments.store.ts'
import { openHouse, type TestHouse } from '../support/house.ts'

const START = '2026-04-01T09:00:00+03:00'

/** A provider with so many accounts, of the ids 1, 2, 3… */
async function openWith(
  t: { after(close: () => Promise<void>): void },
  accounts: number,
): Promise<TestHouse> {
  const house = await openHouse(t, START)
  const tariffId = await house.tariff('Интернет', { feeMinor: 0n, blockPolicy: 'none' })
  for (let number = 1; number <= accounts; number += 1) {
    await house.connect({ login: `u${number}`, tariffId })
  }
  return house
}

function segment(house: TestHouse, form: Partial<SegmentForm> & { network: string }) {
  return house.deed((ctx) =>
    addSegment(ctx, { ...PLAIN_SEGMENT, agentId: 1, name: form.network, ...form }),
  )
}

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

const reserve = (house: TestHouse, segmentId: number, first: string, last = '') =>
  house.deed((ctx) =>
    reserveAddresses(ctx, { segmentId, first, last, reason: 'reserved', note: '' }),
  )

async function goLive(house: TestHouse, accountId: number, address: string): Promise<void> {
  await house.database.pool.query(
    `insert into usage.open_sessions (nas_id, acct_session_id, login, account_id, started_at,
      updated_at, address) values (1, $1, $1, $2, now(), now(), $3)`,
    [`${accountId}-${address}`, accountId, address],
  )
}

async function movedAccounts(house: TestHouse): Promise<number[]> {
  const { rows } = await house.database.pool.query<{ ids: number[] }>(
    `select payload -> 'accountIds' as ids from platform.events where name = 'network.lease-moved'
    order by id`,
  )
  return rows.flatMap(({ ids }) => ids)
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

const PREFIXES = ['ipv6', 'ipv6-delegated'] as const
const LINES = { kind: 'ipv6', network: '2001:db8:1::/48' } as const
const DELEGATED = {
  kind: 'ipv6-delegated',
  delegatedLength: 56,
  network: '2001:db8:100::/40',
} as const

/** What an account gets of IPv6 at a sign-in. */
async function signInV6(house: TestHouse, accountId: number): Promise<(string | undefined)[]> {
  const key = { accountId, agentId: 1, nasId: 1, kinds: PREFIXES }
  const leases = await house.deed((ctx) => leaseAddresses(ctx, key))
  return PREFIXES.map((kind) => leases[kind]?.address)
}

const give = (house: TestHouse, accountId: number, network: string) =>
  house.deed((ctx) => giveNetwork(ctx, { accountId, kind: 'delegated', network }))

test('an account gets a /64 for its line and a prefix behind it, its own, and keeps both', async (t) => {
  const house = await openWith(t, 3)
  await segment(house, { ...LINES, gateway: '2001:db8:1::1' })
  const { id } = await segment(house, DELEGATED)
  await reserve(house, id, '2001:db8:100::', '2001:db8:100:1ff::')
  const first = await signInV6(house, 1)
  assert.deepEqual(first, ['2001:db8:1:1::/64', '2001:db8:100:200::/56'])
  assert.deepEqual(await signInV6(house, 2), ['2001:db8:1:2::/64', '2001:db8:100:300::/56'])
  house.clock.advance({ hours: 1 })
  assert.deepEqual(await signInV6(house, 1), first)
  await give(house, 3, '2001:db8:100:400::/55')
  assert.equal(
    (await signInV6(house, 3))[1],
    '2001:db8:100:600::/56',
    'behind a network of its own',
  )
  await assert.rejects(give(house, 2, '2001:db8:100:200::/56'), /accounts.network-leased/)
  await assert.rejects(give(house, 2, '2001:db8:100::/56'), /accounts.network-reserved/)
  await assert.rejects(give(house, 2, '2001:db8:1::/64'), /accounts.network-gateway/)
  await assert.rejects(reserve(house, id, '2001:db8:100:480::'), /network.range-fixed/)
  await house.deed((ctx) => releaseLease(ctx, '2001:db8:100:200::/56'))
  await give(house, 2, '2001:db8:100:200::/56')
  assert.deepEqual(await movedAccounts(house), [1])
})

test('the next prefix is found behind a million that are held back, in one step', async (t) => {
  const house = await openWith(t, 2)
  const { id } = await segment(house, { ...DELEGATED, network: '2001:db8::/32' })
  const range = await reserve(house, id, '2001:db8::', '2001:db8:fff:ffff::')
  const began = performance.now()
  assert.equal((await signInV6(house, 1))[1], '2001:db8:1000::/56')
  assert.ok(performance.now() - began < 1000, 'not one by one')
  await house.deed((ctx) => releaseReserved(ctx, range.id))
  assert.equal((await signInV6(house, 2))[1], '2001:db8::/56', 'all of them are there again')
  const { rows } = await house.database.pool.query('select count(*)::int as n from network.leases')
  assert.deepEqual(rows, [{ n: 2 }], 'and are no million rows')
})

test('prefixes change hands, come back, and are given anew when their length changes', async (t) => {
  const house = await openWith(t, 4)
  const small = { ...DELEGATED, network: '2001:db8:100::/55' }
  const { id } = await segment(house, small)
  const given = await Promise.all([1, 2].map((account) => signInV6(house, account)))
  assert.deepEqual(given.map(([, prefix]) => prefix).sort(), [
    '2001:db8:100:100::/56',
    '2001:db8:100::/56',
  ])
  assert.equal((await signInV6(house, 3))[1], undefined, 'both have just been given')
  const [, ofFirst] = given[0] ?? []
  await house.database.pool.query(
    `insert into usage.open_sessions (nas_id, acct_session_id, login, account_id, started_at,
      updated_at, delegated_prefix) values (1, 'x', 'u1', 1, now(), now(), $1)`,
    [ofFirst],
  )
  house.clock.advance({ minutes: 5 })
  const [, taken] = await signInV6(house, 3)
  assert.notEqual(taken, ofFirst, 'not from a live session')
  assert.deepEqual(await movedAccounts(house), [2])
  const longer = { delegatedLength: 60 }
  await house.deed((ctx) => changeSegment(ctx, { id, version: 1, change: longer }))
  const [, ofFourth] = await signInV6(house, 4)
  assert.match(ofFourth ?? '', /\/60$/)
  const [, ofSecond] = await signInV6(house, 2)
  assert.match(ofSecond ?? '', /\/60$/)
  assert.notEqual(ofSecond, ofFourth)
})

/** The same for prefixes: networks are given, taken, leased and held back in any order. */
const v6Step = fc.oneof(
  {
    weight: 4,
    arbitrary: fc.record({
      kind: fc.constant('sign-in'),
      who: fc.integer({ min: 1, max: 4 }),
      at: fc.nat(7),
    }),
  },
  fc.record({ kind: fc.constant('give'), who: fc.integer({ min: 1, max: 4 }), at: fc.nat(7) }),
  fc.record({ kind: fc.constant('take'), who: fc.constant(0), at: fc.nat(7) }),
  fc.record({ kind: fc.constant('reserve'), who: fc.constant(0), at: fc.nat(7) }),
  fc.record({ kind: fc.constant('release'), who: fc.constant(0), at: fc.nat(7) }),
)

test('whatever happens in whatever order, no prefix is two accounts’ or both held back and given', async (t) => {
  const house = await openWith(t, 4)
  const { id } = await segment(house, { ...DELEGATED, network: '2001:db8:100::/53' })
  const reserved: number[] = []
  const given: number[] = []
  const act = async ({ kind, who, at }: { kind: string; who: number; at: number }) => {
    house.clock.advance({ minutes: 3 })
    const first = `2001:db8:100:${at}00::`
    if (kind === 'sign-in') return signInV6(house, who)
    if (kind === 'give') return given.push((await give(house, who, `${first}/${57 - (at % 2)}`)).id)
    if (kind === 'reserve') return reserved.push((await reserve(house, id, first)).id)
    const old = kind === 'take' ? given.pop() : reserved.pop()
    if (old === undefined) return undefined
    return house.deed<unknown>((ctx) =>
      kind === 'take' ? takeNetwork(ctx, old) : releaseReserved(ctx, old),
    )
  }
  await fc.assert(
    fc.asyncProperty(
      fc.array(fc.array(v6Step, { minLength: 1, maxLength: 3 }), { maxLength: 12 }),
      async (rounds) => {
        for (const round of rounds) {
          for (const result of await Promise.allSettled(round.map(act))) {
            if (result.status === 'rejected') assert.match(String(result.reason), /Refusal/)
          }
        }
        const { rows } = await house.database.pool.query(`
          with held as (
            select address, account_id from network.leases where account_id is not null
            union all
            select network::inet, account_id from accounts.networks where upper_inf(valid)
            union all
            select first_address, 0 from network.reserved_addresses
          )
          select a.address from held a join held b
            on a.address && b.address and a.account_id < b.account_id`)
        assert.deepEqual(rows, [])
      },
    ),
    { numRuns: 20 },
  )
})
