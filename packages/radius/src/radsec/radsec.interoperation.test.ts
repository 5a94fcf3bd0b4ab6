// RADIUS over TLS as radsecproxy speaks it, which shares no code with us: radclient → UDP → radsecproxy → TLS → our server.
import assert from 'node:assert/strict'
import { test } from 'node:test'
import { CODE } from '../code.ts'
import { ATTRIBUTE } from '../dictionary.generated.ts'
import { startedRadsecproxy, withRadsecproxy } from '../testing/radsecproxy.ts'
import { startedRadSec } from '../testing/started-radsec-server.ts'
import { accept, until } from '../testing/started-server.ts'

const LOGIN = ['User-Name = "nemo"', 'Message-Authenticator = 0x00']
const RIGHT = [...LOGIN, 'User-Password = "arctangent"']
const WRONG = [...LOGIN, 'User-Password = "tangent"']
const STOP = ['Acct-Status-Type = Stop', 'Acct-Session-Id = "s-1"', 'User-Name = "nemo"']

for (const tlsVersion of ['TLS1_2', 'TLS1_3'] as const) {
  test(
    `radsecproxy over ${tlsVersion}: the right password, the wrong one, accounting and the watchdog on one connection`,
    withRadsecproxy,
    async (t) => {
      let octets: number | undefined
      const { server, drops, ends } = await startedRadSec(t, {
        handleAuth: (request, context) => {
          const reply = accept(request, context)
          if (reply instanceof Promise || reply?.code !== CODE['Access-Accept']) return reply
          // Hidden with the secret of TLS, and by the proxy again with the one of UDP.
          return reply.addMppeKeys({
            send: Buffer.alloc(16, 0x5e),
            receive: Buffer.alloc(16, 0x7e),
          })
        },
        handleAcct: (request, context) => {
          octets = request.readInteger(ATTRIBUTE['Acct-Input-Octets'])
          return context.reply(CODE['Accounting-Response'])
        },
      })
      const { ask, log } = await startedRadsecproxy(t, { port: server.port, tlsVersion })
      await until(() => server.counters().connections === 1)
      assert.equal(server.counters().connections, 1, log.join(''))

      const right = await ask('auth', RIGHT)
      assert.equal(right.exitCode, 0, right.output + log.join(''))
      assert.match(right.output, /Received Access-Accept/)
      assert.match(right.output, /MS-MPPE-Send-Key = 0x(5e){16}/)
      assert.match(right.output, /MS-MPPE-Recv-Key = 0x(7e){16}/)
      const wrong = await ask('auth', WRONG)
      assert.match(wrong.output, /Received Access-Reject/)
      const stop = await ask('acct', [...STOP, 'Acct-Input-Octets = 4000000000'])
      assert.equal(stop.exitCode, 0, stop.output + log.join(''))
      assert.equal(octets, 4_000_000_000)

      await until(() => (server.counters().received['Status-Server'] ?? 0) > 0)
      const { received, connectionsAccepted } = server.counters()
      assert.ok((received['Status-Server'] ?? 0) > 0, 'its watchdog asked')
      assert.deepEqual([connectionsAccepted, drops, ends], [1, [], []])
    },
  )
}

test('radsecproxy that nobody knows gets nothing through', withRadsecproxy, async (t) => {
  const { server, ends } = await startedRadSec(t, { findClient: () => undefined })
  const { ask } = await startedRadsecproxy(t, { port: server.port, tlsVersion: 'TLS1_3' })
  await until(() => ends.length > 0)
  assert.equal(ends[0]?.reason, 'unknown-client')
  assert.match((await ask('auth', RIGHT)).output, /No reply from server/)
  assert.equal(server.counters().connectionsAccepted, 0)
})
