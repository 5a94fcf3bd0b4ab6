// The same conversations, led by the EAP peer of wpa_supplicant, which shares no code with us.
import assert from 'node:assert/strict'
import { test } from 'node:test'
import { AUTHORITY, LONG_CHAIN_TLS, TEST_TLS } from '../testing/certificates.ts'
import { type PeerRun, runPeer, withEapolTest } from '../testing/eapol-test.ts'
import type { EapServerOptions } from './eap-options.ts'

const PASSWORDS = new Map([['nemo', 'arctangent']])
const OPTIONS: EapServerOptions = {
  methods: ['peap', 'ttls', 'md5'],
  tls: TEST_TLS,
  findPassword: (identity) => PASSWORDS.get(identity),
}
const LOGIN = { identity: 'nemo', password: 'arctangent' }
const TLS_1_3 = 'phase1="tls_disable_tlsv1_3=0"'

/** The network block of a peer with a tunnel that checks our certificate and shows another name outside. */
function tunnel(
  eap: 'TTLS' | 'PEAP',
  inner: string,
  login: { identity: string; password: string } = LOGIN,
): string[] {
  return [
    'key_mgmt=WPA-EAP',
    `eap=${eap}`,
    `ca_cert="${AUTHORITY}"`,
    'domain_match="radius.test"',
    'anonymous_identity="anonymous"',
    `identity="${login.identity}"`,
    `password="${login.password}"`,
    `phase2="auth=${inner}"`,
  ]
}

const MD5_ARGS = { args: ['-n'] } // no keys are expected
const md5 = (password: string, identity = 'nemo') => [
  'key_mgmt=IEEE8021X',
  'eap=MD5',
  `identity="${identity}"`,
  `password="${password}"`,
]

function assertIn(run: PeerRun, method: string): void {
  const last = run.answers.at(-1)
  assert.equal(last?.kind, 'accept', run.output)
  assert.equal(last.method, method)
  assert.equal(last.identity, 'nemo')
  assert.ok(run.isIn, run.output)
}

/** eapol_test compares the keys that it derived with those that we sent. */
function assertKeysMatch(run: PeerRun): void {
  assert.match(run.output, /MPPE keys OK: 1 {2}mismatch: 0/)
}

function assertOut(run: PeerRun, reason: string, identity: string): void {
  const last = run.answers.at(-1)
  assert.equal(last?.kind, 'reject', run.output)
  assert.deepEqual({ reason: last.reason, identity: last.identity }, { reason, identity })
  assert.ok(!run.isIn, run.output)
}

test(
  'EAP-MD5 lets the right password in, after the peer declined our first offer',
  withEapolTest,
  async (t) => {
    const run = await runPeer(t, OPTIONS, { network: md5('arctangent'), ...MD5_ARGS })
    assertIn(run, 'md5')
    assert.deepEqual(
      run.answers.map(({ kind }) => kind),
      ['challenge', 'challenge', 'accept'],
    )
  },
)

test('EAP-MD5 refuses a wrong password and an unknown name', withEapolTest, async (t) => {
  const wrong = await runPeer(t, OPTIONS, { network: md5('tangent'), ...MD5_ARGS })
  assertOut(wrong, 'wrong-password', 'nemo')
  const unknown = await runPeer(t, OPTIONS, { network: md5('arctangent', 'ned'), ...MD5_ARGS })
  assertOut(unknown, 'unknown-identity', 'ned')
})

const VERSIONS = { 'TLSv1.2': [], 'TLSv1.3': [TLS_1_3] }

