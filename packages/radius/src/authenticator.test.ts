import assert from 'node:assert/strict'
import { createHash, createHmac } from 'node:crypto'
import { test } from 'node:test'
import { signReply, verifyReply, verifyRequest } from './authenticator.ts'
import { CODE } from './code.ts'
import { ATTRIBUTE } from './dictionary.generated.ts'
import type { Packet } from './packet.ts'
import { createReply, createRequest, type PacketWriter } from './packet-writer.ts'
import { RFC2865_7_1, RFC2865_7_2, RFC5997_6_1, RFC5997_6_2 } from './testing/rfc-examples.ts'
import { accountingRequest, decoded, papRequest, SECRET } from './testing/sample-packets.ts'

const STRICT = { secret: SECRET, requireMessageAuthenticator: true }
const OLD_NAS = { secret: SECRET, requireMessageAuthenticator: false }
const OTHER = { secret: Buffer.from('another'), requireMessageAuthenticator: true }

/** What a strict sender of this request believes. */
const expecting = ({ authenticator }: Packet) => ({ ...STRICT, authenticator })

const examples = Object.entries({
  'RFC 2865 §7.1': RFC2865_7_1,
  'RFC 2865 §7.2': RFC2865_7_2,
  'RFC 5997 §6.1': RFC5997_6_1,
  'RFC 5997 §6.2': RFC5997_6_2,
})

for (const [name, { request, reply }] of examples) {
  test(`${name}: the request is believed, and its reply is signed to the octet`, () => {
    assert.equal(verifyRequest(decoded(request), OLD_NAS), undefined)
    const { authenticator } = decoded(request)
    assert.equal(verifyReply(decoded(reply), { ...OLD_NAS, authenticator }), undefined)
    const unsigned = Buffer.from(reply).fill(0, 4, 20)
    signReply(unsigned, 0, authenticator, SECRET)
    assert.deepEqual(unsigned, reply)
  })
}

test('RFC 2865 §7.1 and RFC 5997 §6.1: our own requests to the octet', () => {
  const { authenticator } = decoded(RFC2865_7_1.request)
  const access = createRequest(CODE['Access-Request'], {
    secret: SECRET,
    authenticator,
    messageAuthenticator: false,
  })
    .addString(ATTRIBUTE['User-Name'], 'nemo')
    .addString(ATTRIBUTE['User-Password'], 'arctangent')
    .addIpv4(ATTRIBUTE['NAS-IP-Address'], '192.168.1.16')
    .addInteger(ATTRIBUTE['NAS-Port'], 3)
  assert.deepEqual(access.encode(0), RFC2865_7_1.request)

  const status = createRequest(CODE['Status-Server'], {
    secret: SECRET,
    authenticator: decoded(RFC5997_6_1.request).authenticator,
  })
  assert.deepEqual(status.encode(0xda), RFC5997_6_1.request)
})

test('Access-Request: Message-Authenticator is demanded of those who must, and of EAP always', () => {
  const withIt = decoded(papRequest('nemo', 'arctangent').encode(1))
  const withoutIt = decoded(RFC2865_7_1.request)
  const eap = createRequest(CODE['Access-Request'], { secret: SECRET, messageAuthenticator: false })
  eap.addBytes(ATTRIBUTE['EAP-Message'], Buffer.from('02000009016e656d6f', 'hex'))
  assert.equal(verifyRequest(withIt, STRICT), undefined)
  assert.equal(verifyRequest(withIt, OLD_NAS), undefined)
  assert.equal(verifyRequest(withoutIt, OLD_NAS), undefined)
  assert.equal(verifyRequest(withoutIt, STRICT), 'missing-message-authenticator')
  assert.equal(verifyRequest(decoded(eap.encode()), OLD_NAS), 'missing-message-authenticator')
})

test('where Proxy-State is limited, only a request that has it has to be signed', () => {
  const make = (messageAuthenticator: boolean, proxied: boolean) => {
    const request = createRequest(CODE['Access-Request'], { secret: SECRET, messageAuthenticator })
    if (proxied) request.addString(ATTRIBUTE['Proxy-State'], 'one')
    return decoded(request.encode())
  }
  const limited = { ...OLD_NAS, limitProxyState: true }
  assert.equal(verifyRequest(make(false, true), limited), 'unsigned-proxy-state')
  assert.equal(verifyRequest(make(false, false), limited), undefined)
  assert.equal(verifyRequest(make(true, true), limited), undefined)
  assert.equal(verifyRequest(make(false, true), OLD_NAS), undefined)
})

test('Status-Server without Message-Authenticator is not believed (RFC 5997 §3)', () => {
  const bare = createRequest(CODE['Status-Server'], { secret: SECRET, messageAuthenticator: false })
  assert.equal(verifyRequest(decoded(bare.encode()), OLD_NAS), 'missing-message-authenticator')
})

test('a wrong Message-Authenticator is refused even where none is demanded, and no octet can be altered', () => {
  const packet = papRequest('nemo', 'arctangent').encode(1)
  const other = { ...OLD_NAS, secret: OTHER.secret }
  assert.equal(verifyRequest(decoded(packet), other), 'bad-message-authenticator')
  for (let at = 4; at < packet.length; at++) {
    const forged = Buffer.from(packet)
    forged[at] = (forged[at] ?? 0) ^ 1
    const result = verifyForged(forged)
    assert.ok(result !== 'believed', `octet ${at} is protected`)
  }

  function verifyForged(forged: Buffer): string {
    try {
      return verifyRequest(decoded(forged), STRICT) ?? 'believed'
    } catch {
      return 'does not decode'
    }
  }
})

