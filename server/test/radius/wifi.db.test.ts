import assert from 'node:assert/strict'
import { readFileSync } from 'node:fs'
import { type TestContext, test } from 'node:test'
import {
  ATTRIBUTE,
  CODE,
  createRadiusClient,
  createRequest,
  type Packet,
  type PacketWriter,
  VALUE,
} from '@altyn/radius'
import { AUTHORITY, TEST_TLS } from '../../../packages/radius/src/testing/certificates.ts'
import { runEapolTest, withEapolTest } from '../../../packages/radius/src/testing/eapol-test.ts'
import { eventually, type RunningHouse, startHouse } from '../support/api.ts'

const SECRET = 'nas-secret-word'
const MAC = 'AA-BB-CC-00-00-01'
const OTHER_MAC = 'AA-BB-CC-00-00-02'
const CERTIFICATE = { certificate: TEST_TLS.cert.toString(), key: TEST_TLS.key.toString() }

/** A provider with one access server and Ivanova with money; `set` changes the settings of the agent. */
async function furnish(t: TestContext) {
  const house = await startHouse(t)
  const admin = await house.administrator()
  const made = async (path: string, body: unknown) => {
    const answer = await admin('POST', path, body)
    assert.equal(answer.status, 200, JSON.stringify(answer.body))
    return Number(answer.body.id)
  }
  const tariffId = await made('/api/catalogue/tariffs', {
    name: 'Wi-Fi',
    from: '2020-01-01',
    fee: '0',
    feePeriod: 'month',
    feeCharged: 'in-advance',
    blockPolicy: 'after-debt',
    speedDownKbps: 100_000,
    speedUpKbps: 50_000,
  })
  await made('/api/network/nas', {
    agentId: 1,
    name: 'Controller',
    address: '127.0.0.1',
    secret: SECRET,
    dialect: 'accel-ppp',
  })
  await made('/api/network/segments', { agentId: 1, name: 'Pool', network: '10.9.0.0/29' })
  const person = { kind: 'person', surname: 'Иванова', givenName: 'Анна' }
  const subscriberId = await made('/api/subscribers', person)
  const contract = { subscriberId, signedOn: '2026-04-01', paymentMethod: 'advance' }
  const contractId = await made('/api/subscribers/contracts', contract)
  const account = { contractId, agentId: 1, tariffId, login: 'ivanova', password: 'secret123' }
  const accountId = await made('/api/accounts', account)
  const agent = async () => {
    const { body } = await admin('GET', '/api/network/agents')
    return (body.items as { id: number; version: number; radius: object }[])[0]
  }
  const change = async (method: string, path: string, body: unknown) =>
    admin(method, path, body, { 'if-match': String((await agent())?.version) })
  return {
    house,
    admin,
    accountId,
    putCertificate: (body: object = CERTIFICATE) =>
      change('PUT', '/api/network/agents/1/certificate', body),
    set: async (settings: object) =>
      change('PATCH', '/api/network/agents/1', {
        radius: { ...(await agent())?.radius, ...settings },
      }),
  }
}

function peap(password: string): string[] {
  return [
    'key_mgmt=WPA-EAP',
    'eap=PEAP',
    `ca_cert="${AUTHORITY}"`,
    'anonymous_identity="anonymous"',
    'identity="ivanova@provider.ru"',
    `password="${password}"`,
    'phase2="auth=MSCHAPV2"',
  ]
}

test('Wi-Fi by PEAP: anonymous outside, let in by the name inside, counted to its account', {
  ...withEapolTest,
}, async (t) => {
  const { house, admin, accountId, putCertificate, set } = await furnish(t)
  const early = await set({ eapMethods: ['peap'] })
  assert.equal(early.body.code, 'network.certificate-missing')
  assert.equal((await putCertificate()).status, 200)
  assert.equal((await set({ eapMethods: ['peap', 'ttls'], stripsRealm: true })).status, 200)
  const where = { address: '127.0.0.1', port: house.authPort, secret: SECRET }
  const run = await eventually(
    () => runEapolTest(where, { network: peap('secret123') }),
    ({ isIn }) => isIn,
  )
  assert.ok(run.isIn, run.output)
  assert.match(run.output, /MPPE keys OK: 1 {2}mismatch: 0/)
  assert.match(run.output, new RegExp(Buffer.from(`altyn:${accountId}:`).toString('hex'), 'i'))
  assert.match(run.output, /Attribute 1 \(User-Name\)[^\n]*\n\s*Value: 'ivanova'/)
  const refused = await runEapolTest(where, { network: peap('wrong-one') })
  assert.ok(!refused.isIn)
  const reasons = await eventually(
    () => admin('GET', `/api/access/rejections?accountId=${accountId}`),
    ({ body }) => JSON.stringify(body).includes('wrong-password'),
  )
  assert.match(JSON.stringify(reasons.body), /"login":"ivanova"/)
})

