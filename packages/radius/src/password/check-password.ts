import { ATTRIBUTE } from '../dictionary.generated.ts'
import { Md5Text } from '../digest/md5.ts'
import { areSameOctets } from '../octets.ts'
import type { Packet } from '../packet.ts'
import { PASSWORD_BYTES_MAX, revealPasswordInto } from './hiding.ts'

const CHAP_PASSWORD_BYTES = 17
const DIGEST_BYTES = 16

const text = new Md5Text()
const digest = new Uint8Array(DIGEST_BYTES)
const revealed = Buffer.alloc(PASSWORD_BYTES_MAX)
const expected = Buffer.alloc(PASSWORD_BYTES_MAX)

/** How a request asks to be authenticated. */
export type AuthenticationMethod = 'pap' | 'chap' | 'ms-chap-1' | 'ms-chap-2' | 'eap' | 'none'

/** Which of the methods the attributes of an Access-Request carry. */
export function authenticationMethod(request: Packet): AuthenticationMethod {
  if (request.has(ATTRIBUTE['User-Password'])) return 'pap'
  if (request.has(ATTRIBUTE['CHAP-Password'])) return 'chap'
  if (request.has(ATTRIBUTE['MS-CHAP2-Response'])) return 'ms-chap-2'
  if (request.has(ATTRIBUTE['MS-CHAP-Response'])) return 'ms-chap-1'
  return request.hasEapMessage ? 'eap' : 'none'
}

/**
 * The octets of User-Password without padding (RFC 2865 §5.2). Undefined when there is none or it is malformed. A wrong
 * secret gives garbage: nothing inside the attribute tells.
 */
export function revealUserPassword(request: Packet, secret: Buffer): Buffer | undefined {
  const length = revealInto(revealed, request, secret)
  if (length === 0) return undefined
  const end = revealed.subarray(0, length).findLastIndex((octet) => octet !== 0) + 1
  return Buffer.from(revealed.subarray(0, end))
}

/** Whether User-Password holds this password, compared in constant time (RFC 2865 §5.2). */
export function checkPap(request: Packet, secret: Buffer, password: string): boolean {
  const length = revealInto(revealed, request, secret)
  // A longer password cannot be inside; that much the length of the attribute tells everyone anyway.
  if (length === 0 || Buffer.byteLength(password) > length) return false
  for (let i = 0; i < length; i++) expected[i] = 0
  expected.write(password)
  return areSameOctets(revealed, 0, expected, 0, length)
}

/** Whether CHAP-Password was made from this password, compared in constant time (RFC 2865 §2.2 and §5.3). */
export function checkChap(request: Packet, password: string): boolean {
  const answer = request.first(ATTRIBUTE['CHAP-Password'])
  if (answer?.length !== CHAP_PASSWORD_BYTES) return false
  const challenge = request.first(ATTRIBUTE['CHAP-Challenge']) ?? request.authenticator
  text.reset().append(answer.subarray(0, 1)).append(Buffer.from(password)).append(challenge)
  text.digestInto(digest, 0)
  return areSameOctets(digest, 0, answer, 1, DIGEST_BYTES)
}

function revealInto(target: Buffer, request: Packet, secret: Buffer): number {
  const hidden = request.first(ATTRIBUTE['User-Password'])
  if (!hidden) return 0
  return revealPasswordInto(target, hidden, { secret, authenticator: request.authenticator })
}
