import { CODE } from '../code.ts'
import { ATTRIBUTE } from '../dictionary.generated.ts'
import type { Packet } from '../packet.ts'
import type { PacketWriter } from '../packet-writer.ts'
import type { EapKeys, EapMethodName, EapRejectReason } from './eap-method.ts'
import { encodeEapResult, joinEapMessage } from './eap-packet.ts'

const EAP_MESSAGE_BYTES_MAX = 253

/** Why an EAP packet is passed over in silence; the conversation goes on. */
export const EAP_DROP_REASONS = [
  /** The response before it is still being handled. */
  'busy',
  /** It answers another request than the last one (RFC 3748 §4.1). */
  'stale-identifier',
] as const
export type EapDropReason = (typeof EAP_DROP_REASONS)[number]

/** What to send, and why. `eap` is a whole EAP packet. */
export type EapAnswer =
  | { kind: 'challenge'; eap: Buffer; state: Buffer }
  | {
      kind: 'accept'
      eap: Buffer
      method: EapMethodName
      /** Whose password was proved: in a tunnel another name than User-Name, as a rule. */
      identity: string
      /** Of methods with a tunnel. */
      keys?: EapKeys
    }
  | {
      kind: 'reject'
      eap: Buffer
      reason: EapRejectReason
      /** As far as it was told. Nothing proves it. */
      identity?: string
    }
  | { kind: 'drop'; reason: EapDropReason }

/**
 * The reply that carries an answer: Access-Challenge with State, Access-Accept with the keys of the link, or
 * Access-Reject (RFC 3579 §2.6 and §3.1). Undefined for a drop: nothing is sent. The caller adds what else it grants.
 */
export function replyWithEap(
  context: { reply(code: number): PacketWriter },
  answer: EapAnswer,
): PacketWriter | undefined {
  switch (answer.kind) {
    case 'challenge': {
      const reply = addEap(context.reply(CODE['Access-Challenge']), answer.eap)
      return reply.addBytes(ATTRIBUTE.State, answer.state)
    }
    case 'accept':
      return addEapSuccess(context.reply(CODE['Access-Accept']), answer)
    case 'reject':
      return addEap(context.reply(CODE['Access-Reject']), answer.eap)
    case 'drop':
      return undefined
  }
}

/** Adds EAP-Success and the keys of the link to an Access-Accept of the caller's own. */
export function addEapSuccess(
  reply: PacketWriter,
  { eap, keys }: Extract<EapAnswer, { kind: 'accept' }>,
): PacketWriter {
  addEap(reply, eap)
  if (!keys) return reply
  return reply
    .addBytes(ATTRIBUTE['MS-MPPE-Recv-Key'], keys.receive)
    .addBytes(ATTRIBUTE['MS-MPPE-Send-Key'], keys.send)
}

/**
 * Adds EAP-Failure to an Access-Reject of the caller's own, for somebody whose password is right and who may not come in
 * all the same (RFC 3579 §2.6.3). Adds nothing when the request carries no EAP.
 */
export function addEapFailure(reply: PacketWriter, request: Packet): PacketWriter {
  const identifier = joinEapMessage(request)?.[1]
  return identifier === undefined ? reply : addEap(reply, encodeEapResult('failure', identifier))
}

function addEap(reply: PacketWriter, eap: Buffer): PacketWriter {
  for (let from = 0; from < eap.length; from += EAP_MESSAGE_BYTES_MAX) {
    reply.addBytes(ATTRIBUTE['EAP-Message'], eap.subarray(from, from + EAP_MESSAGE_BYTES_MAX))
  }
  return reply
}
