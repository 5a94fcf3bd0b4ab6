import assert from 'node:assert/strict'
import { test } from 'node:test'
import fc from 'fast-check'
import { giveNetwork, takeNetwork } from '../../src/domains/accounts/networks/give-network.ts'
import { leaseAddresses } from '../../src/domains/network/index.ts'
import { changeSegment } from '../../src/domains/network/segments/keep-segments.ts'
import { releaseLease } from '../../src/domains/network/segments/lease-address.ts'
import { releaseReserved } from '../../src/domains/network/segments/reserve-addresses.ts'
import { movedAccounts, openWith, reserve, segment } from '../support/addresses.ts'
import type { TestHouse } from '../support/house.ts'

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
