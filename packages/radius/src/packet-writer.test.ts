import assert from 'node:assert/strict'
import { test } from 'node:test'
import fc from 'fast-check'
import { formatIpv6, parseIpv4, parseIpv6 } from './address.ts'
import { AttributeError } from './attribute-error.ts'
import { CODE } from './code.ts'
import { ATTRIBUTE } from './dictionary.generated.ts'
import { attributeNames, findAttribute } from './dictionary.ts'
import { encodeAttribute, findAttributeError } from './encode-attribute.ts'
import { formatPacket } from './format-packet.ts'
import { createReply, createRequest } from './packet-writer.ts'
import { revealWithSalt } from './password/hiding.ts'
import { hex } from './testing/hex.ts'
import { decoded, papRequest, SECRET } from './testing/sample-packets.ts'

const coa = () => createRequest(CODE['CoA-Request'], { secret: SECRET })
const attributesOf = (datagram: Buffer) => datagram.subarray(20).toString('hex')

/** The octets that `addByName` writes. */
const byName = (name: string, text: string) => attributesOf(coa().addByName(name, text).encode())

test('addByName writes every type from text', () => {
  const cases: [string, string, string][] = [
    ['User-Name', 'nemo', '01066e656d6f'],
    ['user-name', 'немо', '010ad0bdd0b5d0bcd0be'],
    ['Session-Timeout', '86400', '1b0600015180'],
    ['Session-Timeout', '0xff', '1b06000000ff'],
    ['Service-Type', 'Framed-User', '060600000002'],
    ['Service-Type', '2', '060600000002'],
    ['Framed-IP-Address', '100.64.0.1', '080664400001'],
    ['Framed-IPv6-Address', '2001:db8::1', 'a81220010db8000000000000000000000001'],
    ['Framed-IPv6-Prefix', '2001:db8:7::/56', '610b003820010db8000700'],
    ['Delegated-IPv6-Prefix', '2001:db8:ff::/41', '7b0a002920010db80080'],
    ['Framed-Interface-Id', '1:2:3:abcd', '600a000100020003abcd'],
    ['Event-Timestamp', '1970-01-01T00:01:00Z', '37060000003c'],
    ['Event-Timestamp', '60', '37060000003c'],
    ['Class', '0xCAFE', '1904cafe'],
    ['Class', 'cafe', '190663616665'],
    ['Mikrotik-Rate-Limit', '10M/20M', '1a0f00003a8c080931304d2f32304d'],
    ['Acct-Input-Octets-64', '18446744073709551615', '1a1000000930800affffffffffffffff'],
    ['Tunnel-Type:1', 'VLAN', '40060100000d'],
    ['Tunnel-Type', 'VLAN', '40060000000d'],
    ['Tunnel-Private-Group-Id:1', '10', '5105013130'],
    ['Tunnel-Private-Group-Id', '10', '51043130'],
    ['Original-Packet-Code', '43', 'f107040000002b'],
    ['Attr-200', '0x01', 'c80301'],
    ['Vendor-99-Attr-7', 'x', '1a0900000063070378'],
  ]
  for (const [name, text, octets] of cases)
    assert.equal(byName(name, text), octets, `${name} ${text}`)
})

