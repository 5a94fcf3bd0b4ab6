import {
  AttributeError,
  CODE,
  createRequest,
  decodePacket,
  type ListedAttribute,
  listAttributes,
  type Packet,
  type PacketWriter,
  placeOf,
} from '@altyn/radius'
import { z } from 'zod'

/** A request as rlm_rest of FreeRADIUS 3 writes it: attribute → its values, numbers as numbers (`raw_value = yes`). */
export const restRequest = z.record(
  z.string().max(253),
  z.object({ value: z.array(z.union([z.string().max(4096), z.number()])).max(256) }),
)
export type RestRequest = z.infer<typeof restRequest>
/** An answer as rlm_rest reads it: `list:attribute` → what is added to the list. */
export type RestAnswer = Record<string, { op: '+=' | ':='; do_xlat: false; value: string[] }>

// They belong to the octets of a packet, and FreeRADIUS sees to them itself.
const OF_THE_PACKET = new Set(['message-authenticator', 'proxy-state'])

/**
 * The packet that FreeRADIUS was sent, made again under the secret of its server. Attributes of FreeRADIUS's own, and times
 * in its own writing, are left out: nothing here asks for them. Undefined when the rest is no packet.
 */
export function toPacket(code: number, body: RestRequest, secret: Buffer): Packet | undefined {
  const writer = createRequest(code, { secret, messageAuthenticator: false })
  for (const [name, { value }] of Object.entries(body)) {
    if (OF_THE_PACKET.has(name.toLowerCase())) continue
    for (const one of value) addIfKnown(writer, name, String(one))
  }
  const packet = decodePacket(writer.encode())
  return typeof packet === 'string' ? undefined : packet
}

function addIfKnown(writer: PacketWriter, name: string, text: string): void {
  try {
    writer.addByName(name, text)
  } catch (error) {
    if (!(error instanceof AttributeError)) throw error
  }
}

/** What FreeRADIUS is to send. Values are never expanded there: a login may hold `%{…}`. */
export function toAnswer(reply: PacketWriter): RestAnswer {
  // Asks FreeRADIUS to sign what it sends (CVE-2024-3596).
  const answer: RestAnswer = {
    'reply:Message-Authenticator': { op: ':=', do_xlat: false, value: ['0x00'] },
  }
  if (reply.code !== CODE['Access-Reject']) {
    answer['control:Auth-Type'] = { op: ':=', do_xlat: false, value: ['Accept'] }
  }
  if (reply.code === CODE['Access-Challenge']) {
    const value = ['Access-Challenge']
    answer['control:Response-Packet-Type'] = { op: ':=', do_xlat: false, value }
  }
  const packet = decodePacket(reply.encode())
  if (typeof packet === 'string') throw new Error(`an answer of ours does not decode: ${packet}`)
  for (const attribute of listAttributes(packet, reply)) {
    const name = `reply:${nameThere(attribute)}`
    answer[name] ??= { op: '+=', do_xlat: false, value: [] }
    answer[name].value.push(attribute.text)
  }
  return answer
}

/** The dictionaries name attributes alike; one without a name is a number, vendors inside 26. */
function nameThere({ definition, tag }: ListedAttribute): string {
  const place = placeOf(definition.attribute)
  const isNumbered = /(^|-)Attr-\d/.test(definition.name)
  if (isNumbered && place.kind === 'vendor') return `Attr-26.${place.vendorId}.${place.type}`
  return tag > 0 ? `${definition.name}:${tag}` : definition.name
}
