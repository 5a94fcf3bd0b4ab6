import assert from 'node:assert/strict'
import { type TestContext, test } from 'node:test'
import {
  ATTRIBUTE,
  CODE,
  createRadiusClient,
  createRequest,
  type Packet,
  type PacketWriter,
  VALUE,
} from '@altyn/radius'
import { eventually } from '../support/api.ts'
import { done, edit, portsOf, post, refused } from '../support/devices.ts'
import { startBehindGate } from '../support/gate.ts'
import { furnishNetwork, NAS_SECRET } from '../support/network.ts'

const SECRET = Buffer.from(NAS_SECRET)
const MAC = '00:11:22:aa:bb:cc'
const FORMAT = { circuit: '@vlan-module-port', remote: '@mac', deviceBy: 'mac' }
const IVANOVA = { login: 'ivanova', password: 'secret123' }
const UNNAMED = { login: 'AA-BB-CC-00-00-01', password: 'none' }

/** What a switch of MAC address `mac` puts into option 82. */
function fromPort(port: number, { vlan = 100, mac = MAC } = {}) {
  const circuit = Buffer.of(0, 4, vlan >> 8, vlan & 255, 0, port)
  const remote = Buffer.concat([Buffer.of(0, 6), Buffer.from(mac.replaceAll(':', ''), 'hex')])
  return (request: PacketWriter) => {
    request.addBytes(ATTRIBUTE['ADSL-Agent-Circuit-Id'], circuit)
    request.addBytes(ATTRIBUTE['ADSL-Agent-Remote-Id'], remote)
  }
}

/** Ivanova on port 7 of SW-12, whose model tells its ports in the binary form. */
async function furnish(t: TestContext, settings: object) {
  const network = await furnishNetwork(t)
  const { admin, house, accountId, contractId } = network
  const template = await done(
    admin('POST', '/api/network/device-templates', {
      name: 'DES-3200',
      kind: 'switch',
      ports: ['5', '6', '7'].map((name) => ({ name, medium: 'copper', speedMbps: 100 })),
      lineFormat: FORMAT,
    }),
  )
  const device = await done(
    post(admin, '/api/network/devices', { name: 'SW-12', templateId: template.id, mac: MAC }),
  )
  const ports = await portsOf(admin, device.id)
  const portId = (name: string) => Number(ports.get(name)?.id)
  const bind = (id: number, name: string) =>
    done(post(admin, '/api/network/port-bindings', { accountId: id, portId: portId(name) }))
  const binding = await bind(accountId, '7')
  await network.set(settings)
  const client = createRadiusClient({ host: '127.0.0.1' })
  t.after(() => client.close())
  const signInAt = async (
    port: number,
    who: { login: string; password: string },
    tell: (request: PacketWriter) => void = () => undefined,
  ): Promise<Packet> => {
    const options = { secret: SECRET, messageAuthenticator: true }
    const request = createRequest(CODE['Access-Request'], options)
    request.addString(ATTRIBUTE['User-Name'], who.login)
    request.addString(ATTRIBUTE['User-Password'], who.password)
    request.addString(ATTRIBUTE['Calling-Station-Id'], 'AA-BB-CC-00-00-01')
    tell(request)
    const result = await client.send({ host: '127.0.0.1', port, request })
    assert.ok(result.kind === 'reply', JSON.stringify(result))
    return result.packet
  }
  type Sign = Parameters<typeof signInAt> extends [number, ...infer Rest] ? Rest : never
  const signIn = (...sign: Sign) => signInAt(house.authPort, ...sign)
  return {
    ...network,
    signInAt,
    signIn,
    bind,
    binding,
    device,
    template,
    portId,
    /** Signs in until the answer is of this kind: the news needs a moment. */
    async until(code: keyof typeof CODE, ...sign: Parameters<typeof signIn>) {
      const packet = await eventually(
        () => signIn(...sign),
        (answer) => answer.code === CODE[code],
      )
      assert.equal(packet.code, CODE[code])
      return packet
    },
    /** The last refusal as the log shows it. */
    lastRefusal: async (reason: string) => {
      const rows = await eventually(
        async () => (await admin('GET', '/api/access/rejections')).body.items as Refusal[],
        (all) => all[0]?.reason === reason,
      )
      const [last] = rows
      return `${last?.reason}: ${last?.line} -> ${last?.expectedLine}`
    },
    petrov: async () => {
      const form = { contractId, agentId: 1, tariffId: 1, login: 'petrov', password: 'secret123' }
      return (await done(admin('POST', '/api/accounts', form))).id
    },
  }
}
type Refusal = { reason: string; line: string; expectedLine: string }