test('a wrong value is refused by name, with what is expected', () => {
  const cases: [string, string, string, RegExp][] = [
    ['No-Such', '1', 'unknown-attribute', /^No-Such: expected a known attribute name$/],
    [
      'Framed-IP-Address',
      '10.0.0',
      'bad-value',
      /^Framed-IP-Address: expected an IPv4 address such/,
    ],
    ['Framed-IP-Address', '010.0.0.1', 'bad-value', /IPv4/],
    ['Framed-IP-Address', '10.0.0.256', 'bad-value', /IPv4/],
    ['NAS-IPv6-Address', 'fe80::1%eth0', 'bad-value', /an IPv6 address such as 2001:db8::1$/],
    ['Framed-IPv6-Prefix', '2001:db8::', 'bad-value', /an IPv6 prefix such as 2001:db8:7::.56$/],
    ['Framed-IPv6-Prefix', '2001:db8::/129', 'bad-value', /an IPv6 prefix/],
    ['Session-Timeout', 'soon', 'bad-value', /a whole number from 0 to 4294967295$/],
    ['Session-Timeout', '-1', 'bad-value', /a whole number/],
    ['Session-Timeout', '4294967296', 'bad-value', /a whole number/],
    ['Service-Type', 'Framed', 'bad-value', /or one of Login-User, Framed-User, .*, …$/],
    ['Acct-Input-Octets-64', '18446744073709551616', 'bad-value', /18446744073709551615/],
    ['Class', '0xabc', 'bad-value', /even number of hexadecimal digits/],
    ['User-Name', '', 'bad-value', /a text that is not empty/],
    ['User-Name', 'x'.repeat(254), 'too-long', /^User-Name: expected at most 253 octets$/],
    ['Mikrotik-Rate-Limit', 'x'.repeat(248), 'too-long', /at most 247 octets/],
    ['User-Name:1', 'nemo', 'bad-tag', /^User-Name: expected no tag$/],
    ['Tunnel-Type:32', 'VLAN', 'bad-tag', /a tag from 0 to 31/],
    ['Tunnel-Type:', 'VLAN', 'bad-tag', /a tag from 0 to 31/],
    ['Tunnel-Preference:1', '16777216', 'bad-value', /a whole number from 0 to 16777215/],
    ['Message-Authenticator', 'x', 'bad-value', /left to the packet itself/],
    ['Event-Timestamp', 'yesterday', 'bad-value', /a time such as/],
    ['Framed-Interface-Id', '1:2:3', 'bad-value', /an interface identifier/],
    ['User-Password', 'x'.repeat(129), 'too-long', /at most 128 octets/],
  ]
  for (const [name, text, code, message] of cases) {
    const error = findAttributeError(name, text)
    assert.equal(error?.code, code, name)
    assert.match(error?.message ?? '', message)
    assert.throws(() => coa().addByName(name, text), AttributeError)
  }
  assert.equal(findAttributeError('Mikrotik-Rate-Limit', '10M/20M'), undefined)
  assert.equal(findAttributeError('Tunnel-Password:1', 'secret'), undefined)
})

test('a refused value leaves the packet as it was', () => {
  const writer = coa().addString(ATTRIBUTE['User-Name'], 'nemo')
  assert.throws(() => writer.addString(ATTRIBUTE.Class, 'x'.repeat(300)), AttributeError)
  assert.throws(() => writer.addInteger(ATTRIBUTE['Session-Timeout'], 1.5), AttributeError)
  assert.throws(() => writer.addInteger64(ATTRIBUTE['Acct-Input-Octets-64'], -1n), AttributeError)
  assert.throws(() => writer.addIpv4(ATTRIBUTE['NAS-IP-Address'], 'x'), AttributeError)
  assert.equal(attributesOf(writer.encode()), '01066e656d6f')
})

test('a packet ends at 4096 octets', () => {
  const writer = coa()
  for (let i = 0; i < 16; i++) writer.addBytes(ATTRIBUTE.Class, Buffer.alloc(252, i))
  assert.throws(() => writer.addBytes(ATTRIBUTE.Class, Buffer.alloc(252)), {
    name: 'AttributeError',
    code: 'packet-too-long',
  })
  assert.equal(decoded(writer.encode()).all(ATTRIBUTE.Class).length, 16)
})

test('encoded attributes are the octets that their names and values give', () => {
  const encoded = Buffer.concat([
    encodeAttribute('Mikrotik-Rate-Limit', '10M/20M'),
    encodeAttribute('Tunnel-Type:2', 'L2TP'),
  ])
  const expected = coa()
    .addByName('Mikrotik-Rate-Limit', '10M/20M')
    .addByName('Tunnel-Type:2', 'L2TP')
  assert.deepEqual(coa().addEncoded(encoded).encode(), expected.encode())
  assert.throws(() => encodeAttribute('Tunnel-Password:1', 'secret'), TypeError)
  assert.throws(() => encodeAttribute('Session-Timeout', 'x'), AttributeError)
})

test('Tunnel-Password is hidden whichever way it is added, with its tag outside', () => {
  const request = decoded(papRequest('nemo', 'arctangent').encode())
  const key = { secret: SECRET, authenticator: request.authenticator }
  const reply = () => createReply(request, CODE['Access-Accept'], SECRET)
  const writers = [
    reply().addByName('Tunnel-Password:3', 'hush'),
    reply().addTaggedString(ATTRIBUTE['Tunnel-Password'], 3, 'hush'),
  ]
  for (const writer of writers) {
    const tagged = decoded(writer.encode()).readTagged(ATTRIBUTE['Tunnel-Password'])
    assert.equal(tagged?.tag, 3)
    assert.equal(revealWithSalt(tagged?.value ?? hex(''), key)?.toString(), 'hush')
  }
})

