import assert from 'node:assert/strict'
import { createCipheriv, createHash, createHmac } from 'node:crypto'
import { test } from 'node:test'
import fc from 'fast-check'
import { hex } from '../testing/hex.ts'
import { encryptDesBlock } from './des.ts'
import { md4 } from './md4.ts'
import { Md5Text, prepareHmacMd5Key } from './md5.ts'

const text = new Md5Text()

function md5(...parts: Uint8Array[]): Buffer {
  const digest = Buffer.alloc(16)
  text.reset()
  for (const part of parts) text.append(part)
  text.digestInto(digest, 0)
  return digest
}

test('MD5: the suite of RFC 1321 §A.5', () => {
  const suite: Record<string, string> = {
    '': 'd41d8cd98f00b204e9800998ecf8427e',
    a: '0cc175b9c0f1b6a831c399e269772661',
    abc: '900150983cd24fb0d6963f7d28e17f72',
    'message digest': 'f96b697d7cb7938d525a2f31aaf161d0',
    abcdefghijklmnopqrstuvwxyz: 'c3fcd3d76192e4007dfb496cca67e13b',
    ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789:
      'd174ab98d277d9f5a5611c2c9f419d9f',
    '12345678901234567890123456789012345678901234567890123456789012345678901234567890':
      '57edf4a22be3c955ac49da2e2107b67a',
  }
  for (const [input, digest] of Object.entries(suite)) {
    assert.equal(md5(Buffer.from(input)).toString('hex'), digest)
  }
})

test('MD5 is the MD5 of node:crypto for any text in any parts', () => {
  fc.assert(
    fc.property(fc.array(fc.uint8Array({ maxLength: 300 }), { maxLength: 4 }), (parts) => {
      const expected = createHash('md5').update(Buffer.concat(parts)).digest()
      assert.deepEqual(md5(...parts), expected)
    }),
  )
})

test('MD5 of every length up to ten blocks', () => {
  const long = Buffer.alloc(640, 'x')
  for (let length = 0; length <= long.length; length++) {
    const part = long.subarray(0, length)
    assert.deepEqual(md5(part), createHash('md5').update(part).digest(), `${length} octets`)
  }
})

test('a text stays after its digest and may be added to', () => {
  md5(Buffer.from('abc'))
  const digest = Buffer.alloc(16)
  text.append(Buffer.from('def')).digestInto(digest, 0)
  assert.deepEqual(digest, createHash('md5').update('abcdef').digest())
})

test('a text longer than any packet with its secret is refused', () => {
  assert.throws(() => text.reset().append(Buffer.alloc(9000)), RangeError)
})

test('HMAC-MD5: RFC 2202 §2', () => {
  const cases = [
    { key: Buffer.alloc(16, 0x0b), of: 'Hi There', mac: '9294727a3638bb1c13f48ef8158bfc9d' },
    {
      key: Buffer.from('Jefe'),
      of: 'what do ya want for nothing?',
      mac: '750c783e6ab0b503eaa86e310a5db738',
    },
    {
      key: Buffer.alloc(80, 0xaa),
      of: 'Test Using Larger Than Block-Size Key - Hash Key First',
      mac: '6b1ab7fe4bd7bf8f0b62e6ce61b9d0cd',
    },
  ]
  for (const { key, of, mac } of cases) {
    const digest = Buffer.alloc(16)
    text.reset().append(Buffer.from(of)).hmacInto(prepareHmacMd5Key(key), digest, 0)
    assert.equal(digest.toString('hex'), mac)
  }
})

test('HMAC-MD5 is the HMAC of node:crypto for any key and text', () => {
  fc.assert(
    fc.property(fc.uint8Array({ maxLength: 130 }), fc.uint8Array({ maxLength: 500 }), (key, of) => {
      const digest = Buffer.alloc(16)
      text.reset().append(of).hmacInto(prepareHmacMd5Key(key), digest, 0)
      assert.deepEqual(digest, createHmac('md5', key).update(of).digest())
    }),
  )
})

test('MD4: the suite of RFC 1320 §A.5', () => {
  const suite: Record<string, string> = {
    '': '31d6cfe0d16ae931b73c59d7e0c089c0',
    a: 'bde52cb31de33e46245e05fbdbd6fb24',
    abc: 'a448017aaf21d8525fc10ae87aa6729d',
    'message digest': 'd9130a8164549fe818874806e1c7014b',
    abcdefghijklmnopqrstuvwxyz: 'd79e1c308aa5bbcdeea8ed63df412da9',
    ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789:
      '043f8582f241db351ce627e153e7f0e4',
    '12345678901234567890123456789012345678901234567890123456789012345678901234567890':
      'e33b4ddc9c38f2199c3e7b164fcc0536',
  }
  for (const [input, digest] of Object.entries(suite)) {
    assert.equal(md4(Buffer.from(input)).toString('hex'), digest)
  }
})

test('DES: known answers', () => {
  const cases = [
    // The worked example of many textbooks, and variable-plaintext and variable-key answers of NIST SP 500-20.
    { key: '133457799bbcdff1', block: '0123456789abcdef', cipher: '85e813540f0ab405' },
    { key: '0101010101010101', block: '8000000000000000', cipher: '95f8a5e5dd31d900' },
    { key: '0101010101010101', block: '0000000000000001', cipher: '166b40b44aba4bd6' },
    { key: '8001010101010101', block: '0000000000000000', cipher: '95a8d72813daa94d' },
    { key: '7ca110454a1a6e57', block: '01a1d6d039776742', cipher: '690f5b0d9a26939b' },
  ]
  for (const { key, block, cipher } of cases) {
    const encrypted = encryptDesBlock(withoutParity(hex(key)), hex(block))
    assert.equal(encrypted.toString('hex'), cipher)
  }
})

test('DES is triple DES of OpenSSL with three equal keys, for any key and block', () => {
  const octets = (length: number) => fc.uint8Array({ minLength: length, maxLength: length })
  fc.assert(
    fc.property(octets(7), octets(8), (key, block) => {
      const whole = withParity(key)
      const triple = Buffer.concat([whole, whole, whole])
      const cipher = createCipheriv('des-ede3-ecb', triple, null).setAutoPadding(false)
      const expected = Buffer.concat([cipher.update(block), cipher.final()])
      assert.deepEqual(encryptDesBlock(key, block), expected)
    }),
  )
})

/** Eight octets of seven key bits and one parity bit, as seven octets. */
function withoutParity(key: Buffer): Buffer {
  const bits = [...key].map((octet) => (octet >> 1).toString(2).padStart(7, '0')).join('')
  return Buffer.from(bits.match(/.{8}/g)?.map((octet) => Number.parseInt(octet, 2)) ?? [])
}

function withParity(key: Uint8Array): Buffer {
  const bits = [...key].map((octet) => octet.toString(2).padStart(8, '0')).join('')
  return Buffer.from(bits.match(/.{7}/g)?.map((seven) => Number.parseInt(`${seven}0`, 2)) ?? [])
}
