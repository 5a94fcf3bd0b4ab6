import assert from 'node:assert/strict'
import { copyFileSync, mkdirSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { type TestContext, test } from 'node:test'
import { ATTRIBUTE, CODE, createRequest, decodePacket, RADSEC_SECRET } from '@altyn/radius'
import {
  CLIENT_AUTHORITY,
  STRANGER_TLS,
  TEST_TLS,
} from '../../../packages/radius/src/testing/certificates.ts'
import { RadSecClient } from '../../../packages/radius/src/testing/radsec-client.ts'
import { eventually } from '../support/api.ts'
import { furnishNetwork } from '../support/network.ts'

function layCertificates(dataFolder: string): void {
  const folder = join(dataFolder, 'radsec')
  mkdirSync(folder)
  writeFileSync(join(folder, 'server.pem'), TEST_TLS.cert)
  writeFileSync(join(folder, 'server-key.pem'), TEST_TLS.key)
  copyFileSync(CLIENT_AUTHORITY, join(folder, 'clients-ca.pem'))
}

function connect(t: TestContext, port: number, ...tls: [typeof STRANGER_TLS?]): RadSecClient {
  const client = new RadSecClient(port, ...tls)
  t.after(() => client.destroy())
  return client
}

function signIn(): Buffer {
  const request = createRequest(CODE['Access-Request'], {
    secret: RADSEC_SECRET,
    messageAuthenticator: true,
  })
  request.addString(ATTRIBUTE['User-Name'], 'ivanova')
  request.addString(ATTRIBUTE['User-Password'], 'secret123')
  return request.encode(7)
}

test('a server is known over TLS by the name in its certificate, and a stranger is cut off', async (t) => {
  const { house, admin } = await furnishNetwork(t, layCertificates)
  const port = house.radsecPort ?? 0
  const unknown = connect(t, port)
  unknown.send(signIn())
  assert.ok(await unknown.closed(), 'no server of ours has this name yet')
  const named = await admin(
    'PATCH',
    '/api/network/nas/1',
    { tlsName: 'nas-1.test' },
    { 'if-match': '1' },
  )
  assert.equal(named.body.tlsName, 'nas-1.test', JSON.stringify(named.body))
  assert.equal(named.body.daePort, 3799, 'what nobody spoke of stays')
  const answer = await eventually(
    async () => {
      const client = connect(t, port)
      client.send(signIn())
      const [packet] = await Promise.race([client.receive(1), client.closed().then(() => [])])
      return packet
    },
    (packet) => packet !== undefined,
  )
  const packet = decodePacket(answer ?? Buffer.alloc(0))
  assert.ok(typeof packet === 'object' && packet.code === CODE['Access-Accept'], String(packet))
  assert.equal(packet.readIpv4(ATTRIBUTE['Framed-IP-Address']), '10.9.0.1')
  assert.ok(await connect(t, port, STRANGER_TLS).closed(), 'of another authority')
})
