import assert from 'node:assert/strict'
import { test } from 'node:test'
import { ATTRIBUTE, CODE, formatPacket, VALUE } from '@altyn/radius'
import { eventually } from '../support/api.ts'
import { furnishNetwork } from '../support/network.ts'

const STATUS = VALUE['Acct-Status-Type']

test('networks of an account reach its router, and its sessions tell which IPv6 they had', async (t) => {
  const { admin, accountId, signIn, account } = await furnishNetwork(t)
  const give = (kind: string, network: string) =>
    admin('POST', `/api/accounts/${accountId}/networks`, { kind, network })
  assert.equal((await give('link', '2001:DB8:0:1::/64')).body.network, '2001:db8:0:1::/64')
  assert.equal((await give('delegated', '2001:db8:100::/56')).status, 200)
  assert.equal((await give('route', '203.0.113.8/29')).status, 200)
  const reply = await eventually(
    () => signIn({ login: 'ivanova', password: 'secret123' }),
    (packet) => packet.has(ATTRIBUTE['Framed-Route']),
  )
  assert.equal(reply.code, CODE['Access-Accept'])
  assert.equal(reply.readIpv6Prefix(ATTRIBUTE['Framed-IPv6-Prefix']), '2001:db8:0:1::/64')
  assert.equal(reply.readIpv6Prefix(ATTRIBUTE['Delegated-IPv6-Prefix']), '2001:db8:100::/56')
  assert.equal(reply.readString(ATTRIBUTE['Framed-Route']), '203.0.113.8/29 0.0.0.0 1')
  const told = (status: number) =>
    account(status, (request) => {
      request.addString(ATTRIBUTE.Class, reply.readString(ATTRIBUTE.Class) ?? '')
      request.addByName('Framed-IPv6-Prefix', '2001:db8:0:1::/64')
      request.addByName('Delegated-IPv6-Prefix', '2001:db8:100::/56')
    })
  await told(STATUS.Start)
  const live = await admin('GET', `/api/usage/sessions?accountId=${accountId}`)
  assert.match(JSON.stringify(live.body), /"framedPrefix":"2001:db8:0:1::\/64"/)
  await told(STATUS.Stop)
  const closed = await admin('GET', `/api/usage/closed-sessions?accountId=${accountId}`)
  assert.match(JSON.stringify(closed.body), /"delegatedPrefix":"2001:db8:100::\/56"/)
})

test('a network that is none, or somebody’s, is refused by its field', async (t) => {
  const { admin, accountId } = await furnishNetwork(t)
  const give = async (kind: string, network: string) =>
    JSON.stringify(
      (await admin('POST', `/api/accounts/${accountId}/networks`, { kind, network })).body,
    )
  assert.match(await give('link', '10.0.0.0/24'), /"ipv6-only"/)
  assert.match(await give('route', '203.0.113.9/29'), /accounts.not-a-network/)
  assert.match(await give('route', '203.0.113.8/29'), /"network":"203.0.113.8\/29"/)
  assert.match(await give('route', '203.0.113.12/30'), /accounts.network-taken/)
  const { body } = await admin('GET', `/api/accounts/${accountId}/networks`)
  const [{ id }] = body.items as [{ id: number }]
  assert.equal((await admin('POST', `/api/accounts/networks/${id}/end`)).status, 200)
  assert.match(await give('route', '203.0.113.12/30'), /203.0.113.12\/30/, 'free again')
})

test('pools give a line and a prefix at a sign-in, known by whom they were given', async (t) => {
  const { house, admin, accountId, signIn } = await furnishNetwork(t)
  const segment = (form: object) =>
    admin('POST', '/api/network/segments', { agentId: 1, name: 'v6', ...form })
  const before = await signIn({ login: 'ivanova', password: 'secret123' })
  assert.ok(!before.has(ATTRIBUTE['Delegated-IPv6-Prefix']))
  assert.equal((await segment({ kind: 'ipv6', network: '2001:db8:1::/48' })).status, 200)
  const delegated = { kind: 'ipv6-delegated', delegatedLength: 56, network: '2001:db8:100::/40' }
  const added = await segment(delegated)
  assert.equal(added.body.addressesCount, 65_536)
  await admin(
    'PATCH',
    `/api/accounts/${accountId}`,
    { interfaceId: '0:0:0:A' },
    { 'if-match': '1' },
  )
  const ask = () =>
    eventually(
      () => signIn({ login: 'ivanova', password: 'secret123' }),
      (packet) =>
        packet.has(ATTRIBUTE['Delegated-IPv6-Prefix']) &&
        packet.has(ATTRIBUTE['Framed-IPv6-Prefix']) &&
        packet.has(ATTRIBUTE['Framed-Interface-Id']),
    )
  const reply = await ask()
  assert.equal(reply.readIpv6Prefix(ATTRIBUTE['Framed-IPv6-Prefix']), '2001:db8:1::/64')
  assert.equal(reply.readIpv6Prefix(ATTRIBUTE['Delegated-IPv6-Prefix']), '2001:db8:100::/56')
  assert.match(formatPacket(reply).join(), /Framed-Interface-Id = "?0:0:0:a/)

  const shown = await admin('GET', `/api/access/accounts/${accountId}/reply?nasId=1`)
  assert.match(
    JSON.stringify(shown.body),
    /"values":\["2001:db8:100::\/56"\],"why":\{"kind":"pool-prefix"/,
  )
  const tree = await admin('GET', '/api/network/segments')
  assert.match(JSON.stringify(tree.body), /"network":"2001:db8:100::\/40".*?"leasedCount":1/)
  const held = await admin('GET', `/api/network/segments/${added.body.id}/addresses`)
  assert.match(JSON.stringify(held.body), /"address":"2001:db8:100::\/56".*"login":"ivanova"/)
  const inside = '2001:db8:100:17::5'
  const found = await admin('GET', `/api/network/address-history?address=${inside}`)
  assert.match(JSON.stringify(found.body), /"lease":\{"accountId":1,"login":"ivanova"/)
  const at = Temporal.Now.instant().toString()
  const asked = await admin('POST', '/api/usage/address-holders', { address: inside, at })
  assert.match(
    JSON.stringify(asked.body),
    /"foundBy":"lease".*"network":"2001:db8:100::\/56".*"login":"ivanova"/,
  )

  await admin('POST', `/api/accounts/${accountId}/networks`, {
    kind: 'delegated',
    network: '2001:db8:7::/56',
  })
  const fixed = await eventually(ask, (packet) =>
    formatPacket(packet).join().includes('2001:db8:7::/56'),
  )
  const prefixes = formatPacket(fixed).filter((line) => line.includes('Delegated-IPv6-Prefix'))
  assert.equal(prefixes.length, 1, 'one that is fixed takes the place of the pool’s')
  const { rows } = await house.ground.pool.query(
    `select count(*)::int as n from network.leases where kind <> 'ipv4'`,
  )
  assert.deepEqual(rows, [{ n: 2 }], 'one of each kind')
})
