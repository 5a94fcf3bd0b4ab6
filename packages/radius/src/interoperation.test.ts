// The same wire, spoken by two programs that share no code with us.
import assert from 'node:assert/strict'
import { spawn } from 'node:child_process'
import { existsSync } from 'node:fs'
import { createRequire } from 'node:module'
import { join } from 'node:path'
import { type TestContext, test } from 'node:test'
import { verifyReply, verifyRequest } from './authenticator.ts'
import { CODE } from './code.ts'
import { ATTRIBUTE, VALUE } from './dictionary.generated.ts'
import type { Packet } from './packet.ts'
import { createReply, createRequest } from './packet-writer.ts'
import {
  authenticationMethod,
  checkChap,
  checkPap,
  revealUserPassword,
} from './password/check-password.ts'
import { checkMsChap1 } from './password/ms-chap.ts'
import { createRadiusServer } from './server/server.ts'
import type { RadiusPeer, RadiusServerKind, RadiusServerOptions } from './server/server-options.ts'
import { accountingRequest, decoded, papRequest, SECRET } from './testing/sample-packets.ts'

/** The part of the npm package `radius` that is used here. */
interface RadiusModule {
  add_dictionary(path: string): void
  decode(args: { packet: Buffer; secret: string }): RadiusMessage
  encode(args: object): Buffer
  encode_response(args: object): Buffer
  verify_response(args: { request: Buffer; response: Buffer; secret: string }): boolean
}
interface RadiusMessage {
  code: string
  attributes: Record<string, unknown>
}

const radius = createRequire(import.meta.url)('radius') as RadiusModule
// It brings no Cisco dictionary, and reads ours.
radius.add_dictionary(join(import.meta.dirname, '..', 'dictionaries', 'cisco.dictionary'))
const secret = SECRET.toString()
const STRICT: RadiusPeer = { secret: SECRET, requireMessageAuthenticator: true }

test('radius (npm) reads our Access-Request: signature, password, attributes', () => {
  const message = radius.decode({ packet: papRequest('nemo', 'arctangent').encode(7), secret })
  assert.equal(message.code, 'Access-Request')
  assert.equal(message.attributes['User-Name'], 'nemo')
  assert.equal(message.attributes['User-Password'], 'arctangent')
  assert.equal(message.attributes['NAS-IP-Address'], '192.0.2.1')
  assert.deepEqual(message.attributes['Vendor-Specific'], {
    'Cisco-AVPair': 'client-mac-address=0000.5e00.5301',
  })
})

test('radius (npm) reads our Accounting-Request', () => {
  const message = radius.decode({ packet: accountingRequest('Stop', 's-1').encode(7), secret })
  assert.equal(message.code, 'Accounting-Request')
  assert.equal(message.attributes['Acct-Status-Type'], 'Stop')
  assert.equal(message.attributes['Acct-Session-Id'], 's-1')
})

test('we read the requests of radius (npm), any password length', () => {
  // Not the empty password: it makes an attribute of no octets, which RFC 2865 §5.2 does not know.
  for (const password of ['a', 'x'.repeat(16), 'x'.repeat(17), 'п'.repeat(60)]) {
    const request = decoded(
      radius.encode({
        code: 'Access-Request',
        secret,
        identifier: 9,
        add_message_authenticator: true,
        attributes: [
          ['User-Name', 'nemo'],
          ['User-Password', password],
          ['Vendor-Specific', 9, [['Cisco-AVPair', 'a=b']]],
        ],
      }),
    )
    assert.equal(verifyRequest(request, STRICT), undefined)
    assert.equal(revealUserPassword(request, SECRET)?.toString(), password)
    assert.equal(request.readString(ATTRIBUTE['Cisco-AVPair']), 'a=b')
  }
  const accounting = decoded(
    radius.encode({
      code: 'Accounting-Request',
      secret,
      attributes: [['Acct-Status-Type', 'Interim-Update']],
    }),
  )
  assert.equal(verifyRequest(accounting, STRICT), undefined)
  const status = accounting.readInteger(ATTRIBUTE['Acct-Status-Type'])
  assert.equal(status, VALUE['Acct-Status-Type']['Interim-Update'])
})

test('each believes the replies of the other', () => {
  const request = papRequest('nemo', 'arctangent').encode(7)
  const ours = createReply(decoded(request), CODE['Access-Accept'], SECRET)
    .addString(ATTRIBUTE['Reply-Message'], 'hello')
    .encode()
  assert.equal(radius.verify_response({ request, response: ours, secret }), true)
  assert.equal(radius.verify_response({ request, response: ours, secret: 'other' }), false)

  const theirs = radius.encode_response({
    packet: radius.decode({ packet: request, secret }),
    code: 'Access-Accept',
    secret,
    add_message_authenticator: true,
    attributes: [['Session-Timeout', 60]],
  })
  const { authenticator } = decoded(request)
  assert.equal(verifyReply(decoded(theirs), { ...STRICT, authenticator }), undefined)
})

const RADCLIENT = '/usr/bin/radclient'
const withRadclient = { skip: existsSync(RADCLIENT) ? false : `${RADCLIENT} is not installed` }

