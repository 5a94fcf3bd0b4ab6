import assert from 'node:assert/strict'
import dgram from 'node:dgram'
import { test } from 'node:test'
import {
  ATTRIBUTE,
  CODE,
  createRadiusClient,
  createRadiusServer,
  createRequest,
  type Packet,
  type PacketWriter,
  VALUE,
} from '@altyn/radius'
import { type Caller, eventually, type RunningHouse, startHouse } from '../support/api.ts'

const secret = Buffer.from('nas-secret-word')
const STATUS = VALUE['Acct-Status-Type']
type Nas = {
  signIn(password: string): Promise<Packet>
  account(status: number, more?: (request: PacketWriter) => void): Promise<Packet>
  close(): Promise<void>
}

function openNas(house: RunningHouse): Nas {
  const client = createRadiusClient({ host: '127.0.0.1' })
  const send = async (port: number, request: PacketWriter) => {
    const result = await client.send({ host: '127.0.0.1', port, request })
    assert.equal(result.kind, 'reply', JSON.stringify(result))
    if (result.kind !== 'reply') throw new Error('no reply')
    return result.packet
  }
  return {
    signIn(password) {
      const request = createRequest(CODE['Access-Request'], { secret, messageAuthenticator: true })
      request.addString(ATTRIBUTE['User-Name'], 'Ivanova')
      request.addString(ATTRIBUTE['User-Password'], password)
      request.addString(ATTRIBUTE['Calling-Station-Id'], 'AA-BB-CC-00-00-01')
      return send(house.authPort, request)
    },
    account(status, more = () => undefined) {
      const request = createRequest(CODE['Accounting-Request'], { secret })
      request.addInteger(ATTRIBUTE['Acct-Status-Type'], status)
      request.addString(ATTRIBUTE['Acct-Session-Id'], 'session-1')
      request.addString(ATTRIBUTE['User-Name'], 'Ivanova')
      request.addString(ATTRIBUTE['Calling-Station-Id'], 'AA-BB-CC-00-00-01')
      more(request)
      return send(house.acctPort, request)
    },
    close: () => client.close(),
  }
}

/** A house with a tariff, a server and a subscriber without money. */
async function furnish(admin: Caller, daePort: number) {
  const made = async (path: string, body: unknown) => {
    const answer = await admin('POST', path, body)
    assert.equal(answer.status, 200, JSON.stringify(answer.body))
    return Number(answer.body.id)
  }
  const tariffId = await made('/api/catalogue/tariffs', {
    name: 'Интернет 100',
    from: '2020-01-01',
    fee: '600',
    feePeriod: 'month',
    feeCharged: 'in-advance',
    blockPolicy: 'before-charge',
    speedDownKbps: 100_000,
    speedUpKbps: 50_000,
  })
  await made('/api/network/nas', {
    agentId: 1,
    name: 'BRAS',
    address: '127.0.0.1',
    secret: secret.toString(),
    dialect: 'accel-ppp',
    daePort,
    requiresMessageAuthenticator: true,
  })
  await made('/api/network/segments', { agentId: 1, name: 'Pool', network: '10.9.0.0/29' })
  const subscriberId = await made('/api/subscribers', {
    kind: 'person',
    surname: 'Иванова',
    givenName: 'Анна',
  })
  const contractId = await made('/api/subscribers/contracts', {
    subscriberId,
    signedOn: '2026-04-01',
    paymentMethod: 'advance',
  })
  const login = 'ivanova'
  const account = { contractId, agentId: 1, tariffId, login, password: 'secret123' }
  return { contractId, accountId: await made('/api/accounts', account) }
}

/** The same with money: paid once the house has seen that there was none, so that nothing changes later. */
async function furnishPaid(admin: Caller): Promise<void> {
  const { contractId } = await furnish(admin, 3799)
  const explained = () => admin('GET', `/api/blocking/contracts/${contractId}`)
  await eventually(explained, stateIs('money'))
  const payment = { contractId, amount: '600', method: 'cash', paidOn: '2026-04-01' }
  assert.equal((await admin('POST', '/api/payments', payment)).status, 200)
}

const stateIs = (state: string) => (answer: { body: unknown }) =>
  JSON.stringify(answer.body).includes(`"state":"${state}"`)

/** The side of an access server that takes orders: it writes down whose sessions it was told to end. */
async function listenToOrders() {
  const ended: string[] = []
  const server = await createRadiusServer({
    kind: 'dae',
    host: '127.0.0.1',
    port: 0,
    findClient: () => ({ secret, requireMessageAuthenticator: true }),
    handle(request, context) {
      ended.push(request.readString(ATTRIBUTE['Acct-Session-Id']) ?? '')
      return context.reply(CODE['Disconnect-ACK'])
    },
  })
  return { ended, port: server.port, close: () => server.close() }
}

/** Signs in until the answer is of this code: news of a change needs a moment to reach RADIUS. */
async function signInUntil(nas: Nas, code: number): Promise<Packet> {
  const answer = await eventually(
    () => nas.signIn('secret123'),
    (packet) => packet.code === code,
  )
  assert.equal(answer.code, code)
  return answer
}

