import { hash } from 'node:crypto'
import { ATTRIBUTE } from '../dictionary.generated.ts'
import { encryptDesBlock } from '../digest/des.ts'
import { md4 } from '../digest/md4.ts'
import { areSameOctets, octetAt } from '../octets.ts'
import type { Packet } from '../packet.ts'

const RESPONSE_ATTRIBUTE_BYTES = 50
const RESPONSE_BYTES = 24
const KEY_BYTES = 16

// The magic texts of RFC 2759 §8.7 and RFC 3079 §3.4. They are part of the protocol.
const SERVER_TO_CLIENT_SIGNING = Buffer.from('Magic server to client signing constant')
const PAD_TO_ITERATE_MORE = Buffer.from('Pad to make it do more than one iteration')
const MASTER_KEY = Buffer.from('This is the MPPE Master Key')
const SERVER_RECEIVE_KEY = Buffer.from(
  'On the client side, this is the send key; on the server side, it is the receive key.',
)
const SERVER_SEND_KEY = Buffer.from(
  'On the client side, this is the receive key; on the server side, it is the send key.',
)
const ZERO_PAD = Buffer.alloc(40)
const F2_PAD = Buffer.alloc(40, 0xf2)

/** A right answer to MS-CHAPv2, and what the reply to it is made from. */
export interface MsChap2Proof {
  /** The value of MS-CHAP2-Success, 43 octets (RFC 2548 §2.3.3): the peer checks that we know the password too. */
  readonly success: Buffer
  readonly passwordHashHash: Buffer
  readonly ntResponse: Buffer
}

/** An answer to an MS-CHAPv2 challenge, taken out of whatever carried it (RFC 2759 §4). */
export interface MsChap2Answer {
  identifier: number
  /** 16 octets each. */
  authenticatorChallenge: Uint8Array
  peerChallenge: Uint8Array
  /** 24 octets. */
  ntResponse: Buffer
  /** As the peer gave it, with or without a Windows domain. */
  userName: Buffer
}

/**
 * Whether MS-CHAP2-Response was made from this password (RFC 2759, RFC 2548 §2.3.2): the proof, or undefined. The name
 * that goes into the answer is User-Name without a Windows domain before the backslash.
 */
export function checkMsChap2(request: Packet, password: string): MsChap2Proof | undefined {
  const answer = request.first(ATTRIBUTE['MS-CHAP2-Response'])
  const authenticatorChallenge = request.first(ATTRIBUTE['MS-CHAP-Challenge'])
  const userName = request.first(ATTRIBUTE['User-Name'])
  if (answer?.length !== RESPONSE_ATTRIBUTE_BYTES) return undefined
  if (authenticatorChallenge?.length !== 16 || !userName) return undefined
  const identifier = octetAt(answer, 0)
  const peerChallenge = answer.subarray(2, 18)
  const ntResponse = answer.subarray(26, 50)
  return proveMsChap2(
    { identifier, authenticatorChallenge, peerChallenge, ntResponse, userName },
    password,
  )
}

/** Whether an answer was made from this password, compared in constant time: the proof, or undefined. */
export function proveMsChap2(answer: MsChap2Answer, password: string): MsChap2Proof | undefined {
  const { identifier, authenticatorChallenge, peerChallenge, ntResponse, userName } = answer
  const challenge = challengeHash(peerChallenge, authenticatorChallenge, withoutDomain(userName))
  const passwordHash = ntPasswordHash(password)
  const expected = challengeResponse(challenge, passwordHash)
  if (!areSameOctets(expected, 0, ntResponse, 0, RESPONSE_BYTES)) return undefined
  const passwordHashHash = md4(passwordHash)
  const authenticator = authenticatorResponse({ passwordHashHash, ntResponse, challenge })
  return {
    success: Buffer.concat([Buffer.of(identifier), Buffer.from(authenticator)]),
    passwordHashHash,
    ntResponse,
  }
}

/** Whether the NT part of MS-CHAP-Response was made from this password (RFC 2433, RFC 2548 §2.1.3). */
export function checkMsChap1(request: Packet, password: string): boolean {
  const answer = request.first(ATTRIBUTE['MS-CHAP-Response'])
  const challenge = request.first(ATTRIBUTE['MS-CHAP-Challenge'])
  if (answer?.length !== RESPONSE_ATTRIBUTE_BYTES || challenge?.length !== 8) return false
  // Flags other than 1 mean that only the LAN Manager answer is valid; it is too weak to accept.
  if (answer[1] !== 1) return false
  const expected = challengeResponse(challenge, ntPasswordHash(password))
  return areSameOctets(expected, 0, answer, 26, RESPONSE_BYTES)
}

/** The 128-bit MPPE start keys of the NAS for MS-MPPE-Send-Key and MS-MPPE-Recv-Key (RFC 3079 §3). */
export function deriveMppeKeys(proof: MsChap2Proof): { send: Buffer; receive: Buffer } {
  const master = sha1(proof.passwordHashHash, proof.ntResponse, MASTER_KEY).subarray(0, KEY_BYTES)
  const startKey = (magic: Buffer) => sha1(master, ZERO_PAD, magic, F2_PAD).subarray(0, KEY_BYTES)
  return { send: startKey(SERVER_SEND_KEY), receive: startKey(SERVER_RECEIVE_KEY) }
}

/** MD4 of the password in UTF-16 (RFC 2759 §8.3). */
export function ntPasswordHash(password: string): Buffer {
  return md4(Buffer.from(password, 'utf16le'))
}

/** Three DES blocks under the hash of the password (RFC 2759 §8.5): 24 octets. */
export function challengeResponse(challenge: Uint8Array, passwordHash: Uint8Array): Buffer {
  const key = Buffer.alloc(21)
  key.set(passwordHash)
  return Buffer.concat([0, 7, 14].map((at) => encryptDesBlock(key.subarray(at, at + 7), challenge)))
}

/** The 8 octets that both challenges and the name make (RFC 2759 §8.2). */
export function challengeHash(
  peerChallenge: Uint8Array,
  authenticatorChallenge: Uint8Array,
  userName: Uint8Array,
): Buffer {
  return sha1(peerChallenge, authenticatorChallenge, userName).subarray(0, 8)
}

/** `S=` and 40 hexadecimal digits by which the peer knows us (RFC 2759 §8.7). */
export function authenticatorResponse(made: {
  passwordHashHash: Uint8Array
  ntResponse: Uint8Array
  challenge: Uint8Array
}): string {
  const first = sha1(made.passwordHashHash, made.ntResponse, SERVER_TO_CLIENT_SIGNING)
  return `S=${sha1(first, made.challenge, PAD_TO_ITERATE_MORE).toString('hex').toUpperCase()}`
}

function withoutDomain(userName: Buffer): Buffer {
  return userName.subarray(userName.lastIndexOf('\\') + 1)
}

function sha1(...parts: Uint8Array[]): Buffer {
  return hash('sha1', Buffer.concat(parts), 'buffer')
}
