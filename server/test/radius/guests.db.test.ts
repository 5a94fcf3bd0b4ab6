import assert from 'node:assert/strict'
import { type TestContext, test } from 'node:test'
import { ATTRIBUTE, CODE, createRadiusServer, type Packet, VALUE } from '@altyn/radius'
import { eventually } from '../support/api.ts'
import { furnishNetwork, NAS_SECRET } from '../support/network.ts'

const IVANOVA = { login: 'ivanova', password: 'secret123' }
const STRANGER = { login: 'nobody', password: 'whatever' }
const STATUS = VALUE['Acct-Status-Type']
const MB = 1_000_000

/** A network whose agent admits guests into 10.99.0.0/30, which has two addresses. */
async function furnish(t: TestContext, settings: object) {
  const network = await furnishNetwork(t)
  const { admin } = network
  const pool = { agentId: 1, name: 'Гости', network: '10.99.0.0/30', purpose: 'guest' }
  const added = await admin('POST', '/api/network/segments', pool)
  assert.equal(added.status, 200, JSON.stringify(added.body))
  await network.set({ guestSessionSeconds: 300, ...settings })
  const until = (
    signIn: Parameters<typeof network.signIn>[0],
    isRight: (reply: Packet) => boolean,
  ) => eventually(() => network.signIn(signIn), isRight)
  return { ...network, until, segmentId: Number(added.body.id) }
}

const isGuest = (reply: Packet) => /^altyn:guest/.test(reply.readString(ATTRIBUTE.Class) ?? '')
const isAccepted = (reply: Packet) => reply.code === CODE['Access-Accept']
const addressOf = (reply: Packet) => reply.readIpv4(ATTRIBUTE['Framed-IP-Address'])

/** The side of the access server that takes orders. */
async function listenToOrders(t: TestContext) {
  const ended: string[] = []
  const server = await createRadiusServer({
    kind: 'dae',
    host: '127.0.0.1',
    port: 0,
    findClient: () => ({ secret: Buffer.from(NAS_SECRET), requireMessageAuthenticator: true }),
    handle(request, context) {
      ended.push(request.readString(ATTRIBUTE['Acct-Session-Id']) ?? '')
      return context.reply(CODE['Disconnect-ACK'])
    },
  })
  t.after(() => server.close())
  return { ended, port: server.port }
}

test('who has no money is a guest whom nobody charges, and has access at once when the payment comes', async (t) => {
  const speed = { downKbps: 2048, upKbps: 1024 }
  const house = await furnish(t, { admitsGuests: ['blocked-money'], guestSpeed: speed })
  const { admin, until, account, contractId, accountId } = house
  const orders = await listenToOrders(t)
  await admin('PATCH', '/api/network/nas/1', { daePort: orders.port }, { 'if-match': '1' })
  await house.chargeALot()
  const guest = await until(IVANOVA, isGuest)
  assert.equal(guest.readString(ATTRIBUTE.Class), `altyn:guest:${accountId}:2048:1024`)
  assert.equal(addressOf(guest), '10.99.0.1')
  assert.equal(guest.readInteger(ATTRIBUTE['Session-Timeout']), 300)
  assert.equal(guest.readString(ATTRIBUTE['Filter-Id']), '2048/1024', 'its own speed')

  const report = (status: number, octets: number) =>
    account(status, (request) => {
      request.addString(ATTRIBUTE.Class, guest.readString(ATTRIBUTE.Class) ?? '')
      request.addIpv4(ATTRIBUTE['Framed-IP-Address'], '10.99.0.1')
      request.addInteger(ATTRIBUTE['Acct-Output-Octets'], octets)
    })
  await report(STATUS.Start, 0)
  await report(STATUS['Interim-Update'], 5 * MB)
  const live = await admin('GET', `/api/usage/sessions?accountId=${accountId}`)
  assert.match(
    JSON.stringify(live.body),
    new RegExp(`"accountId":null,.*"isGuest":true,"guestAccountId":${accountId}`),
  )
  const payment = { contractId, amount: '6000', method: 'cash', paidOn: '2026-04-01' }
  const key = { 'idempotency-key': 'ivanova-pays-and-goes-on' }
  assert.equal((await admin('POST', '/api/payments', payment, key)).status, 200)
  await eventually(
    async () => orders.ended,
    (ended) => ended.length > 0,
  )
  assert.deepEqual(orders.ended, ['session-1'], 'the guest session was ended')
  const elsewhere = { ...IVANOVA, station: 'AA-BB-CC-00-00-77' }
  const accepted = await until(elsewhere, (reply) => isAccepted(reply) && !isGuest(reply))
  assert.match(addressOf(accepted) ?? '', /^10\.9\.0\./, 'the guest session takes no place')

  await report(STATUS.Stop, 9 * MB)
  const closed = await admin('GET', `/api/usage/closed-sessions?accountId=${accountId}`)
  assert.match(JSON.stringify(closed.body), /"isGuest":true.*"octetsIn":"9000000"/)
  const { rows } = await house.house.ground.pool.query('select from usage.hours')
  assert.deepEqual(rows, [], 'nothing to charge')
})