test('no money, a payment, a session, money withdrawn, the session is cut', async (t) => {
  const house = await startHouse(t)
  const admin = await house.administrator()
  const dae = await listenToOrders()
  const nas = openNas(house)
  t.after(async () => {
    await nas.close()
    await dae.close()
  })
  const { contractId, accountId } = await furnish(admin, dae.port)
  const explained = () => admin('GET', `/api/blocking/contracts/${contractId}`)
  const blocked = await eventually(explained, stateIs('money'))
  const { amount } = blocked.body.toPay as { amount: string }
  assert.ok(Number(amount) > 0)
  const refused = await signInUntil(nas, CODE['Access-Reject'])
  assert.match(refused.readString(ATTRIBUTE['Reply-Message']) ?? '', /money/)

  const today = Temporal.Now.plainDateISO('Europe/Moscow').toString()
  const paid = await admin('POST', '/api/payments', {
    contractId,
    amount,
    method: 'cash',
    paidOn: today,
  })
  assert.equal(paid.status, 200)
  const accepted = await signInUntil(nas, CODE['Access-Accept'])
  assert.equal(accepted.readIpv4(ATTRIBUTE['Framed-IP-Address']), '10.9.0.1')
  assert.equal(accepted.readString(ATTRIBUTE['Filter-Id']), '100000/50000')
  assert.equal((await nas.signIn('wrong')).code, CODE['Access-Reject'])

  await nas.account(STATUS.Start, (request) =>
    request.addIpv4(ATTRIBUTE['Framed-IP-Address'], '10.9.0.1'),
  )
  await nas.account(STATUS['Interim-Update'], (request) =>
    request
      .addInteger(ATTRIBUTE['Acct-Output-Gigawords'], 2)
      .addInteger(ATTRIBUTE['Acct-Output-Octets'], 5)
      .addInteger(ATTRIBUTE['Acct-Session-Time'], 300),
  )
  const live = await admin('GET', `/api/usage/sessions?accountId=${accountId}`)
  assert.match(JSON.stringify(live.body), /"octetsIn":"8589934597"/)

  await admin(
    'POST',
    `/api/payments/${paid.body.id}/cancel`,
    { reason: 'ошибка' },
    { 'if-match': '1' },
  )
  await eventually(
    async () => dae.ended,
    (ids) => ids.includes('session-1'),
  )
  assert.ok(dae.ended.includes('session-1'), 'the server was told to end the session')
  await signInUntil(nas, CODE['Access-Reject'])
  await nas.account(STATUS.Stop, (request) =>
    request.addInteger(ATTRIBUTE['Acct-Session-Time'], 310),
  )
  const history = await admin('GET', `/api/usage/closed-sessions?accountId=${accountId}`)
  assert.match(JSON.stringify(history.body), /"octetsIn":"8589934597"/)
  const reasons = await eventually(
    () => admin('GET', `/api/access/rejections?accountId=${accountId}`),
    ({ body }) => /wrong-password/.test(JSON.stringify(body)),
  )
  assert.match(JSON.stringify(reasons.body), /blocked-money/)
})

test('a second session is refused, the same router coming back is not', async (t) => {
  const house = await startHouse(t)
  const admin = await house.administrator()
  const nas = openNas(house)
  t.after(nas.close)
  await furnishPaid(admin)
  await signInUntil(nas, CODE['Access-Accept'])
  await nas.account(STATUS.Start, (request) =>
    request.addString(ATTRIBUTE['NAS-Port-Id'], 'ge-0/1'),
  )
  assert.equal((await nas.signIn('secret123')).code, CODE['Access-Accept'], 'the same station')
  const client = createRadiusClient({ host: '127.0.0.1' })
  t.after(() => client.close())
  const stranger = createRequest(CODE['Access-Request'], { secret, messageAuthenticator: true })
  stranger.addString(ATTRIBUTE['User-Name'], 'ivanova')
  stranger.addString(ATTRIBUTE['User-Password'], 'secret123')
  stranger.addString(ATTRIBUTE['Calling-Station-Id'], 'FF-FF-FF-00-00-02')
  const result = await client.send({ host: '127.0.0.1', port: house.authPort, request: stranger })
  assert.ok(result.kind === 'reply' && result.packet.code === CODE['Access-Reject'])
})

test('rubbish is counted and never slows down the honest', async (t) => {
  const house = await startHouse(t)
  const admin = await house.administrator()
  const nas = openNas(house)
  t.after(nas.close)
  await furnishPaid(admin)
  await signInUntil(nas, CODE['Access-Accept'])
  const socket = dgram.createSocket('udp4')
  t.after(() => new Promise<void>((resolve) => socket.close(() => resolve())))
  let state = 417
  const byte = () => {
    state = (Math.imul(state, 1_103_515_245) + 12_345) >>> 0
    return state >>> 24
  }
  for (let i = 0; i < 2000; i += 1) {
    const rubbish = Buffer.from(Array.from({ length: byte() % 120 }, byte))
    socket.send(rubbish, i % 2 ? house.authPort : house.acctPort, '127.0.0.1')
    if (i % 100 === 0) assert.equal((await nas.signIn('secret123')).code, CODE['Access-Accept'])
  }
  const dropped = ({ body }: { body: Record<string, unknown> }) =>
    [...String(body.text).matchAll(/altyn_radius_dropped_total\{[^}]*\} (\d+)/g)].reduce(
      (sum, [, count]) => sum + Number(count),
      0,
    )
  const metrics = await eventually(
    () => house.visitor()('GET', '/metrics'),
    (answer) => dropped(answer) > 1000,
  )
  assert.ok(dropped(metrics) > 1000)
})