test('an account that is bound to a port is let in from there alone, and the log names both lines', async (t) => {
  const house = await furnish(t, { checksLine: true })
  const { until, lastRefusal, admin, accountId, signIn, petrov } = house
  await until('Access-Reject', IVANOVA, fromPort(5))
  assert.equal(await lastRefusal('other-line'), 'other-line: SW-12 · 5 · VLAN 100 -> SW-12 · 7')
  await until('Access-Accept', IVANOVA, fromPort(7))
  await until('Access-Accept', IVANOVA)
  await house.set({ refusesUnreadLine: true })
  await until('Access-Reject', IVANOVA)
  await until('Access-Reject', IVANOVA, fromPort(7, { mac: '00:11:22:00:00:00' }))
  assert.equal(
    await lastRefusal('line-unread'),
    'line-unread: 0x000400640007 | 0x0006001122000000 -> SW-12 · 7',
  )
  await petrov()
  await until('Access-Accept', { ...IVANOVA, login: 'petrov' }, fromPort(6))
  const { body } = await admin('GET', `/api/access/accounts/${accountId}/reply?nasId=1`)
  assert.deepEqual(body.line, { words: 'SW-12 · 7', isChecked: true, isEnough: false })

  const moved = await done(admin('POST', `/api/network/port-bindings/${house.binding.id}/end`))
  assert.equal(moved.until === null, false)
  await until('Access-Accept', IVANOVA, fromPort(5))
  await house.bind(accountId, '5')
  await until('Access-Reject', IVANOVA, fromPort(7))
  assert.equal((await signIn(IVANOVA, fromPort(5))).code, CODE['Access-Accept'])
})

test('who has no login is let in by the line, the session shows it, and whoever shares a port is not guessed', async (t) => {
  const house = await furnish(t, { authenticatesByLine: true, checksLine: true })
  const { until, lastRefusal, admin, accountId, device, portId } = house
  const accepted = await until('Access-Accept', UNNAMED, fromPort(7))
  assert.match(accepted.readString(ATTRIBUTE.Class) ?? '', new RegExp(`^altyn:${accountId}:`))
  assert.match(accepted.readIpv4(ATTRIBUTE['Framed-IP-Address']) ?? '', /^10\.9\.0\./)
  const tell = (status: number) =>
    house.account(
      status,
      (request) => {
        request.addString(ATTRIBUTE.Class, accepted.readString(ATTRIBUTE.Class) ?? '')
        fromPort(7)(request)
      },
      { login: UNNAMED.login },
    )
  await tell(VALUE['Acct-Status-Type'].Start)
  const live = await admin('GET', `/api/usage/sessions?accountId=${accountId}`)
  assert.match(JSON.stringify(live.body), /"line":"SW-12 · 7 · VLAN 100"/)
  await tell(VALUE['Acct-Status-Type'].Stop)
  const over = await admin('GET', `/api/usage/closed-sessions?accountId=${accountId}`)
  assert.match(JSON.stringify(over.body), /"line":"SW-12 · 7 · VLAN 100"/, 'also when it is over')

  await until('Access-Reject', UNNAMED, fromPort(6))
  assert.match(await lastRefusal('unknown-line'), /^unknown-line: SW-12 · 6/)
  const shared = (await portsOf(admin, device.id)).get('7')
  assert.ok(shared)
  const { id, bindings, state, children, onusCount, deviceId, version, ...form } = shared
  await done(
    admin('PUT', `/api/network/device-ports/${id}`, { ...form, isShared: true }, edit(shared)),
  )
  await house.bind(await house.petrov(), '7')
  await until('Access-Reject', UNNAMED, fromPort(7))
  assert.match(await lastRefusal('shared-line'), /^shared-line: SW-12 · 7/)
  assert.ok(portId('7') === id)
  await house.set({ admitsGuests: ['unknown-line'], guestsWithoutAddress: true })
  const guest = await until('Access-Accept', UNNAMED, fromPort(6))
  assert.match(guest.readString(ATTRIBUTE.Class) ?? '', /^altyn:guest/)
})

