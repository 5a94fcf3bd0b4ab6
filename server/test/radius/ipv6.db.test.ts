import assert from 'node:assert/strict'
import { test } from 'node:test'
import { ATTRIBUTE, CODE, VALUE } from '@altyn/radius'
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
