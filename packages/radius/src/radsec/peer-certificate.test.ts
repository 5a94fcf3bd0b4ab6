import assert from 'node:assert/strict'
import { X509Certificate } from 'node:crypto'
import { test } from 'node:test'
import { CLIENT_TLS } from '../testing/certificates.ts'
import { describePeer, splitAltNames } from './peer-certificate.ts'

test('a certificate says its fingerprint, its subject and all its other names', () => {
  assert.deepEqual(describePeer(new X509Certificate(CLIENT_TLS.cert), '192.0.2.7'), {
    fingerprint:
      '99:10:0E:80:0F:88:18:CB:22:7E:13:E8:63:3B:02:A5:96:C0:C7:BC:1E:91:28:C3:86:C6:48:D3:38:2A:F9:D4',
    subject: 'CN=nas-1.test',
    subjectAltNames: ['DNS:nas-1.test', 'IP Address:192.0.2.1', 'URI:urn:test:nas,1'],
    address: '192.0.2.7',
  })
})

test('a name with a comma in it stays one name, and cannot pass for two', () => {
  const text = String.raw`DNS:"a.test\u002c DNS:b.test", IP Address:2001:DB8:0:0:0:0:0:1, DNS:"\"c\""`
  assert.deepEqual(splitAltNames(text), [
    'DNS:a.test, DNS:b.test',
    'IP Address:2001:DB8:0:0:0:0:0:1',
    'DNS:"c"',
  ])
  assert.deepEqual(splitAltNames(''), [])
})