test('unknown logins are guests by their devices: many of them use one address, and when all are used the rest are refused', async (t) => {
  const house = await furnish(t, { admitsGuests: ['unknown-login'] })
  const { admin, until, signIn } = house
  const first = await until(STRANGER, isGuest)
  assert.equal(first.readString(ATTRIBUTE.Class), 'altyn:guest:0')
  for (const login of ['root', 'admin', 'test']) {
    assert.equal(addressOf(await signIn({ ...STRANGER, login })), addressOf(first))
  }
  const at = (station: string) => signIn({ ...STRANGER, station })
  assert.equal(addressOf(await at('AA-BB-CC-00-00-02')), '10.99.0.2')
  assert.equal((await at('AA-BB-CC-00-00-03')).code, CODE['Access-Reject'])
  const log = await eventually(
    () => admin('GET', '/api/access/rejections?q=nobody'),
    ({ body }) => JSON.stringify(body).includes('no-guest-address'),
  )
  assert.match(JSON.stringify(log.body), /"reason":"no-guest-address"/)
  const held = await admin('GET', `/api/network/segments/${house.segmentId}/addresses`)
  assert.match(JSON.stringify(held.body), /"guestStation":"aa:bb:cc:00:00:02"/)
  const { pool } = house.house.ground
  await pool.query(`update network.leases set used_at = now() - interval '6 minutes'
    where station = 'aa:bb:cc:00:00:02'`)
  assert.equal(addressOf(await at('AA-BB-CC-00-00-03')), '10.99.0.2', 'guests do not stay')
  const wrong = await signIn({ ...IVANOVA, password: 'wrong-one' })
  assert.equal(wrong.code, CODE['Access-Reject'], 'for this reason nobody is admitted')
  await house.set({ admitsGuests: [] })
  await until(STRANGER, (reply) => !isAccepted(reply))
})

test('a server with a pool of its own gets guests without an address, and rows that are for guests alone', async (t) => {
  const settings = { admitsGuests: ['wrong-password', 'blocked-staff'], guestsWithoutAddress: true }
  const { admin, until, accountId, signIn } = await furnish(t, settings)
  const row = { attribute: 'Filter-Id', isForGuests: true, value: 'portal' }
  assert.equal((await admin('POST', '/api/network/attributes', row)).status, 200)
  const wrong = { ...IVANOVA, password: 'wrong-one' }
  const guest = await until(
    wrong,
    (reply) => isGuest(reply) && reply.readString(ATTRIBUTE['Filter-Id']) === 'portal',
  )
  assert.equal(guest.readString(ATTRIBUTE.Class), 'altyn:guest:0', 'nobody has proved the login')
  assert.deepEqual(
    [addressOf(guest), guest.readString(ATTRIBUTE['Filter-Id'])],
    [undefined, 'portal'],
  )
  const own = await signIn(IVANOVA)
  assert.notEqual(own.readString(ATTRIBUTE['Filter-Id']), 'portal')

  await admin('POST', `/api/blocking/accounts/${accountId}/block`, {
    kind: 'staff',
    reason: 'спам',
  })
  const { body } = await admin('GET', `/api/access/accounts/${accountId}/reply?nasId=1`)
  const { packet, reason, isGuest: isShown, isAddressAhead } = body
  assert.deepEqual(
    [packet, reason, isShown, isAddressAhead],
    ['accept', 'blocked-staff', true, false],
  )
  const attributes = body.attributes as { name: string; values: string[]; why: { link?: string } }[]
  const shown = attributes.map(({ name, values }) => `${name} = ${values.join()}`)
  const blocked = await until(IVANOVA, isGuest)
  assert.ok(shown.includes(`Class = ${blocked.readString(ATTRIBUTE.Class)}`), shown.join('; '))
  assert.ok(shown.includes('Filter-Id = portal'))
  const wide = { ...row, accountId }
  const refused = await admin('POST', '/api/network/attributes', wide)
  assert.equal(refused.body.code, 'network.row-for-no-guest')
})

