import assert from 'node:assert/strict'
import { test } from 'node:test'
import fc from 'fast-check'
import { extendedAttribute, vendorAttribute } from './attribute.ts'
import { verifyReply, verifyRequest } from './authenticator.ts'
import { CODE } from './code.ts'
import { ATTRIBUTE, VENDOR } from './dictionary.generated.ts'
import { formatPacket } from './format-packet.ts'
import { decodePacket } from './packet.ts'
import { createRequest } from './packet-writer.ts'
import { hex } from './testing/hex.ts'
import { mutate, seededRandom } from './testing/random.ts'
import { accountingRequest, decoded, papRequest, SECRET } from './testing/sample-packets.ts'

const header = (code: number, length: number) =>
  Buffer.concat([Buffer.from([code, 7, length >> 8, length & 255]), Buffer.alloc(16)])

/** These do not come back as they were written, since the request hides them. */
const HIDDEN = new Set<number>([
  ATTRIBUTE['MS-MPPE-Send-Key'],
  ATTRIBUTE['MS-MPPE-Recv-Key'],
  ATTRIBUTE['MS-CHAP-MPPE-Keys'],
])

/** A packet with these octets as attributes and the right length. */
const packetOf = (attributes: string) =>
  Buffer.concat([header(1, 20 + hex(attributes).length), hex(attributes)])

test('what is not a packet is refused with the reason', () => {
  const cases: [string, Buffer, string][] = [
    ['nothing', Buffer.alloc(0), 'too-short'],
    ['19 octets', Buffer.alloc(19), 'too-short'],
    ['length below the header', header(1, 19), 'bad-length'],
    ['length beyond the datagram', header(1, 21), 'bad-length'],
    ['length over 4096', Buffer.concat([header(1, 4097), Buffer.alloc(4077)]), 'too-long'],
    ['one octet of an attribute', packetOf('01'), 'bad-attribute'],
    ['attribute length 0', packetOf('0100'), 'bad-attribute'],
    ['attribute length 1', packetOf('0101'), 'bad-attribute'],
    ['attribute length 1, good if it were skipped', packetOf('01010361'), 'bad-attribute'],
    ['attribute beyond the packet', packetOf('0103'), 'bad-attribute'],
    ['attribute type 0', packetOf('000361'), 'bad-attribute'],
    ['good, then beyond', packetOf('010361 0204aa'), 'bad-attribute'],
    ['short Message-Authenticator', packetOf('5003aa'), 'bad-message-authenticator'],
    [
      'two Message-Authenticators',
      packetOf(`5012${'00'.repeat(16)} 5012${'00'.repeat(16)}`),
      'bad-message-authenticator',
    ],
  ]
  for (const [what, datagram, reason] of cases) assert.equal(decodePacket(datagram), reason, what)
})

test('a header alone is a packet, and so are 4096 octets', () => {
  assert.equal(decoded(header(1, 20)).length, 20)
  const attributes = Buffer.concat(
    Array.from({ length: 15 }, () => Buffer.concat([hex('1aff'), Buffer.alloc(253, 1)])),
  )
  const rest = Buffer.concat([hex('1afb'), Buffer.alloc(249, 1)])
  assert.equal(decoded(Buffer.concat([header(1, 4096), attributes, rest])).length, 4096)
})

test('octets after the length are padding', () => {
  const padded = Buffer.concat([packetOf('010362'), hex('ffffff')])
  assert.equal(decoded(padded).readString(ATTRIBUTE['User-Name']), 'b')
  assert.equal(decoded(padded).length, 23)
})

test('an unknown code and an unknown attribute are read and printed by number', () => {
  const packet = decoded(Buffer.concat([header(77, 23), hex('f103aa')]))
  assert.deepEqual(formatPacket(packet)[0], 'Code(77) id 7, 23 octets')
  assert.deepEqual(formatPacket(decoded(packetOf('c803aa'))).slice(1), ['  Attr-200 = 0xaa'])
})