for (const [version, lines] of Object.entries(VERSIONS)) {
  for (const [eap, inner] of [
    ['TTLS', 'PAP'],
    ['TTLS', 'CHAP'],
    ['TTLS', 'MSCHAP'],
    ['TTLS', 'MSCHAPV2'],
    ['PEAP', 'MSCHAPV2'],
  ] as const) {
    const network = (login = LOGIN) => [...tunnel(eap, inner, login), ...lines]
    const title = `EAP-${eap} with ${inner} over ${version}`

    test(`${title}: in, with the same keys at both ends`, withEapolTest, async (t) => {
      const run = await runPeer(t, OPTIONS, { network: network() })
      assertIn(run, eap.toLowerCase())
      assertKeysMatch(run)
      assert.ok(run.output.includes(`Using TLS version ${version}`), run.output)
    })

    test(`${title}: a wrong password and an unknown name stay out`, withEapolTest, async (t) => {
      const wrong = { network: network({ ...LOGIN, password: 'tangent' }) }
      assertOut(await runPeer(t, OPTIONS, wrong), 'wrong-password', 'nemo')
      const unknown = { network: network({ ...LOGIN, identity: 'ned' }) }
      assertOut(await runPeer(t, OPTIONS, unknown), 'unknown-identity', 'ned')
    })
  }

  test(
    `a certificate with a long chain goes in fragments over ${version}, small ones too, both ways`,
    withEapolTest,
    async (t) => {
      const options = { ...OPTIONS, tls: LONG_CHAIN_TLS }
      for (const [eap, inner] of [
        ['TTLS', 'PAP'],
        ['PEAP', 'MSCHAPV2'],
      ] as const) {
        const network = [...tunnel(eap, inner), 'fragment_size=100', ...lines]
        for (const framedMtu of [1400, 300]) {
          const run = await runPeer(t, options, { network, args: [`-N12:d:${framedMtu}`] })
          assertIn(run, eap.toLowerCase())
          assertKeysMatch(run)
          const challenges = run.answers.filter((answer) => answer.kind === 'challenge')
          const lengths = challenges.map(({ eap: packet }) => packet.length)
          assert.equal(Math.max(...lengths), Math.min(1020, framedMtu - 4))
        }
      }
    },
  )
}

test('a Windows domain before the name is part of the identity', withEapolTest, async (t) => {
  const options = { ...OPTIONS, findPassword: () => 'arctangent' }
  const network = tunnel('PEAP', 'MSCHAPV2', { ...LOGIN, identity: 'NAUTILUS\\nemo' })
  const run = await runPeer(t, options, { network })
  assert.ok(run.isIn, run.output)
  const last = run.answers.at(-1)
  assert.equal(last?.kind === 'accept' && last.identity, 'NAUTILUS\\nemo')
})

test(
  'who comes again proves the password again, no session is resumed',
  withEapolTest,
  async (t) => {
    for (const lines of Object.values(VERSIONS)) {
      let asked = 0
      const findPassword = () => {
        asked++
        return 'arctangent'
      }
      const network = [...tunnel('TTLS', 'PAP'), ...lines]
      const run = await runPeer(t, { ...OPTIONS, findPassword }, { network, args: ['-r', '2'] })
      assert.ok(run.isIn, run.output)
      assert.equal(asked, 3)
    }
  },
)

test(
  'a peer that does not trust our certificate says so and stays out',
  withEapolTest,
  async (t) => {
    for (const lines of Object.values(VERSIONS)) {
      const network = [...tunnel('PEAP', 'MSCHAPV2'), 'domain_match="radius.other"', ...lines]
      assertOut(await runPeer(t, OPTIONS, { network }), 'tls-failed', 'anonymous')
    }
  },
)

test('a peer older than TLS 1.2 hears why it stays out', withEapolTest, async (t) => {
  const network = [...tunnel('TTLS', 'PAP'), 'phase1="tls_disable_tlsv1_2=1"']
  const run = await runPeer(t, OPTIONS, { network, args: ['-t', '1'] })
  assert.match(run.output, /remote TLS alert \(param=protocol version\)/)
  assert.ok(!run.isIn, run.output)
})

test('a peer that wants another proof in the tunnel stays out', withEapolTest, async (t) => {
  const gtc = await runPeer(t, OPTIONS, { network: tunnel('PEAP', 'GTC') })
  assertOut(gtc, 'no-inner-method', 'nemo')
  const eap = tunnel('TTLS', 'PAP').map((line) => line.replace('auth=PAP', 'autheap=MD5'))
  assertOut(await runPeer(t, OPTIONS, { network: eap }), 'no-inner-method', 'anonymous')
})

test(
  'the method that the operator put first is offered first, and a peer without any stays out',
  withEapolTest,
  async (t) => {
    const options: EapServerOptions = { ...OPTIONS, methods: ['md5', 'ttls'] }
    const network = tunnel('TTLS', 'PAP')
    const declined = await runPeer(t, options, { network })
    assertIn(declined, 'ttls')
    assert.match(declined.output, /EAP-Request-MD5/)
    const stranger = await runPeer(t, options, { network: tunnel('PEAP', 'MSCHAPV2') })
    assertOut(stranger, 'no-common-method', 'anonymous')
  },
)