test('a certificate that peers could not use is refused by its field', async (t) => {
  const { admin, putCertificate } = await furnish(t)
  const codeOf = async (body: object) => (await putCertificate(body)).body
  assert.match(
    JSON.stringify(await codeOf({ ...CERTIFICATE, certificate: 'rubbish' })),
    /not-a-certificate/,
  )
  assert.match(JSON.stringify(await codeOf({ ...CERTIFICATE, key: 'rubbish' })), /not-a-key/)
  const authority = readFileSync(AUTHORITY).toString()
  const swapped = await codeOf({ ...CERTIFICATE, certificate: authority })
  assert.match(JSON.stringify(swapped), /key-of-another/)
  assert.equal((await putCertificate()).status, 200)
  const agents = JSON.stringify((await admin('GET', '/api/network/agents')).body)
  assert.match(agents, /radius\.test/)
  assert.doesNotMatch(agents, /PRIVATE|keySealed/)
})

/** Signs in as a router with plain MAC authentication does. */
function openNas(t: TestContext, house: RunningHouse) {
  const client = createRadiusClient({ host: '127.0.0.1' })
  t.after(() => client.close())
  return async (name: string, password: string, station: string): Promise<Packet> => {
    const secret = Buffer.from(SECRET)
    const request: PacketWriter = createRequest(CODE['Access-Request'], {
      secret,
      messageAuthenticator: true,
    })
    request.addString(ATTRIBUTE['User-Name'], name)
    request.addString(ATTRIBUTE['User-Password'], password)
    request.addString(ATTRIBUTE['Calling-Station-Id'], station)
    request.addInteger(ATTRIBUTE['Service-Type'], VALUE['Service-Type']['Framed-User'])
    const result = await client.send({ host: '127.0.0.1', port: house.authPort, request })
    assert.ok(result.kind === 'reply', JSON.stringify(result))
    return result.packet
  }
}

test('the first MAC address is learnt; then another is refused, and its own needs no password', async (t) => {
  const { house, admin, accountId, set } = await furnish(t)
  const signIn = openNas(t, house)
  const until = (code: number, ...how: Parameters<typeof signIn>) =>
    eventually(
      () => signIn(...how),
      (packet) => packet.code === code,
    )
  assert.equal((await set({ learnsMac: true })).status, 200)
  const stations = () => admin('GET', `/api/accounts/${accountId}/stations`)
  await eventually(
    async () => {
      await signIn('ivanova', 'secret123', MAC)
      return stations()
    },
    ({ body }) => JSON.stringify(body).includes('aa:bb:cc:00:00:01'),
  )
  assert.match(JSON.stringify((await stations()).body), /"source":"learned"/)
  await set({ learnsMac: true, checksMac: true, authenticatesByMac: true })
  const stranger = await until(CODE['Access-Reject'], 'ivanova', 'secret123', OTHER_MAC)
  assert.equal(stranger.code, CODE['Access-Reject'])
  const own = await until(CODE['Access-Accept'], MAC, '', MAC)
  assert.equal(own.code, CODE['Access-Accept'], 'its MAC address is its name')
  assert.equal((await signIn(OTHER_MAC, '', OTHER_MAC)).code, CODE['Access-Reject'])

  const taken = await admin('POST', `/api/accounts/${accountId}/stations`, { mac: MAC })
  assert.match(JSON.stringify(taken.body), /accounts.mac-taken/)
  const [{ id }] = (await stations()).body.items as [{ id: number }]
  assert.equal((await admin('POST', `/api/accounts/stations/${id}/release`)).status, 200)
  await until(CODE['Access-Reject'], MAC, '', MAC)
  const bound = await admin('POST', `/api/accounts/${accountId}/stations`, { mac: OTHER_MAC })
  assert.equal(bound.body.mac, 'aa:bb:cc:00:00:02')
  await until(CODE['Access-Accept'], OTHER_MAC, '', OTHER_MAC)
})