test('attributes are read by key, standard and vendor alike', () => {
  const packet = decoded(
    createRequest(CODE['Accounting-Request'], { secret: SECRET })
      .addString(ATTRIBUTE['User-Name'], 'немо')
      .addInteger(ATTRIBUTE['Session-Timeout'], 0xfffffffe)
      .addIpv4(ATTRIBUTE['Framed-IP-Address'], '100.64.255.1')
      .addIpv6(ATTRIBUTE['NAS-IPv6-Address'], '2001:db8:0:0:1::1')
      .addIpv6Prefix(ATTRIBUTE['Delegated-IPv6-Prefix'], '2001:db8:7:ff00::/56')
      .addInteger64(ATTRIBUTE['Acct-Input-Octets-64'], 2n ** 63n + 1n)
      .addString(ATTRIBUTE['Cisco-AVPair'], 'a=1')
      .addString(ATTRIBUTE['Mikrotik-Rate-Limit'], '10M/20M')
      .addString(ATTRIBUTE['Cisco-AVPair'], 'b=2')
      .encode(),
  )
  assert.equal(packet.readString(ATTRIBUTE['User-Name']), 'немо')
  assert.equal(packet.readInteger(ATTRIBUTE['Session-Timeout']), 0xfffffffe)
  assert.equal(packet.readIpv4(ATTRIBUTE['Framed-IP-Address']), '100.64.255.1')
  assert.equal(packet.readIpv6(ATTRIBUTE['NAS-IPv6-Address']), '2001:db8::1:0:0:1')
  assert.equal(packet.readIpv6Prefix(ATTRIBUTE['Delegated-IPv6-Prefix']), '2001:db8:7:ff00::/56')
  assert.equal(packet.readInteger64(ATTRIBUTE['Acct-Input-Octets-64']), 2n ** 63n + 1n)
  assert.equal(packet.readString(vendorAttribute(VENDOR.Mikrotik, 8)), '10M/20M')
  assert.deepEqual(packet.readStrings(ATTRIBUTE['Cisco-AVPair']), ['a=1', 'b=2'])
  assert.equal(packet.first(ATTRIBUTE['Cisco-AVPair'])?.toString(), 'a=1')
  assert.equal(packet.has(ATTRIBUTE['Cisco-NAS-Port']), false)
  assert.equal(packet.first(ATTRIBUTE.Class), undefined)
})

test('a read of a value of the wrong length is undefined', () => {
  const packet = decoded(
    packetOf('0803aa 1b05000001 5f03aa 6104 0040 7b14 0081 20010db8000000000000000000000000'),
  )
  assert.equal(packet.readIpv4(ATTRIBUTE['Framed-IP-Address']), undefined)
  assert.equal(packet.readInteger(ATTRIBUTE['Session-Timeout']), undefined)
  assert.equal(packet.readInteger64(ATTRIBUTE['Session-Timeout']), undefined)
  assert.equal(packet.readIpv6(ATTRIBUTE['NAS-IPv6-Address']), undefined)
  assert.equal(packet.readIpv6Prefix(ATTRIBUTE['Framed-IPv6-Prefix']), undefined)
  assert.equal(packet.readIpv6Prefix(ATTRIBUTE['Delegated-IPv6-Prefix']), undefined)
})

test('one Vendor-Specific may hold several attributes, and nonsense in one hides nothing in the next', () => {
  const packet = decoded(
    packetOf('1a0c 00000009 0103 61 0203 62 1a08 00000009 01ff 1a09 00000009 0103 63'),
  )
  assert.deepEqual(packet.readStrings(ATTRIBUTE['Cisco-AVPair']), ['a', 'c'])
  assert.equal(packet.readString(ATTRIBUTE['Cisco-NAS-Port']), 'b')
})

test('a vendor number does not match the same type of another vendor', () => {
  const packet = decoded(packetOf('1a09 00003a8c 0803 61'))
  assert.equal(packet.readString(ATTRIBUTE['Mikrotik-Rate-Limit']), 'a')
  assert.equal(packet.readString(vendorAttribute(14989, 8)), undefined)
})

test('extended attributes: short, and long ones joined from their fragments (RFC 6929)', () => {
  const long = extendedAttribute(245, 9)
  const packet = decoded(
    packetOf(
      'f107 04 0000002b f505 09 80 61 f505 09 80 62 f505 09 00 63 f505 09 00 64 f505 09 80 65',
    ),
  )
  assert.equal(packet.readInteger(ATTRIBUTE['Original-Packet-Code']), 43)
  assert.deepEqual(packet.readStrings(long), ['abc', 'd'])
  assert.equal(packet.has(long), true)
  assert.equal(packet.has(extendedAttribute(245, 10)), false)
})

test('a long extended value is cut into fragments and joined again', () => {
  const attribute = extendedAttribute(246, 7)
  const value = Buffer.from(Array.from({ length: 600 }, (_, i) => i & 255))
  const writer = createRequest(CODE['CoA-Request'], { secret: SECRET })
  const packet = decoded(writer.addBytes(attribute, value).addBytes(attribute, hex('01')).encode())
  assert.equal(packet.length, 20 + 3 * 4 + 600 + 5)
  assert.deepEqual(packet.all(attribute), [value, hex('01')])
})

