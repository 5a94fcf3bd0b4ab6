import assert from 'node:assert/strict'
import { CODE } from '../code.ts'
import { ATTRIBUTE, VALUE } from '../dictionary.generated.ts'
import { decodePacket, type Packet } from '../packet.ts'
import { createRequest, type PacketWriter } from '../packet-writer.ts'

export const SECRET = Buffer.from('xyzzy5461')

/** Decodes octets that must be a packet. */
export function decoded(datagram: Uint8Array): Packet {
  const packet = decodePacket(datagram)
  assert.ok(typeof packet !== 'string', `decodes, instead of ${packet}`)
  return packet
}

/** An Access-Request as a PPPoE access server makes it. */
export function papRequest(userName: string, password: string, secret = SECRET): PacketWriter {
  return createRequest(CODE['Access-Request'], { secret })
    .addString(ATTRIBUTE['User-Name'], userName)
    .addString(ATTRIBUTE['User-Password'], password)
    .addIpv4(ATTRIBUTE['NAS-IP-Address'], '192.0.2.1')
    .addInteger(ATTRIBUTE['NAS-Port'], 15)
    .addInteger(ATTRIBUTE['NAS-Port-Type'], VALUE['NAS-Port-Type'].Ethernet)
    .addInteger(ATTRIBUTE['Service-Type'], VALUE['Service-Type']['Framed-User'])
    .addInteger(ATTRIBUTE['Framed-Protocol'], VALUE['Framed-Protocol'].PPP)
    .addString(ATTRIBUTE['Calling-Station-Id'], '00:00:5E:00:53:01')
    .addString(ATTRIBUTE['Cisco-AVPair'], 'client-mac-address=0000.5e00.5301')
}

/** An Accounting-Request of one kind. */
export function accountingRequest(
  status: keyof (typeof VALUE)['Acct-Status-Type'],
  sessionId: string,
  delaySeconds = 0,
  secret = SECRET,
): PacketWriter {
  return createRequest(CODE['Accounting-Request'], { secret })
    .addInteger(ATTRIBUTE['Acct-Status-Type'], VALUE['Acct-Status-Type'][status])
    .addString(ATTRIBUTE['Acct-Session-Id'], sessionId)
    .addString(ATTRIBUTE['User-Name'], 'nemo')
    .addInteger(ATTRIBUTE['Acct-Delay-Time'], delaySeconds)
}
