import assert from 'node:assert/strict'
import { test } from 'node:test'
import { toHex } from '@altyn/contract/network/lines/sub-option'
import {
  ATTRIBUTE,
  CODE,
  createRequest,
  decodePacket,
  type PacketWriter,
  vendorAttribute,
} from '@altyn/radius'
import { readLineIds } from './read-line-ids.ts'

const CIRCUIT = Buffer.from('000400640007', 'hex')
const REMOTE = Buffer.from('0006001122aabbcc', 'hex')
const BOTH = `${CIRCUIT.toString('hex')} ${REMOTE.toString('hex')}`

function told(fill: (request: PacketWriter) => void): string | undefined {
  const request = createRequest(CODE['Access-Request'], { secret: Buffer.from('secret') })
  fill(request)
  const packet = decodePacket(request.encode(1))
  assert.ok(typeof packet !== 'string')
  const ids = readLineIds(packet)
  return ids && `${toHex(ids.circuitId)} ${toHex(ids.remoteId)}`
}

test('a request tells its line in the words of whatever server sent it', () => {
  const forum = told((request) => {
    request.addString(ATTRIBUTE['NAS-Port-Id'], 'ether2')
    request.addBytes(ATTRIBUTE['ADSL-Agent-Circuit-Id'], CIRCUIT)
    request.addBytes(ATTRIBUTE['ADSL-Agent-Remote-Id'], REMOTE)
  })
  assert.equal(forum, BOTH, 'MikroTik, Juniper, accel-ppp')
  const redback = told((request) => {
    request.addBytes(ATTRIBUTE['Agent-Circuit-Id'], CIRCUIT)
    request.addBytes(ATTRIBUTE['Agent-Remote-Id'], REMOTE)
  })
  assert.equal(redback, BOTH)
  const cisco = told((request) => {
    request.addString(ATTRIBUTE['Cisco-AVPair'], 'client-mac-address=aabb.cc00.0001')
    request.addString(ATTRIBUTE['Cisco-AVPair'], 'circuit-id-tag=sw eth 0/7')
    request.addString(ATTRIBUTE['Cisco-AVPair'], 'remote-id-tag=sw-12')
  })
  assert.equal(
    cisco,
    `${Buffer.from('sw eth 0/7').toString('hex')} ${Buffer.from('sw-12').toString('hex')}`,
  )
  const whole = Buffer.concat([Buffer.of(1, 6), CIRCUIT, Buffer.of(2, 8), REMOTE])
  assert.equal(
    told((request) => request.addBytes(245, whole)),
    BOTH,
    'accel-ppp, the whole option',
  )
  assert.equal(
    told((request) => request.addBytes(vendorAttribute(54, 82), whole)),
    BOTH,
  )
  const port = told((request) => request.addString(ATTRIBUTE['NAS-Port-Id'], 'ge-0/0/7'))
  assert.equal(port, `${Buffer.from('ge-0/0/7').toString('hex')} `)
})

test('what is cut off or says nothing tells no line', () => {
  assert.equal(
    told(() => undefined),
    undefined,
  )
  assert.equal(
    told((request) => request.addBytes(245, Buffer.of(1, 9, 1))),
    undefined,
  )
  const other = (request: PacketWriter) =>
    request.addString(ATTRIBUTE['Cisco-AVPair'], 'shell:priv-lvl=15')
  assert.equal(told(other), undefined)
})
