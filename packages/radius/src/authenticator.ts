import { HEADER_BYTES } from './attribute-walk.ts'
import { CODE } from './code.ts'
import { type HmacMd5Key, Md5Text, prepareHmacMd5Key } from './digest/md5.ts'
import type { DropReason } from './drop-reason.ts'
import { areSameOctets } from './octets.ts'
import type { Packet } from './packet.ts'

const AUTHENTICATOR_AT = 4
const AUTHENTICATOR_BYTES = 16
const CODE_AT = 0

const text = new Md5Text()
const digest = new Uint8Array(AUTHENTICATOR_BYTES)

/**
 * Whether a request was made by someone who knows the secret, or the reason why it is not believed.
 *
 * Access-Request and Status-Server carry a random authenticator, so only Message-Authenticator proves them: it is
 * verified whenever present, and demanded of Status-Server (RFC 5997 §3), of EAP (RFC 3579 §3.1) and of every
 * Access-Request when the client's `requireMessageAuthenticator` says so (the answer to CVE-2024-3596), or of those with
 * Proxy-State when `limitProxyState` does: there the forgery of that report hides its collision. All other requests are
 * proved by their authenticator (RFC 2866 §3, RFC 5176 §2.3), and by Message-Authenticator if it is there.
 */
export function verifyRequest(
  request: Packet,
  client: { secret: Buffer; requireMessageAuthenticator: boolean; limitProxyState?: boolean },
): DropReason | undefined {
  const { bytes, code, messageAuthenticatorAt } = request
  const isRandom = hasRandomAuthenticator(code)
  if (!isRandom) {
    text.reset().append(bytes).zero(AUTHENTICATOR_AT, AUTHENTICATOR_BYTES).append(client.secret)
    text.digestInto(digest, 0)
    if (!isDigestAt(bytes, AUTHENTICATOR_AT)) return 'bad-authenticator'
  }
  if (messageAuthenticatorAt === 0) return isRandom ? reasonUnsigned(request, client) : undefined
  text
    .reset()
    .append(bytes)
    .zero(messageAuthenticatorAt + 2, AUTHENTICATOR_BYTES)
  if (!isRandom) text.zero(AUTHENTICATOR_AT, AUTHENTICATOR_BYTES)
  text.hmacInto(hmacKeyOf(client.secret), digest, 0)
  return isDigestAt(bytes, messageAuthenticatorAt + 2) ? undefined : 'bad-message-authenticator'
}

/** Why a request that only Message-Authenticator could prove is not believed without it. */
function reasonUnsigned(
  { code, hasEapMessage, hasProxyState }: Packet,
  client: { requireMessageAuthenticator: boolean; limitProxyState?: boolean },
): DropReason | undefined {
  if (client.requireMessageAuthenticator || hasEapMessage || code === CODE['Status-Server']) {
    return 'missing-message-authenticator'
  }
  return client.limitProxyState && hasProxyState ? 'unsigned-proxy-state' : undefined
}

/**
 * Whether a reply answers the request with this authenticator and was made by someone who knows the secret, or the
 * reason why it is not believed (RFC 2865 §3, RFC 3579 §3.2).
 */
export function verifyReply(
  reply: Packet,
  request: { authenticator: Uint8Array; secret: Buffer; requireMessageAuthenticator: boolean },
): DropReason | undefined {
  const { bytes, messageAuthenticatorAt } = reply
  text.reset().append(bytes).append(request.secret)
  text.replace(AUTHENTICATOR_AT, request.authenticator, 0, AUTHENTICATOR_BYTES)
  text.digestInto(digest, 0)
  if (!isDigestAt(bytes, AUTHENTICATOR_AT)) return 'bad-authenticator'
  if (messageAuthenticatorAt === 0) {
    return request.requireMessageAuthenticator ? 'missing-message-authenticator' : undefined
  }
  text
    .reset()
    .append(bytes)
    .zero(messageAuthenticatorAt + 2, AUTHENTICATOR_BYTES)
  text.replace(AUTHENTICATOR_AT, request.authenticator, 0, AUTHENTICATOR_BYTES)
  text.hmacInto(hmacKeyOf(request.secret), digest, 0)
  return isDigestAt(bytes, messageAuthenticatorAt + 2) ? undefined : 'bad-message-authenticator'
}

/**
 * Signs a finished request in place. `messageAuthenticatorAt` is the place of the still zero attribute, 0 for none. A
 * random authenticator must already stand in the header; any other is computed here.
 */
export function signRequest(
  bytes: Uint8Array,
  messageAuthenticatorAt: number,
  secret: Buffer,
): void {
  const isRandom = hasRandomAuthenticator(bytes[CODE_AT])
  if (!isRandom) bytes.fill(0, AUTHENTICATOR_AT, HEADER_BYTES)
  text.reset().append(bytes)
  if (messageAuthenticatorAt > 0) {
    signMessage(bytes, messageAuthenticatorAt, secret)
  }
  if (!isRandom) text.append(secret).digestInto(bytes, AUTHENTICATOR_AT)
}

/** Signs a finished reply in place: Message-Authenticator if there is a place for it, then the Response Authenticator. */
export function signReply(
  bytes: Uint8Array,
  messageAuthenticatorAt: number,
  requestAuthenticator: Uint8Array,
  secret: Buffer,
): void {
  text.reset().append(bytes)
  text.replace(AUTHENTICATOR_AT, requestAuthenticator, 0, AUTHENTICATOR_BYTES)
  if (messageAuthenticatorAt > 0) {
    signMessage(bytes, messageAuthenticatorAt, secret)
  }
  text.append(secret).digestInto(bytes, AUTHENTICATOR_AT)
}

/** Whether the authenticator of a request is a random number and not a digest (RFC 2865 §3, RFC 5997 §3). */
export function hasRandomAuthenticator(code: number | undefined): boolean {
  return code === CODE['Access-Request'] || code === CODE['Status-Server']
}

/** Takes the text as it stands, puts its HMAC into the packet, and into the text for the digest that follows. */
function signMessage(bytes: Uint8Array, at: number, secret: Buffer): void {
  text.hmacInto(hmacKeyOf(secret), bytes, at + 2)
  text.replace(at + 2, bytes, at + 2, AUTHENTICATOR_BYTES)
}

function isDigestAt(bytes: Uint8Array, at: number): boolean {
  return areSameOctets(digest, 0, bytes, at, AUTHENTICATOR_BYTES)
}

const hmacKeys = new WeakMap<Buffer, HmacMd5Key>()
let lastSecret: Buffer | undefined
let lastKey: HmacMd5Key | undefined

/** The prepared key of a secret, kept as long as its Buffer lives. A secret changes by becoming another Buffer. */
function hmacKeyOf(secret: Buffer): HmacMd5Key {
  if (secret === lastSecret && lastKey) return lastKey
  const key = hmacKeys.get(secret) ?? prepareHmacMd5Key(secret)
  hmacKeys.set(secret, key)
  lastSecret = secret
  lastKey = key
  return key
}
