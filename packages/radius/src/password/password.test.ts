import assert from 'node:assert/strict'
import { createHash } from 'node:crypto'
import { test } from 'node:test'
import fc from 'fast-check'
import { CODE } from '../code.ts'
import { ATTRIBUTE } from '../dictionary.generated.ts'
import { createReply, createRequest } from '../packet-writer.ts'
import { hex } from '../testing/hex.ts'
import { RFC2865_7_1, RFC2865_7_2 } from '../testing/rfc-examples.ts'
import { decoded, papRequest, SECRET } from '../testing/sample-packets.ts'
import { authenticationMethod, checkChap, checkPap, revealUserPassword } from './check-password.ts'
import { hidePassword, hideWithSalt, revealWithSalt } from './hiding.ts'
import {
  authenticatorResponse,
  challengeHash,
  challengeResponse,
  checkMsChap1,
  checkMsChap2,
  deriveMppeKeys,
  ntPasswordHash,
} from './ms-chap.ts'

// RFC 2759 §9.2
const AUTHENTICATOR_CHALLENGE = hex('5B 5D 7C 7D 7B 3F 2F 3E 3C 2C 60 21 32 26 26 28')
const PEER_CHALLENGE = hex('21 40 23 24 25 5E 26 2A 28 29 5F 2B 3A 33 7C 7E')
const CHALLENGE = hex('D0 2E 43 86 BC E9 12 26')
const PASSWORD_HASH = hex('44 EB BA 8D 53 12 B8 D6 11 47 44 11 F5 69 89 AE')
const NT_RESPONSE = hex('82 30 9E CD 8D 70 8B 5E A0 8F AA 39 81 CD 83 54 42 33 11 4A 3D 85 D6 DF')
const SUCCESS = 'S=407A5589115FD0D6209F510FE9C04566932CDA56'

function msChap2Request(userName: string, response = NT_RESPONSE) {
  const answer = Buffer.concat([hex('0700'), PEER_CHALLENGE, Buffer.alloc(8), response])
  return decoded(
    createRequest(CODE['Access-Request'], { secret: SECRET })
      .addString(ATTRIBUTE['User-Name'], userName)
      .addBytes(ATTRIBUTE['MS-CHAP-Challenge'], AUTHENTICATOR_CHALLENGE)
      .addBytes(ATTRIBUTE['MS-CHAP2-Response'], answer)
      .encode(),
  )
}

test('RFC 2865 §7.1: the password is revealed and checked', () => {
  const request = decoded(RFC2865_7_1.request)
  assert.equal(revealUserPassword(request, SECRET)?.toString(), 'arctangent')
  assert.equal(checkPap(request, SECRET, 'arctangent'), true)
  for (const wrong of ['arctangen', 'arctangents', '', 'Arctangent', 'a'.repeat(200)]) {
    assert.equal(checkPap(request, SECRET, wrong), false, wrong)
  }
  assert.equal(checkPap(request, Buffer.from('other'), 'arctangent'), false)
})

test('RFC 2865 §7.2: CHAP with the authenticator as challenge', () => {
  const request = decoded(RFC2865_7_2.request)
  assert.equal(checkChap(request, 'arctangent'), true)
  assert.equal(checkChap(request, 'arctangens'), false)
  assert.equal(authenticationMethod(request), 'chap')
})

test('CHAP with a challenge of its own', () => {
  const challenge = Buffer.from('challenge of any length')
  const digest = createHash('md5').update('\x16').update('arctangent').update(challenge).digest()
  const request = (answer: Buffer) =>
    decoded(
      createRequest(CODE['Access-Request'], { secret: SECRET })
        .addBytes(ATTRIBUTE['CHAP-Challenge'], challenge)
        .addBytes(ATTRIBUTE['CHAP-Password'], answer)
        .encode(),
    )
  const answer = Buffer.concat([hex('16'), digest])
  assert.equal(checkChap(request(answer), 'arctangent'), true)
  assert.equal(checkChap(request(answer.subarray(0, 16)), 'arctangent'), false)
})