/** Runs radclient with these attributes against a server of ours; its exit code and what it printed. */
async function radclient(
  t: TestContext,
  peer: { kind: RadiusServerKind; command: string; attributes: string },
  handle: RadiusServerOptions<RadiusPeer>['handle'],
): Promise<{ exitCode: number; output: string }> {
  const server = await createRadiusServer({
    kind: peer.kind,
    host: '127.0.0.1',
    port: 0,
    findClient: () => STRICT,
    handle,
  })
  t.after(() => server.close())
  const args = ['-x', '-r', '1', '-t', '2', `127.0.0.1:${server.port}`, peer.command, secret]
  const child = spawn(RADCLIENT, args)
  const printed: string[] = []
  child.stdout.on('data', (text) => printed.push(String(text)))
  child.stderr.on('data', (text) => printed.push(String(text)))
  child.stdin.end(`${peer.attributes}\n`)
  const exitCode = await new Promise<number>((resolve) => child.on('close', resolve))
  return { exitCode, output: printed.join('') }
}

test('radclient signs in with PAP, CHAP and MS-CHAP', withRadclient, async (t) => {
  const methods = {
    pap: 'User-Password = "arctangent"',
    chap: 'CHAP-Password = "arctangent"',
    'ms-chap-1': 'MS-CHAP-Password = "arctangent"',
  }
  const checks = (request: Packet): boolean => {
    switch (authenticationMethod(request)) {
      case 'pap':
        return checkPap(request, SECRET, 'arctangent')
      case 'chap':
        return checkChap(request, 'arctangent')
      default:
        return checkMsChap1(request, 'arctangent')
    }
  }
  for (const [method, attribute] of Object.entries(methods)) {
    const attributes = `User-Name = "nemo"\n${attribute}\nMessage-Authenticator = 0x00`
    const peer = { kind: 'auth', command: 'auth', attributes } as const
    const { exitCode, output } = await radclient(t, peer, (request, context) => {
      assert.equal(authenticationMethod(request), method)
      const reply = context.reply(CODE[checks(request) ? 'Access-Accept' : 'Access-Reject'])
      return reply.addString(ATTRIBUTE['Reply-Message'], 'welcome')
    })
    assert.equal(exitCode, 0, output)
    assert.match(
      output,
      /Received Access-Accept .*Message-Authenticator = .*Reply-Message = "welcome"/s,
    )
  }
})

test('radclient reveals what we hide with a salt', withRadclient, async (t) => {
  const send = Buffer.alloc(16, 0x5e)
  const receive = Buffer.alloc(16, 0x7e)
  const attributes = 'User-Name = "nemo"\nMessage-Authenticator = 0x00'
  const peer = { kind: 'auth', command: 'auth', attributes } as const
  const { output } = await radclient(t, peer, (_request, context) =>
    context
      .reply(CODE['Access-Accept'])
      .addByName('Tunnel-Password:1', 'a tunnel password')
      .addMppeKeys({ send, receive })
      .addByName('Mikrotik-Rate-Limit', '10M/20M')
      .addByName('Delegated-IPv6-Prefix', '2001:db8:7::/56'),
  )
  assert.match(output, /Tunnel-Password:1 = "a tunnel password"/)
  assert.match(output, new RegExp(`MS-MPPE-Send-Key = 0x${send.toString('hex')}`))
  assert.match(output, new RegExp(`MS-MPPE-Recv-Key = 0x${receive.toString('hex')}`))
  assert.match(output, /Mikrotik-Rate-Limit = "10M\/20M"/)
  assert.match(output, /Delegated-IPv6-Prefix = 2001:db8:7::\/56/)
})

test('radclient reports accounting', withRadclient, async (t) => {
  const attributes =
    'Acct-Status-Type = Stop\nAcct-Session-Id = "s-1"\nAcct-Input-Octets = 4000000000'
  let octets: number | undefined
  const { exitCode, output } = await radclient(
    t,
    { kind: 'acct', command: 'acct', attributes },
    (request, context) => {
      octets = request.readInteger(ATTRIBUTE['Acct-Input-Octets'])
      return context.reply(CODE['Accounting-Response'])
    },
  )
  assert.equal(exitCode, 0, output)
  assert.equal(octets, 4_000_000_000)
})

test('radclient asks whether we are alive', withRadclient, async (t) => {
  const attributes = 'Message-Authenticator = 0x00'
  const peer = { kind: 'auth', command: 'status', attributes } as const
  const { exitCode, output } = await radclient(t, peer, () => assert.fail('not asked'))
  assert.equal(exitCode, 0, output)
  assert.match(output, /Received Access-Accept/)
})

test('radclient disconnects and changes a session', withRadclient, async (t) => {
  const attributes = 'Acct-Session-Id = "s-1"\nMessage-Authenticator = 0x00'
  const answers = { disconnect: CODE['Disconnect-ACK'], coa: CODE['CoA-ACK'] }
  for (const [command, code] of Object.entries(answers)) {
    const peer = { kind: 'dae', command, attributes } as const
    const { exitCode, output } = await radclient(t, peer, (_request, context) =>
      context.reply(code),
    )
    assert.equal(exitCode, 0, output)
    assert.match(output, /Received (Disconnect|CoA)-ACK/)
  }
})

test('a Status-Server of ours has the octets that radius (npm) believes', () => {
  const packet = createRequest(CODE['Status-Server'], { secret: SECRET }).encode(1)
  assert.equal(radius.decode({ packet, secret }).code, 'Status-Server')
})
