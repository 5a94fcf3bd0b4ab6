import assert from 'node:assert/strict'
import { readFileSync } from 'node:fs'
import { test } from 'node:test'
import { setTimeout as pause } from 'node:timers/promises'
import { CODE } from '@altyn/radius'
import { AUTHORITY, TEST_TLS } from '../../../packages/radius/src/testing/certificates.ts'
import { runEapolTest, withEapolTest } from '../../../packages/radius/src/testing/eapol-test.ts'
import { eventually } from '../support/api.ts'
import { furnishNetwork, NAS_SECRET } from '../support/network.ts'

const MAC = 'AA-BB-CC-00-00-01'
const LEARNT_MS = 1200
const OTHER_MAC = 'AA-BB-CC-00-00-02'
const CERTIFICATE = { certificate: TEST_TLS.cert.toString(), key: TEST_TLS.key.toString() }

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
  const { house, admin, accountId, putCertificate, set } = await furnishNetwork(t)
  const early = await set({ eapMethods: ['peap'] })
  assert.equal(early.body.code, 'network.certificate-missing')
  assert.equal((await putCertificate(CERTIFICATE)).status, 200)
  assert.equal((await set({ eapMethods: ['peap', 'ttls'], stripsRealm: true })).status, 200)
  const where = { address: '127.0.0.1', port: house.authPort, secret: NAS_SECRET }
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
  const { admin, putCertificate } = await furnishNetwork(t)
  const codeOf = async (body: object) => (await putCertificate(body)).body
  assert.match(
    JSON.stringify(await codeOf({ ...CERTIFICATE, certificate: 'rubbish' })),
    /not-a-certificate/,
  )
  assert.match(JSON.stringify(await codeOf({ ...CERTIFICATE, key: 'rubbish' })), /not-a-key/)
  const authority = readFileSync(AUTHORITY).toString()
  const swapped = await codeOf({ ...CERTIFICATE, certificate: authority })
  assert.match(JSON.stringify(swapped), /key-of-another/)
  assert.equal((await putCertificate(CERTIFICATE)).status, 200)
  const agents = JSON.stringify((await admin('GET', '/api/network/agents')).body)
  assert.match(agents, /radius\.test/)
  assert.doesNotMatch(agents, /PRIVATE|keySealed/)
  const audit = JSON.stringify((await admin('GET', '/api/staff/audit')).body)
  assert.match(audit, /network\/agents\/:?\w*\/certificate/)
  assert.doesNotMatch(audit, /PRIVATE KEY/, 'the key is in nobody’s log')
})

test('the first MAC address is learnt; then another is refused, and its own needs no password', async (t) => {
  const { admin, accountId, set, signIn } = await furnishNetwork(t)
  const until = (code: number, login: string, password: string, station: string) =>
    eventually(
      () => signIn({ login, password, station }),
      (packet) => packet.code === code,
    )
  assert.equal((await set({ learnsMac: true })).status, 200)
  const stations = () => admin('GET', `/api/accounts/${accountId}/stations`)
  await eventually(
    async () => {
      await signIn({ login: 'ivanova', password: 'secret123', station: MAC })
      return stations()
    },
    ({ body }) => JSON.stringify(body).includes('aa:bb:cc:00:00:01'),
  )
  assert.match(JSON.stringify((await stations()).body), /"source":"learned"/)
  await set({ learnsMac: false, checksMac: true, authenticatesByMac: true })
  const stranger = await until(CODE['Access-Reject'], 'ivanova', 'secret123', OTHER_MAC)
  assert.equal(stranger.code, CODE['Access-Reject'])
  const own = await until(CODE['Access-Accept'], MAC, '', MAC)
  assert.equal(own.code, CODE['Access-Accept'], 'its MAC address is its name')
  assert.equal(
    (await until(CODE['Access-Reject'], OTHER_MAC, '', OTHER_MAC)).code,
    CODE['Access-Reject'],
  )

  const taken = await admin('POST', `/api/accounts/${accountId}/stations`, { mac: MAC })
  assert.match(JSON.stringify(taken.body), /accounts.mac-taken/)
  // What was noticed while MAC addresses were learnt is written by now.
  await pause(LEARNT_MS)
  const [{ id }] = (await stations()).body.items as [{ id: number }]
  assert.equal((await admin('POST', `/api/accounts/stations/${id}/release`)).status, 200)
  await until(CODE['Access-Reject'], MAC, '', MAC)
  const bound = await admin('POST', `/api/accounts/${accountId}/stations`, { mac: OTHER_MAC })
  assert.equal(bound.body.mac, 'aa:bb:cc:00:00:02')
  await until(CODE['Access-Accept'], OTHER_MAC, '', OTHER_MAC)
})
