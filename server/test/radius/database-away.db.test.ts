import assert from 'node:assert/strict'
import { type TestContext, test } from 'node:test'
import { setTimeout as pause } from 'node:timers/promises'
import {
  ATTRIBUTE,
  CODE,
  createRadiusClient,
  createRequest,
  type PacketWriter,
  VALUE,
} from '@altyn/radius'
import { nameService } from '../support/access-server.ts'
import { eventually } from '../support/api.ts'
import { startBehindGate } from '../support/gate.ts'
import { furnishNetwork, NAS_SECRET } from '../support/network.ts'
import { activatedBy } from '../support/session-services.ts'

// biome-ignore lint/style/noProcessEnv: a minute of it is tried by hand, some seconds are tried each time.
const AWAY_SECONDS = Number(process.env.ALTYN_AWAY_SECONDS ?? 6)
const SESSIONS = 40
const SECRET = Buffer.from(NAS_SECRET)
const STATUS = VALUE['Acct-Status-Type']
const STEP = 1_234_567

/** A provider with a delegated pool, and a RADIUS process whose way to the database can be shut. */
async function furnishBehindGate(t: TestContext) {
  const { house, admin } = await furnishNetwork(t)
  // What pools gave is known without asking, prefixes as well.
  const delegated = { kind: 'ipv6-delegated', delegatedLength: 56, network: '2001:db8::/40' }
  await admin('POST', '/api/network/segments', { agentId: 1, name: 'PD', ...delegated })
  return { admin, direct: house.ground.pool, ...(await startBehindGate(t, house)) }
}

test('while the database is away sign-ins are answered and every octet is kept, once', async (t) => {
  const { gate, direct, authPort, acctPort } = await furnishBehindGate(t)
  const client = createRadiusClient({ host: '127.0.0.1' })
  t.after(() => client.close())
  const signIn = async () => {
    const request = createRequest(CODE['Access-Request'], {
      secret: SECRET,
      messageAuthenticator: true,
    })
    request.addString(ATTRIBUTE['User-Name'], 'ivanova')
    request.addString(ATTRIBUTE['User-Password'], 'secret123')
    request.addString(ATTRIBUTE['Calling-Station-Id'], 'AA-BB-CC-00-00-01')
    const result = await client.send({ host: '127.0.0.1', port: authPort, request })
    return result.kind === 'reply' ? result.packet.code : undefined
  }
  const report = async (session: number, status: number, octets: number) => {
    const request = createRequest(CODE['Accounting-Request'], { secret: SECRET })
    request.addInteger(ATTRIBUTE['Acct-Status-Type'], status)
    request.addString(ATTRIBUTE['Acct-Session-Id'], `session-${session}`)
    request.addString(ATTRIBUTE['User-Name'], 'ivanova')
    request.addString(ATTRIBUTE['Calling-Station-Id'], 'AA-BB-CC-00-00-01')
    request.addInteger(ATTRIBUTE['Acct-Output-Octets'], octets)
    const result = await client.send({ host: '127.0.0.1', port: acctPort, request })
    assert.ok(result.kind === 'reply', `session ${session} was not acknowledged`)
  }
  const all = (status: number, octets: number) =>
    Promise.all(Array.from({ length: SESSIONS }, (_, i) => report(i, status, octets + i)))
  assert.equal(await signIn(), CODE['Access-Accept'])
  await all(STATUS.Start, 0)

  gate.shut()
  const end = performance.now() + AWAY_SECONDS * 1000
  let octets = 0
  while (performance.now() < end) {
    octets += STEP
    await all(STATUS['Interim-Update'], octets)
    assert.equal(await signIn(), CODE['Access-Accept'], 'from the last known state')
    await pause(200)
  }
  octets += STEP
  await all(STATUS.Stop, octets)
  gate.open()

  const sent = SESSIONS * octets + (SESSIONS * (SESSIONS - 1)) / 2
  const count = async () => {
    const { rows } = await direct.query<{ closed: string; hours: string; sessions: number }>(`
      select coalesce(sum(octets_in), 0)::text as closed, count(*)::int as sessions,
        (select coalesce(sum(octets_in), 0)::text from usage.hours) as hours
      from usage.closed_sessions`)
    return rows[0]
  }
  const found = await eventually(count, (row) => row?.sessions === SESSIONS)
  assert.deepEqual(found, { closed: String(sent), hours: String(sent), sessions: SESSIONS })
})

test('services within a session are kept as well while the database is away, and split from it once', async (t) => {
  const { gate, direct, admin, authPort, acctPort } = await furnishBehindGate(t)
  const local = { code: 'local', nameRu: 'Своя сеть', nameEn: 'Own network' }
  await admin('POST', '/api/catalogue/traffic-categories', local)
  const form = { name: 'LOCAL', title: 'Локальная сеть', isForAll: true }
  const counted = { counting: 'category', category: 'local' }
  const path = '/api/network/session-services'
  assert.equal((await admin('POST', path, { ...form, ...counted })).status, 200)
  await admin('PATCH', '/api/network/nas/1', { dialect: 'cisco' }, { 'if-match': '1' })
  const client = createRadiusClient({ host: '127.0.0.1' })
  t.after(() => client.close())
  const send = async (port: number, request: PacketWriter) => {
    const result = await client.send({ host: '127.0.0.1', port, request })
    assert.ok(result.kind === 'reply', 'it was not acknowledged')
    return result.packet
  }
  const signIn = () => {
    const options = { secret: SECRET, messageAuthenticator: true }
    const request = createRequest(CODE['Access-Request'], options)
    request.addString(ATTRIBUTE['User-Name'], 'ivanova')
    request.addString(ATTRIBUTE['User-Password'], 'secret123')
    return send(authPort, request)
  }
  const report = (status: number, octets: number, service?: string) => {
    const request = createRequest(CODE['Accounting-Request'], { secret: SECRET })
    request.addInteger(ATTRIBUTE['Acct-Status-Type'], status)
    request.addString(ATTRIBUTE['Acct-Session-Id'], service ? 'service-1' : 'session-1')
    request.addString(ATTRIBUTE['User-Name'], 'ivanova')
    request.addInteger(ATTRIBUTE['Acct-Output-Octets'], octets)
    if (service) {
      const mark = { name: service, parentSessionId: 'session-1' }
      nameService(request, 'cisco', mark)
    }
    return send(acctPort, request)
  }
  await eventually(signIn, (reply) => activatedBy(reply).includes('LOCAL'))
  await report(STATUS.Start, 0)
  gate.shut()
  await report(STATUS.Start, 0, 'LOCAL')
  await report(STATUS['Interim-Update'], 10 * STEP)
  await report(STATUS['Interim-Update'], 3 * STEP, 'LOCAL')
  await report(STATUS['Interim-Update'], 3 * STEP, 'LOCAL')
  await report(STATUS.Stop, 4 * STEP, 'LOCAL')
  await report(STATUS.Stop, 11 * STEP)
  gate.open()
  const count = async () => {
    const { rows } = await direct.query<{ category: string; octets: string }>(
      'select category, sum(octets_in)::text as octets from usage.hours group by 1 order by 1',
    )
    return rows.map(({ category, octets }) => `${category || 'own'} ${octets}`)
  }
  const expected = [`own ${7 * STEP}`, `local ${4 * STEP}`]
  assert.deepEqual(await eventually(count, (found) => found.join() === expected.join()), expected)
})