test('a server that brings no Class back tells its guests by their addresses', async (t) => {
  const { admin, until, chargeALot, account, accountId } = await furnish(t, {
    admitsGuests: ['blocked-money'],
  })
  await chargeALot()
  await until(IVANOVA, isGuest)
  await account(STATUS.Start, (request) =>
    request.addIpv4(ATTRIBUTE['Framed-IP-Address'], '10.99.0.1'),
  )
  const { body } = await admin('GET', '/api/usage/sessions')
  assert.match(JSON.stringify(body), /"accountId":null,.*"isGuest":true/)
  assert.doesNotMatch(JSON.stringify(body), new RegExp(`"accountId":${accountId}`))
})

test('a fixed address that is in the session of another device is not given twice', async (t) => {
  const { admin, accountId, account, set, until, signIn } = await furnish(t, {})
  const fixed = { addressSource: 'static', address: '203.0.113.7', sessionsMax: 3 }
  const changed = await admin('PATCH', `/api/accounts/${accountId}`, fixed, { 'if-match': '1' })
  assert.equal(changed.status, 200, JSON.stringify(changed.body))
  await account(
    STATUS.Start,
    (request) => {
      request.addIpv4(ATTRIBUTE['Framed-IP-Address'], '203.0.113.7')
      request.addString(ATTRIBUTE['Calling-Station-Id'], 'AA-BB-CC-00-00-99')
    },
    { login: 'somebody' },
  )
  assert.equal(
    addressOf(await until(IVANOVA, (reply) => addressOf(reply) === '203.0.113.7')),
    '203.0.113.7',
  )
  await set({ checksFixedAddress: true })
  const refused = await until(IVANOVA, (reply) => !isAccepted(reply))
  assert.equal(refused.code, CODE['Access-Reject'])
  const log = await eventually(
    () => admin('GET', `/api/access/rejections?accountId=${accountId}`),
    ({ body }) => JSON.stringify(body).includes('address-in-session'),
  )
  assert.match(JSON.stringify(log.body), /"reason":"address-in-session"/)
  const same = await signIn({ ...IVANOVA, station: 'AA-BB-CC-00-00-99' })
  assert.equal(same.code, CODE['Access-Accept'], 'the same device comes back')
})

test('where the agent says so, traffic while an account is blocked is kept and not charged', async (t) => {
  const { house, set, account, admin, accountId, chargeALot, until } = await furnish(t, {})
  const accepted = await until(IVANOVA, isAccepted)
  const report = (octets: number) =>
    account(STATUS['Interim-Update'], (request) => {
      request.addString(ATTRIBUTE['Calling-Station-Id'], 'AA-BB-CC-00-00-01')
      request.addString(ATTRIBUTE.Class, accepted.readString(ATTRIBUTE.Class) ?? '')
      request.addInteger(ATTRIBUTE['Acct-Output-Octets'], octets)
    })
  const counted = async () => {
    const { rows } = await house.ground.pool.query<{ octets: string }>(
      'select sum(octets_in)::text as octets from usage.hours',
    )
    return Number(rows[0]?.octets)
  }
  await set({ ignoresBlockedTraffic: true })
  await report(MB)
  assert.equal(await counted(), MB)
  await chargeALot()
  await until(IVANOVA, (reply) => !isAccepted(reply))
  await report(5 * MB)
  assert.equal(await counted(), MB, 'what came while blocked costs nothing')
  const { body } = await admin('GET', `/api/usage/sessions?accountId=${accountId}`)
  assert.match(JSON.stringify(body), /"octetsIn":"5000000"/, 'and is kept')
  await set({ ignoresBlockedTraffic: false })
  let megabytes = 5
  const grow = () => {
    megabytes += 1
    return report(megabytes * MB)
  }
  const last = await eventually(
    async () => {
      await grow()
      return counted()
    },
    (octets) => octets > MB,
  )
  assert.equal(last, 2 * MB, 'only what grew since')
})