test('a chain of fragments that another attribute interrupts is not joined', () => {
  const packet = decoded(packetOf('f505 09 80 61 0103 78 f505 09 00 62'))
  assert.deepEqual(packet.readStrings(extendedAttribute(245, 9)), ['b'])
})

test('octets may come in any view, not only in a Buffer', () => {
  const whole = Uint8Array.from([9, 9, ...packetOf('010362')])
  assert.equal(decoded(whole.subarray(2)).readString(ATTRIBUTE['User-Name']), 'b')
})

test('a tag is split off where there is one (RFC 2868 §3)', () => {
  const packet = decoded(packetOf('4006 0300000d 5105 01 3130 4204 4142'))
  assert.deepEqual(packet.readTagged(ATTRIBUTE['Tunnel-Type']), { tag: 3, value: hex('00000d') })
  assert.deepEqual(packet.readTagged(ATTRIBUTE['Tunnel-Private-Group-Id']), {
    tag: 1,
    value: Buffer.from('10'),
  })
  assert.deepEqual(packet.readTagged(ATTRIBUTE['Tunnel-Client-Endpoint']), {
    tag: 0,
    value: Buffer.from('AB'),
  })
  assert.equal(packet.readTagged(ATTRIBUTE['Tunnel-Password']), undefined)
})

test('any list of attributes is read back as it was written', () => {
  const attribute = fc.record({
    key: fc.oneof(
      fc.integer({ min: 81, max: 240 }).filter((type) => type !== 80),
      fc
        .tuple(fc.integer({ min: 1, max: 2 ** 24 - 1 }), fc.integer({ min: 1, max: 255 }))
        .map(([vendorId, type]) => vendorAttribute(vendorId, type)),
      fc
        .tuple(fc.integer({ min: 241, max: 246 }), fc.integer({ min: 1, max: 255 }))
        .map(([type, extendedType]) => extendedAttribute(type, extendedType)),
    ),
    value: fc.uint8Array({ minLength: 1, maxLength: 247 }),
  })
  fc.assert(
    fc.property(fc.array(attribute, { maxLength: 12 }), (attributes) => {
      const writer = createRequest(CODE['Accounting-Request'], { secret: SECRET })
      const written = new Map<number, Buffer[]>()
      for (const { key, value } of attributes.filter(({ key }) => !HIDDEN.has(key))) {
        writer.addBytes(key, value)
        written.set(key, [...(written.get(key) ?? []), Buffer.from(value)])
      }
      const packet = decoded(writer.encode(9))
      assert.equal(packet.identifier, 9)
      for (const [key, values] of written) assert.deepEqual(packet.all(key), values)
    }),
  )
})

test('100,000 mutants of good packets: each is refused with a reason or read without an error', () => {
  const random = seededRandom(2865)
  const originals = [
    papRequest('nemo', 'arctangent').encode(1),
    accountingRequest('Interim-Update', 'session-1').encode(2),
    createRequest(CODE['CoA-Request'], { secret: SECRET, messageAuthenticator: true })
      .addByName('Tunnel-Type:1', 'VLAN')
      .addBytes(extendedAttribute(245, 1), Buffer.alloc(600, 1))
      .addByName('Mikrotik-Rate-Limit', '10M/20M')
      .encode(3),
  ]
  const outcomes = new Map<string, number>()
  for (let i = 0; i < 100_000; i++) {
    const datagram = mutate(originals[i % originals.length] ?? Buffer.alloc(0), random)
    const packet = decodePacket(datagram)
    const outcome = typeof packet === 'string' ? packet : 'decoded'
    outcomes.set(outcome, (outcomes.get(outcome) ?? 0) + 1)
    if (typeof packet === 'string') continue
    verifyRequest(packet, { secret: SECRET, requireMessageAuthenticator: true })
    verifyReply(packet, {
      authenticator: Buffer.alloc(16),
      secret: SECRET,
      requireMessageAuthenticator: true,
    })
    packet.readString(ATTRIBUTE['User-Name'])
    packet.readStrings(ATTRIBUTE['Cisco-AVPair'])
    packet.all(extendedAttribute(245, 1))
    if (i % 10 === 0) formatPacket(packet)
  }
  // Each way out was taken many times, so the mutants do test what they should.
  for (const outcome of ['decoded', 'bad-attribute', 'bad-length', 'too-short', 'too-long']) {
    assert.ok((outcomes.get(outcome) ?? 0) > 100, `${outcome} ${outcomes.get(outcome)}`)
  }
})