for (const code of ['Accounting-Request', 'Disconnect-Request', 'CoA-Request'] as const) {
  test(`${code}: the authenticator is verified, and Message-Authenticator if it is there`, () => {
    const make = (messageAuthenticator: boolean) =>
      createRequest(CODE[code], { secret: SECRET, messageAuthenticator })
        .addString(ATTRIBUTE['User-Name'], 'nemo')
        .encode(5)
    assert.equal(verifyRequest(decoded(make(false)), STRICT), undefined)
    assert.equal(verifyRequest(decoded(make(true)), STRICT), undefined)
    assert.equal(verifyRequest(decoded(make(false)), OTHER), 'bad-authenticator')

    // A right authenticator over a wrong Message-Authenticator.
    const forged = Buffer.from(make(true)).fill(0xee, 22, 38).fill(0, 4, 20)
    createHash('md5').update(forged).update(SECRET).digest().copy(forged, 4)
    assert.equal(verifyRequest(decoded(forged), STRICT), 'bad-message-authenticator')
  })
}

test('a CoA-Request is signed as RFC 5176 §2.3 and §3 say', () => {
  const packet = createRequest(CODE['CoA-Request'], { secret: SECRET, messageAuthenticator: true })
    .addInteger(ATTRIBUTE['Event-Timestamp'], 1_700_000_000)
    .encode(9)
  const blank = Buffer.from(packet).fill(0, 4, 20).fill(0, 22, 38)
  const mac = createHmac('md5', SECRET).update(blank).digest()
  assert.deepEqual(packet.subarray(22, 38), mac)
  mac.copy(blank, 22)
  const authenticator = createHash('md5').update(blank).update(SECRET).digest()
  assert.deepEqual(packet.subarray(4, 20), authenticator)
})

test('a reply to an Access-Request carries Message-Authenticator first, asked or not', () => {
  for (const code of ['Access-Accept', 'Access-Reject', 'Access-Challenge'] as const) {
    const request = decoded(RFC2865_7_1.request)
    const reply = createReply(request, CODE[code], SECRET)
      .addString(ATTRIBUTE['Reply-Message'], 'hello')
      .encode()
    assert.equal(reply[20], ATTRIBUTE['Message-Authenticator'])
    assert.equal(verifyReply(decoded(reply), expecting(request)), undefined)
  }
})

test('a reply to accounting carries Message-Authenticator when the request did', () => {
  const plain = decoded(accountingRequest('Start', 's1').encode())
  const reply = (writer: PacketWriter) =>
    decoded(createReply(decoded(writer.encode()), CODE['Accounting-Response'], SECRET).encode())
  assert.equal(reply(accountingRequest('Start', 's1')).length, 20)
  const signed = createRequest(CODE['Accounting-Request'], {
    secret: SECRET,
    messageAuthenticator: true,
  })
  assert.equal(reply(signed).messageAuthenticatorAt, 20)
  assert.equal(plain.messageAuthenticatorAt, 0)
})

test('a reply is refused that is altered, made with another secret, or answers another request', () => {
  const request = decoded(papRequest('nemo', 'arctangent').encode(1))
  const other = decoded(papRequest('nemo', 'arctangent').encode(1))
  const { authenticator } = request
  const reply = createReply(request, CODE['Access-Accept'], SECRET).encode()
  assert.equal(verifyReply(decoded(reply), { ...STRICT, authenticator }), undefined)
  assert.equal(verifyReply(decoded(reply), { ...OTHER, authenticator }), 'bad-authenticator')
  assert.equal(
    verifyReply(decoded(reply), { ...STRICT, authenticator: other.authenticator }),
    'bad-authenticator',
  )
  const rejected = Buffer.from(reply)
  rejected[0] = CODE['Access-Reject']
  assert.equal(verifyReply(decoded(rejected), { ...STRICT, authenticator }), 'bad-authenticator')
  assert.equal(
    verifyReply(decoded(RFC2865_7_1.reply), expecting(decoded(RFC2865_7_2.request))),
    'bad-authenticator',
  )
  const unsigned = verifyReply(decoded(RFC2865_7_1.reply), expecting(decoded(RFC2865_7_1.request)))
  assert.equal(unsigned, 'missing-message-authenticator')
})

test('Proxy-State comes back in order, after everything else (RFC 2865 §5.33)', () => {
  const request = decoded(
    papRequest('nemo', 'arctangent')
      .addString(ATTRIBUTE['Proxy-State'], 'one')
      .addString(ATTRIBUTE['Proxy-State'], 'two')
      .encode(1),
  )
  const writer = createReply(request, CODE['Access-Accept'], SECRET)
  writer.addString(ATTRIBUTE.Class, 'gold')
  const reply = decoded(writer.encode())
  assert.deepEqual(reply.readStrings(ATTRIBUTE['Proxy-State']), ['one', 'two'])
  assert.ok(reply.bytes.indexOf('gold') < reply.bytes.indexOf('one'))
  assert.equal(verifyReply(reply, expecting(request)), undefined)
  assert.equal(writer.encode(), writer.encode(), 'sealed: the same octets again')
})
