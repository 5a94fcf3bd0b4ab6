import assert from 'node:assert/strict'
import { type TestContext, test } from 'node:test'
import { AUTHORITY, TEST_TLS } from '../../../packages/radius/src/testing/certificates.ts'
import { runEapolTest, withEapolTest } from '../../../packages/radius/src/testing/eapol-test.ts'
import { runRadclient } from '../../../packages/radius/src/testing/radclient.ts'
import { eventually } from '../support/api.ts'
import { furnishNetwork, NAS_SECRET } from '../support/network.ts'
import { startFreeRadius, withFreeRadius } from '../support/peers/free-radius.ts'

const CERTIFICATE = { certificate: TEST_TLS.cert.toString(), key: TEST_TLS.key.toString() }
const GIGAWORD = 4_294_967_296

/** A provider whose access server asks FreeRADIUS, which asks Altyn. */
async function furnishFront(t: TestContext, { secret = NAS_SECRET } = {}) {
  const network = await furnishNetwork(t)
  const front = await startFreeRadius(t, { restPort: network.house.restPort, secret })
  return {
    ...network,
    front,
    signInThere: (...proof: string[]) =>
      runRadclient({ port: front.authPort, secret }, 'auth', ['User-Name = "ivanova"', ...proof]),
    accountThere: (...attributes: string[]) =>
      runRadclient({ port: front.acctPort, secret }, 'acct', [
        'User-Name = "ivanova"',
        'Acct-Session-Id = "session-1"',
        ...attributes,
      ]),
  }
}

test('behind FreeRADIUS a sign-in gets what it gets from us, whatever shows the password', {
  ...withFreeRadius,
}, async (t) => {
  const { admin, accountId, signInThere } = await furnishFront(t)
  const row = { packet: 'accept', attribute: 'Reply-Message', value: '100 %{md5:a} "ok"' }
  assert.equal((await admin('POST', '/api/network/attributes', row)).status, 200)
  const proofs = ['User-Password', 'CHAP-Password', 'MS-CHAP-Password']
  for (const proof of proofs) {
    const { output } = await eventually(
      () => signInThere(`${proof} = "secret123"`),
      ({ output: said }) => said.includes('Reply-Message'),
    )
    assert.match(output, /Received Access-Accept/, proof)
    assert.match(output, /Framed-IP-Address = 10\.9\.0\.\d/)
    assert.match(output, /Filter-Id = "100000\/50000"/)
    assert.match(output, new RegExp(Buffer.from(`altyn:${accountId}:`).toString('hex')))
    assert.ok(output.includes('"100 %{md5:a} \\"ok\\""'), 'a value is sent as it stands')
    assert.match(output, /Message-Authenticator = 0x/, 'the answer is signed')
    const refused = await signInThere(`${proof} = "wrong-one"`)
    assert.match(refused.output, /Received Access-Reject.*Reply-Message = /s, proof)
  }
  const reasons = await eventually(
    () => admin('GET', `/api/access/rejections?accountId=${accountId}`),
    ({ body }) => JSON.stringify(body).includes('wrong-password'),
  )
  assert.match(JSON.stringify(reasons.body), /"login":"ivanova"/)
})

test('behind FreeRADIUS a session is counted to the octet, once', {
  ...withFreeRadius,
}, async (t) => {
  const { house, accountThere } = await furnishFront(t)
  const counters = [
    'Acct-Output-Gigawords = 1',
    'Acct-Output-Octets = 17',
    'Acct-Input-Octets = 5',
    'Acct-Session-Time = 60',
  ]
  const reports = [
    ['Acct-Status-Type = Start'],
    ['Acct-Status-Type = Interim-Update', ...counters],
    ['Acct-Status-Type = Interim-Update', ...counters],
    ['Acct-Status-Type = Stop', 'Acct-Terminate-Cause = User-Request', ...counters],
  ]
  for (const report of reports) {
    assert.match((await accountThere(...report)).output, /Received Accounting-Response/)
  }
  const { rows } = await house.ground.pool.query(
    'select octets_in, octets_out, cause from usage.closed_sessions',
  )
  assert.deepEqual(rows, [
    { octets_in: BigInt(GIGAWORD + 17), octets_out: 5n, cause: 'User-Request' },
  ])
})

test('behind FreeRADIUS Wi-Fi comes in by PEAP, and keys reach the access point', {
  skip: withFreeRadius.skip || withEapolTest.skip,
}, async (t) => {
  const { front, putCertificate, set } = await furnishFront(t)
  assert.equal((await putCertificate(CERTIFICATE)).status, 200)
  assert.equal((await set({ eapMethods: ['peap'] })).status, 200)
  const network = [
    'key_mgmt=WPA-EAP',
    'eap=PEAP',
    `ca_cert="${AUTHORITY}"`,
    'identity="ivanova"',
    'password="secret123"',
    'phase2="auth=MSCHAPV2"',
  ]
  const where = { address: '127.0.0.1', port: front.authPort, secret: NAS_SECRET }
  const run = await eventually(
    () => runEapolTest(where, { network }),
    ({ isIn }) => isIn,
  )
  assert.ok(run.isIn, run.output)
  assert.match(run.output, /MPPE keys OK: 1 {2}mismatch: 0/)
})

test('a server whose secret is another in FreeRADIUS lets nobody in and counts nothing', {
  ...withFreeRadius,
}, async (t) => {
  const { house, front, signInThere, accountThere } = await furnishFront(t, {
    secret: 'another-secret',
  })
  const { output } = await signInThere('User-Password = "secret123"')
  assert.match(output, /Received Access-Reject/)
  assert.match(front.log.join(''), /no access server with the address 127\.0\.0\.1 has this secret/)
  assert.doesNotMatch((await accountThere('Acct-Status-Type = Start')).output, /Received/)
  const { rows } = await house.ground.pool.query('select from usage.open_sessions')
  assert.equal(rows.length, 0)
})

test('while nobody answers behind it FreeRADIUS is silent, so that the next server is asked', {
  ...withFreeRadius,
}, async (t) => {
  const front = await startFreeRadius(t, { restPort: 9, secret: NAS_SECRET })
  const { output } = await runRadclient({ port: front.authPort, secret: NAS_SECRET }, 'auth', [
    'User-Name = "ivanova"',
    'User-Password = "secret123"',
  ])
  assert.doesNotMatch(output, /Received/)
})