test('lines follow what is changed on devices: the format, the name of a port, the device itself', async (t) => {
  const house = await furnish(t, { authenticatesByLine: true })
  const { until, admin, device, template } = house
  await until('Access-Accept', UNNAMED, fromPort(7))
  const own = { circuit: 'eth {port}', remote: '{device}', deviceBy: 'relay-id' }
  const form = { name: 'SW-12', mac: MAC, relayId: 'House 5', lineFormat: own }
  const changed = await done(admin('PUT', `/api/network/devices/${device.id}`, form, edit(device)))
  assert.deepEqual(changed.lineFormat, { ...own, portName: '{port}', portOffset: 0 })
  await until('Access-Reject', UNNAMED, fromPort(7))
  const byWords = (request: PacketWriter) => {
    request.addString(ATTRIBUTE['Cisco-AVPair'], 'circuit-id-tag=ETH 7')
    request.addString(ATTRIBUTE['Cisco-AVPair'], 'remote-id-tag=house 5')
  }
  await until('Access-Accept', UNNAMED, byWords)
  const twice = { name: 'SW-13', templateId: template.id, relayId: 'HOUSE 5' }
  assert.deepEqual(await refused(post(admin, '/api/network/devices', twice)), [
    'network.relay-id-taken',
    { relayId: 'HOUSE 5', name: 'SW-12' },
    'relayId',
  ])
  const wrong = { ...form, lineFormat: { ...own, circuit: '{prot}' } }
  const answer = await admin('PUT', `/api/network/devices/${device.id}`, wrong, edit(changed))
  assert.match(JSON.stringify(answer.body), /lineFormat\.circuit.*line-unknown-word/)
  await done(
    admin('POST', `/api/network/devices/${device.id}/archive`, { isArchived: true }, edit(changed)),
  )
  await until('Access-Reject', UNNAMED, byWords)
})

test('behind a PON port the ONU says whose line it is, and one that nobody entered is nobody’s', async (t) => {
  const house = await furnish(t, {
    authenticatesByLine: true,
    checksLine: true,
    refusesUnreadLine: true,
  })
  const { until, admin, accountId, binding } = house
  await done(admin('POST', `/api/network/port-bindings/${binding.id}/end`))
  const olt = await done(
    post(admin, '/api/network/devices', {
      name: 'OLT-1',
      kind: 'olt',
      ports: [{ name: '1/3', medium: 'pon', speedMbps: 2500 }],
      lineFormat: {
        circuit: '{device} xpon 0/{module}/{port}:{*} {onu}',
        deviceBy: 'name',
        portName: '{module}/{port}',
      },
    }),
  )
  const portId = (await portsOf(admin, olt.id)).get('1/3')?.id
  const onu = await done(
    post(admin, `/api/network/devices/${olt.id}/onus`, { portId, serial: 'HWTC1A2B3C4D' }),
  )
  await done(post(admin, '/api/network/port-bindings', { accountId, onuId: onu.id }))
  const from = (serial: string) => (request: PacketWriter) =>
    request.addString(ATTRIBUTE['ADSL-Agent-Circuit-Id'], `olt-1 xpon 0/1/3:12.1 ${serial}`)
  const accepted = await until('Access-Accept', UNNAMED, from('48575443-1A2B3C4D'))
  assert.match(accepted.readString(ATTRIBUTE.Class) ?? '', new RegExp(`^altyn:${accountId}:`))
  await until('Access-Reject', UNNAMED, from('HWTC00000001'))
  await until('Access-Reject', IVANOVA, from('HWTC00000001'))
  await until('Access-Accept', IVANOVA, from('HWTC1A2B3C4D'))
})

test('a line that was seen once is known without the database, and one that was not lets nobody be refused', async (t) => {
  const house = await furnish(t, {
    authenticatesByLine: true,
    checksLine: true,
    refusesUnreadLine: true,
  })
  const { gate, authPort: port } = await startBehindGate(t, house.house)
  const signIn = (...sign: Parameters<typeof house.signIn>) => house.signInAt(port, ...sign)
  assert.equal((await signIn(UNNAMED, fromPort(7))).code, CODE['Access-Accept'])
  assert.equal((await signIn(IVANOVA, fromPort(5))).code, CODE['Access-Reject'])
  gate.shut()
  assert.equal((await signIn(UNNAMED, fromPort(7))).code, CODE['Access-Accept'], 'warm')
  assert.equal((await signIn(IVANOVA, fromPort(5))).code, CODE['Access-Reject'], 'warm as well')
  const cold = await signIn(IVANOVA, fromPort(6))
  assert.equal(cold.code, CODE['Access-Accept'], 'nobody can tell whose port it is')
})