test('any password of up to 128 octets is hidden and revealed', () => {
  const password = fc
    .string({ unit: 'grapheme', maxLength: 128 })
    .filter((text) => Buffer.byteLength(text) <= 128 && !text.includes('\0'))
  fc.assert(
    fc.property(password, (text) => {
      const request = decoded(papRequest('nemo', text).encode())
      assert.equal(revealUserPassword(request, SECRET)?.toString(), text)
      assert.equal(checkPap(request, SECRET, text), true)
      assert.equal(checkPap(request, SECRET, `${text}!`), false)
    }),
  )
})

test('a malformed User-Password is no password', () => {
  for (const length of [1, 15, 17, 144]) {
    const octets = Buffer.concat([
      hex('01 00'),
      Buffer.from([0, 22 + length]),
      Buffer.alloc(16),
      Buffer.from([2, 2 + length]),
      Buffer.alloc(length),
    ])
    assert.equal(revealUserPassword(decoded(octets), SECRET), undefined, `${length} octets`)
    assert.equal(checkPap(decoded(octets), SECRET, ''), false)
  }
  const none = decoded(createRequest(CODE['Access-Request'], { secret: SECRET }).encode())
  assert.equal(revealUserPassword(none, SECRET), undefined)
  assert.equal(authenticationMethod(none), 'none')
})

test('hiding has the size that RFC 2865 §5.2 says, an empty password too', () => {
  const key = { secret: SECRET, authenticator: Buffer.alloc(16) }
  const sizes = [0, 1, 16, 17, 128].map((n) => hidePassword(Buffer.alloc(n, 65), key).length)
  assert.deepEqual(sizes, [16, 16, 16, 32, 128])
})

test('salted hiding: the octets of RFC 2868 §3.5, computed step by step', () => {
  const authenticator = Buffer.alloc(16, 9)
  const hidden = hideWithSalt(Buffer.from('a tunnel password'), { secret: SECRET, authenticator })
  const salt = hidden.subarray(0, 2)
  const plain = Buffer.alloc(32)
  plain[0] = 17
  plain.write('a tunnel password', 1)
  const mask1 = createHash('md5').update(SECRET).update(authenticator).update(salt).digest()
  const first = plain.subarray(0, 16).map((octet, i) => octet ^ (mask1[i] ?? 0))
  const mask2 = createHash('md5').update(SECRET).update(first).digest()
  const second = plain.subarray(16).map((octet, i) => octet ^ (mask2[i] ?? 0))
  assert.ok((salt[0] ?? 0) >= 0x80, 'the salt has its highest bit set')
  assert.deepEqual(Buffer.from(hidden.subarray(2)), Buffer.concat([first, second]))
})

test('any value is hidden with a salt and revealed, under a new salt each time', () => {
  const authenticator = Buffer.alloc(16, 3)
  const key = { secret: SECRET, authenticator }
  fc.assert(
    fc.property(fc.uint8Array({ maxLength: 239 }), (value) => {
      const hidden = hideWithSalt(value, key)
      assert.deepEqual(revealWithSalt(hidden, key), Buffer.from(value))
      assert.notDeepEqual(hideWithSalt(value, key).subarray(0, 2), hidden.subarray(0, 2))
    }),
  )
  assert.equal(revealWithSalt(hex('8001 aabb'), key), undefined)
})

test('RFC 2759 §9.2: every step of MS-CHAPv2', () => {
  const passwordHash = ntPasswordHash('clientPass')
  assert.deepEqual(passwordHash, PASSWORD_HASH)
  const user = Buffer.from('User')
  assert.deepEqual(challengeHash(PEER_CHALLENGE, AUTHENTICATOR_CHALLENGE, user), CHALLENGE)
  assert.deepEqual(challengeResponse(CHALLENGE, passwordHash), NT_RESPONSE)
  const passwordHashHash = hex('41 C0 0C 58 4B D2 D9 1C 40 17 A2 A1 2F A5 9F 3F')
  const made = { passwordHashHash, ntResponse: NT_RESPONSE, challenge: CHALLENGE }
  assert.equal(authenticatorResponse(made), SUCCESS)
})

