import { createSocket } from 'node:dgram'
import { once } from 'node:events'
import type { TestContext } from 'node:test'

const SEQUENCE = 0x30
const INTEGER = 0x02
const OCTETS = 0x04
const OID = 0x06
const RESPONSE = 0xa2

/** What was asked: the kind of the request (0xa0 get, 0xa1 next, 0xa5 bulk), its number, its objects. */
type Asked = { kind: number; requestId: Buffer; community: Buffer; oids: number[][] }
type Told = [oid: readonly number[], value: Buffer]

/**
 * A device whose answers the test writes itself, word by word: what no sane agent would say. Returns
 * its port. The answer to a request is the values it tells, raw octets, or nothing.
 */
export async function playRawDevice(
  t: TestContext,
  answer: (asked: Asked) => Told[] | Buffer | undefined,
): Promise<number> {
  const socket = createSocket('udp4')
  socket.bind(0, '127.0.0.1')
  await once(socket, 'listening')
  t.after(() => socket.close())
  socket.on('message', (bytes, from) => {
    const asked = parseRequest(bytes)
    const told = answer(asked)
    if (told === undefined) return
    socket.send(Array.isArray(told) ? response(asked, told) : told, from.port, from.address)
  })
  return socket.address().port
}

export const berText = (text: string) => tlv(OCTETS, Buffer.from(text))
export const berNumber = (value: number) => tlv(INTEGER, Buffer.of(value >> 8, value & 0xff))
export const berTicks = (value: number) => {
  const octets = Buffer.alloc(4)
  octets.writeUInt32BE(value)
  return tlv(0x43, octets)
}

function tlv(tag: number, ...parts: Buffer[]): Buffer {
  const body = Buffer.concat(parts)
  const length =
    body.length < 128
      ? Buffer.of(body.length)
      : Buffer.of(0x82, body.length >> 8, body.length & 0xff)
  return Buffer.concat([Buffer.of(tag), length, body])
}

function response({ requestId, community }: Asked, told: readonly Told[]): Buffer {
  const zero = tlv(INTEGER, Buffer.of(0))
  const list = told.map(([oid, value]) => tlv(SEQUENCE, tlv(OID, packOid(oid)), value))
  const pdu = tlv(RESPONSE, tlv(INTEGER, requestId), zero, zero, tlv(SEQUENCE, ...list))
  return tlv(SEQUENCE, tlv(INTEGER, Buffer.of(1)), tlv(OCTETS, community), pdu)
}

function packOid([first = 0, second = 0, ...rest]: readonly number[]): Buffer {
  const octets = [first * 40 + second]
  for (const number of rest) {
    const sevens = [number & 0x7f]
    for (let left = number >>> 7; left > 0; left >>>= 7) sevens.unshift((left & 0x7f) | 0x80)
    octets.push(...sevens)
  }
  return Buffer.from(octets)
}

function parseRequest(bytes: Buffer): Asked {
  const [message] = parts(bytes)
  const [, community, pdu] = parts(message?.body ?? bytes)
  const [requestId, , , list] = parts(pdu?.body ?? bytes)
  const oids = parts(list?.body ?? bytes).map(({ body }) => unpackOid(parts(body)[0]?.body ?? body))
  return {
    kind: pdu?.tag ?? 0,
    requestId: requestId?.body ?? bytes,
    community: community?.body ?? bytes,
    oids,
  }
}

function parts(bytes: Buffer): { tag: number; body: Buffer }[] {
  const found: { tag: number; body: Buffer }[] = []
  for (let at = 0; at < bytes.length; ) {
    const tag = bytes[at] ?? 0
    const short = bytes[at + 1] ?? 0
    const wide = short > 128 ? short - 128 : 0
    const length = wide === 0 ? short : bytes.readUIntBE(at + 2, wide)
    const start = at + 2 + wide
    found.push({ tag, body: bytes.subarray(start, start + length) })
    at = start + length
  }
  return found
}

function unpackOid(bytes: Buffer): number[] {
  const [head = 0, ...rest] = bytes
  const numbers = [Math.floor(head / 40), head % 40]
  let number = 0
  for (const octet of rest) {
    number = number * 128 + (octet & 0x7f)
    if (octet < 128) {
      numbers.push(number)
      number = 0
    }
  }
  return numbers
}