test('a text that begins like a tag keeps its first character', () => {
  const packet = decoded(
    coa().addTaggedString(ATTRIBUTE['Tunnel-Private-Group-Id'], 0, '\x05five').encode(),
  )
  assert.deepEqual(packet.readTagged(ATTRIBUTE['Tunnel-Private-Group-Id']), {
    tag: 0,
    value: Buffer.from('\x05five'),
  })
})

test('a log line never shows a secret, and cannot be broken by a name', () => {
  const request = decoded(
    papRequest('nemo\nAccess-Accept', 'arctangent')
      .addBytes(ATTRIBUTE['CHAP-Password'], Buffer.alloc(17, 0x61))
      .addBytes(ATTRIBUTE['CHAP-Challenge'], Buffer.alloc(16, 0x62))
      .addBytes(ATTRIBUTE['MS-CHAP2-Response'], Buffer.alloc(50, 0x63))
      .addBytes(ATTRIBUTE['MS-MPPE-Send-Key'], Buffer.alloc(16, 0x64))
      .addString(ATTRIBUTE['Tunnel-Password'], 'hush')
      .addString(ATTRIBUTE['Mikrotik-Wireless-PSK'], 'psk-psk')
      .addByName('Tunnel-Type:1', 'VLAN')
      .addByName('Tunnel-Private-Group-Id:1', '10')
      .addBytes(ATTRIBUTE['Vendor-Specific'], hex('00000009 01ff'))
      .encode(7),
  )
  const lines = formatPacket(request)
  assert.equal(lines.filter((line) => line.endsWith(' = <hidden>')).length, 7)
  assert.ok(lines.includes('  User-Name = "nemo\\nAccess-Accept"'))
  assert.ok(lines.includes('  Service-Type = Framed-User'))
  assert.ok(lines.includes('  NAS-IP-Address = 192.0.2.1'))
  assert.ok(lines.includes('  Tunnel-Type:1 = VLAN'))
  assert.ok(lines.includes('  Tunnel-Private-Group-Id:1 = "10"'))
  assert.ok(lines.includes('  Cisco-AVPair = "client-mac-address=0000.5e00.5301"'))
  assert.ok(lines.includes('  Vendor-Specific = 0x0000000901ff'))
  assert.ok(lines.every((line) => !line.includes('\n')))
})

test('what is printed can be written again, for every known attribute that is not secret', () => {
  const samples: Record<string, string> = {
    string: 'text',
    octets: '0x00ff',
    integer: '65000',
    integer64: '65000',
    date: '2026-03-01T00:00:00Z',
    ipaddr: '192.0.2.7',
    ipv6addr: '2001:db8::7',
    ipv6prefix: '2001:db8::/32',
    ifid: '1:2:3:4',
  }
  const names = attributeNames().filter(
    (name) => !/^(Message-Authenticator|Extended-|Vendor-Sp)/.test(name),
  )
  for (const name of names) {
    const sample = samples[findAttribute(name)?.type ?? ''] ?? ''
    const [, line = ''] = formatPacket(decoded(coa().addByName(name, sample).encode()))
    const printed = line.replace(/^ {2}[^=]* = /, '')
    assert.ok([sample, JSON.stringify(sample), '<hidden>'].includes(printed), `${name}: ${printed}`)
  }
})

test('addresses: any octets to text and back, in the form of RFC 5952', () => {
  fc.assert(
    fc.property(fc.ipV6(), (text) => {
      const octets = parseIpv6(text)
      assert.ok(octets)
      const canonical = new URL(`http://[${formatIpv6(octets, 0)}]/`).hostname.slice(1, -1)
      assert.equal(formatIpv6(octets, 0), canonical)
      assert.deepEqual(parseIpv6(canonical), octets)
    }),
  )
  fc.assert(
    fc.property(fc.ipV4(), (text) => {
      assert.equal(parseIpv4(text)?.join('.'), text)
    }),
  )
  for (const wrong of [
    '',
    '1.2.3',
    '1.2.3.4.',
    '.1.2.3.4',
    '1..2.3',
    '1.2.3.04',
    '1.2.3.4 ',
    'a.b.c.d',
  ]) {
    assert.equal(parseIpv4(wrong), undefined, wrong)
  }
})
