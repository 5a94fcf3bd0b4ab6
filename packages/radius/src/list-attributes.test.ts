import assert from 'node:assert/strict'
import { test } from 'node:test'
import { CODE } from './code.ts'
import { listAttributes } from './list-attributes.ts'
import { decodePacket } from './packet.ts'
import { createRequest } from './packet-writer.ts'

const SECRET = Buffer.from('a shared secret')

/** Writes the attributes into a packet and lists what is in it. */
function listed(attributes: [string, string][]): [string, string][] {
  const writer = createRequest(CODE['Access-Request'], { secret: SECRET })
  for (const [name, text] of attributes) writer.addByName(name, text)
  const packet = decodePacket(writer.encode())
  assert.ok(typeof packet !== 'string', String(packet))
  return listAttributes(packet, { secret: SECRET, authenticator: packet.authenticator }).map(
    ({ definition, tag, text }) => [definition.name + (tag > 0 ? `:${tag}` : ''), text],
  )
}

test('what is listed is what was added, in its order', () => {
  const attributes: [string, string][] = [
    ['User-Name', 'иванова "quoted" \n'],
    ['User-Password', 'secret123'],
    ['NAS-Port', '17'],
    ['Framed-IP-Address', '100.64.1.17'],
    ['Delegated-IPv6-Prefix', '2001:db8:7::/56'],
    ['Class', '0x00ff61'],
    ['Cisco-AVPair', 'ip:addr=10.0.0.1'],
    ['Cisco-AVPair', 'parent-session-id=7'],
    ['Tunnel-Type:1', '13'],
    ['Tunnel-Private-Group-Id:1', '204'],
    ['Tunnel-Password:2', 'a tunnel'],
    ['MS-MPPE-Send-Key', '0x000102030405060708090a0b0c0d0e0f'],
    ['Vendor-99-Attr-7', '0x0102'],
    ['Attr-241.9', '0x0a'],
  ]
  assert.deepEqual(listed(attributes), attributes)
})

test('a name of a value is listed as its number', () => {
  assert.deepEqual(listed([['Service-Type', 'Framed-User']]), [['Service-Type', '2']])
})

test('a password that another secret hid is not taken for text of ours', () => {
  const writer = createRequest(CODE['Access-Request'], { secret: SECRET })
  writer.addByName('User-Password', 'secret123')
  const packet = decodePacket(writer.encode())
  assert.ok(typeof packet !== 'string')
  const key = { secret: Buffer.from('another'), authenticator: packet.authenticator }
  assert.notEqual(listAttributes(packet, key)[0]?.text, 'secret123')
})
