import { hash, randomBytes } from 'node:crypto'
import { areSameOctets, octetAt } from '../octets.ts'
import type { EapMethod, MethodStep, PasswordOf } from './eap-method.ts'

const DIGEST_BYTES = 16

/**
 * EAP-MD5 (RFC 3748 §5.4): CHAP in EAP. It makes no keys, shows the identity, and whoever listens may guess the
 * password at leisure: it is for wires, not for radio.
 */
export class Md5Method implements EapMethod {
  readonly #challenge = randomBytes(DIGEST_BYTES)
  readonly #identity: string
  readonly #passwordOf: PasswordOf

  constructor(identity: string, passwordOf: PasswordOf) {
    this.#identity = identity
    this.#passwordOf = passwordOf
  }

  begin(): Buffer {
    return Buffer.concat([Buffer.of(DIGEST_BYTES), this.#challenge])
  }

  async take(body: Buffer, identifier: number): Promise<MethodStep> {
    const identity = this.#identity
    if (body.length <= DIGEST_BYTES || octetAt(body, 0) !== DIGEST_BYTES) {
      return { kind: 'reject', reason: 'malformed', identity }
    }
    const password = await this.#passwordOf(identity)
    if (password === undefined) return { kind: 'reject', reason: 'unknown-identity', identity }
    const expected = md5Answer({ identifier, password, challenge: this.#challenge })
    return areSameOctets(expected, 0, body, 1, DIGEST_BYTES)
      ? { kind: 'accept', identity }
      : { kind: 'reject', reason: 'wrong-password', identity }
  }

  end(): void {
    // Holds nothing but its challenge.
  }
}

/** The 16 octets that answer a challenge of CHAP and of EAP-MD5 (RFC 1994 §4.1). */
export function md5Answer(asked: {
  identifier: number
  password: string
  challenge: Uint8Array
}): Buffer {
  const { identifier, password, challenge } = asked
  return hash(
    'md5',
    Buffer.concat([Buffer.of(identifier), Buffer.from(password), challenge]),
    'buffer',
  )
}