test('MS-CHAPv2 in a request: the right password is proved, with or without a Windows domain', () => {
  for (const name of ['User', 'DOMAIN\\User']) {
    const proof = checkMsChap2(msChap2Request(name), 'clientPass')
    assert.equal(proof?.success.toString('latin1'), `\x07${SUCCESS}`)
  }
  assert.equal(checkMsChap2(msChap2Request('User'), 'clientpass'), undefined)
  assert.equal(checkMsChap2(msChap2Request('Other'), 'clientPass'), undefined)
  assert.equal(checkMsChap2(msChap2Request('User', Buffer.alloc(24)), 'clientPass'), undefined)
  assert.equal(checkMsChap2(msChap2Request('User', Buffer.alloc(9)), 'clientPass'), undefined)
  assert.equal(authenticationMethod(msChap2Request('User')), 'ms-chap-2')
})

test('RFC 3079 §3.5.3: the 128-bit start keys', () => {
  const proof = checkMsChap2(msChap2Request('User'), 'clientPass')
  assert.ok(proof)
  const keys = deriveMppeKeys(proof)
  assert.equal(keys.send.toString('hex'), '8b7cdc149b993a1ba118cb153f56dccb')
  assert.notDeepEqual(keys.receive, keys.send)
})

test('MPPE keys arrive in an Access-Accept, readable with the secret alone', () => {
  const request = msChap2Request('User')
  const proof = checkMsChap2(request, 'clientPass')
  assert.ok(proof)
  const keys = deriveMppeKeys(proof)
  const reply = decoded(
    createReply(request, CODE['Access-Accept'], SECRET).addMppeKeys(keys).encode(),
  )
  const key = { secret: SECRET, authenticator: request.authenticator }
  const read = (attribute: number) => revealWithSalt(reply.first(attribute) ?? hex(''), key)
  assert.deepEqual(read(ATTRIBUTE['MS-MPPE-Send-Key']), keys.send)
  assert.deepEqual(read(ATTRIBUTE['MS-MPPE-Recv-Key']), keys.receive)
  assert.equal(reply.readInteger(ATTRIBUTE['MS-MPPE-Encryption-Policy']), 1)
  assert.equal(reply.readInteger(ATTRIBUTE['MS-MPPE-Encryption-Types']), 6)
})

test('MS-CHAPv1: the NT answer is checked, the LAN Manager answer never', () => {
  const challenge = hex('102DB5DF085D3041')
  const ntAnswer = challengeResponse(challenge, ntPasswordHash('MyPw'))
  // RFC 2433 §A, «Sample»: the NT answer to this challenge with this password.
  assert.equal(
    ntAnswer.toString('hex').toUpperCase(),
    '4E9D3C8F9CFD385D5BF4D3246791956CA4C351AB409A3D61',
  )
  const request = (flags: number) =>
    decoded(
      createRequest(CODE['Access-Request'], { secret: SECRET })
        .addBytes(ATTRIBUTE['MS-CHAP-Challenge'], challenge)
        .addBytes(
          ATTRIBUTE['MS-CHAP-Response'],
          Buffer.concat([Buffer.from([1, flags]), Buffer.alloc(24), ntAnswer]),
        )
        .encode(),
    )
  assert.equal(checkMsChap1(request(1), 'MyPw'), true)
  assert.equal(checkMsChap1(request(1), 'mypw'), false)
  assert.equal(checkMsChap1(request(0), 'MyPw'), false)
  assert.equal(authenticationMethod(request(1)), 'ms-chap-1')
})
