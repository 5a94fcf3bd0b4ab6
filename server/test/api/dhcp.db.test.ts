import assert from 'node:assert/strict'
import { test } from 'node:test'
import { endLapsedLeasesJob } from '../../src/domains/usage/usage.jobs.ts'
import { done, portsOf, post } from '../support/devices.ts'
import { furnishDhcp, type Given, MAC } from '../support/dhcp.ts'

const OTHER = 'aa:bb:cc:00:00:02'
const LINE = { circuitId: '0x000400640007', remoteId: '0006001122aabbcc' }

const placeOf = ({ kind, address, reason }: Given) => [kind, address ?? reason]
const minutesAgo = (minutes: number) => Temporal.Now.instant().subtract({ minutes }).toString()

test('a device gets the address that its account keeps, with mask, gateway and name servers', async (t) => {
  const { select, petrovId, admin, bindMac, open } = await furnishDhcp(t)
  const given = await select()
  assert.deepEqual(given, {
    kind: 'address',
    address: '10.20.0.2',
    mask: '255.255.255.248',
    prefixLength: 29,
    gateway: '10.20.0.1',
    dns: ['10.20.0.1'],
    leaseSeconds: 1800,
    isGuest: false,
    isRequested: false,
  })
  const again = await select({ mac: 'AABB.CC00.0001', requestedAddress: '10.20.0.2' })
  assert.deepEqual([again.address, again.isRequested], ['10.20.0.2', true])
  const fixed = await open('sidorova', { addressSource: 'static', address: '10.20.0.6' })
  await bindMac(fixed, OTHER)
  assert.equal((await select({ mac: OTHER })).address, '10.20.0.6')
  assert.deepEqual(placeOf(await select({ mac: 'aa:bb:cc:00:00:03' })), [
    'refused',
    'unknown-login',
  ])

  await admin('POST', `/api/blocking/accounts/${petrovId}/block`, { kind: 'staff', reason: 'спам' })
  assert.deepEqual(placeOf(await select()), ['refused', 'blocked-staff'])
  const { body } = await admin('GET', `/api/access/rejections?accountId=${petrovId}`)
  const [last] = body.items as Given[]
  assert.deepEqual(
    [last?.reason, last?.login, last?.callingStation, last?.nasId],
    ['blocked-staff', 'petrov', MAC, null],
  )
})

test('only a server that shows the key of the agent is answered, and only while the agent works', async (t) => {
  const { dhcp, key, admin, agentId } = await furnishDhcp(t)
  const body = { mac: MAC }
  assert.equal((await dhcp('select', body, 'altyn_dhcp_wrong')).body.code, 'staff.not-signed-in')
  const byStaff = await admin('POST', '/api/access/dhcp/select', body)
  assert.equal(byStaff.body.code, 'access.dhcp-key-needed')
  const other = await admin('GET', '/api/network/agents', undefined, {
    authorization: `Bearer ${key}`,
    cookie: '',
  })
  assert.equal(other.body.code, 'staff.forbidden', 'the key opens nothing else')
  const wrong = await dhcp('select', { mac: MAC, circuitId: '0xz1' })
  assert.equal(wrong.body.code, 'platform.invalid')

  const { body: agents } = await admin('GET', '/api/network/agents')
  const shown = (agents.items as Given[]).find(({ id }) => id === agentId)
  assert.equal(shown?.hasDhcpKey, true)
  assert.doesNotMatch(JSON.stringify(agents), /KeyHash|altyn_dhcp/)
  const edit = { 'if-match': String(shown?.version) }
  const renewed = await admin('POST', `/api/network/agents/${agentId}/dhcp-key`, undefined, edit)
  assert.equal(renewed.status, 200)
  assert.equal((await dhcp('select', body)).status, 401, 'the old key ended')
  const fresh = String(renewed.body.key)
  assert.equal((await dhcp('select', body, fresh)).status, 200)
  const next = { 'if-match': String(Number(shown?.version) + 1) }
  await done(admin('POST', `/api/network/agents/${agentId}/stop`, undefined, next))
  assert.equal((await dhcp('select', body, fresh)).status, 401, 'stopped')
  const radius = await admin('POST', '/api/network/agents/1/dhcp-key', undefined, {
    'if-match': '1',
  })
  assert.equal(radius.body.code, 'network.agent-without-dhcp')
})

test('who is refused is a guest where the agent says so, and a relay gets addresses of its own wire', async (t) => {
  const { select, change, admin, agentId, petrovId } = await furnishDhcp(t)
  const segment = (form: object) =>
    done(admin('POST', '/api/network/segments', { agentId, ...form }))
  await segment({ name: 'Гости', network: '10.99.0.0/29', purpose: 'guest', gateway: '10.99.0.1' })
  await segment({ name: 'Дачи', network: '10.21.0.0/24', gateway: '10.21.0.1' })
  await change({ radius: { admitsGuests: ['unknown-login', 'blocked-staff'] } })
  const stranger = await select({ mac: OTHER })
  assert.deepEqual(
    [stranger.address, stranger.isGuest, stranger.leaseSeconds, stranger.gateway],
    ['10.99.0.2', true, 600, '10.99.0.1'],
  )
  assert.equal((await select({ mac: OTHER })).address, '10.99.0.2', 'the same guest')
  assert.equal((await select({ relayAddress: '10.21.0.1' })).address, '10.21.0.2')
  assert.equal((await select({ relayAddress: '10.20.0.1' })).address, '10.20.0.2', 'moved')
  await admin('POST', `/api/blocking/accounts/${petrovId}/block`, { kind: 'staff', reason: 'спам' })
  assert.equal((await select()).isGuest, true)
  await done(admin('POST', '/api/network/barred', { station: OTHER, nasId: null, agentId }))
  assert.deepEqual(placeOf(await select({ mac: OTHER })), ['refused', 'station-barred'])
})

test('an account is found by its line, and a new router there takes over from the old one', async (t) => {
  const { select, tell, change, admin, open } = await furnishDhcp(t)
  const device = await done(
    post(admin, '/api/network/devices', {
      name: 'SW-12',
      mac: '00:11:22:aa:bb:cc',
      kind: 'switch',
      ports: [{ name: '7', medium: 'copper', speedMbps: 100 }],
      lineFormat: { circuit: '@vlan-module-port', remote: '@mac' },
    }),
  )
  const portId = (await portsOf(admin, device.id)).get('7')?.id
  const accountId = await open('by-line')
  assert.deepEqual(placeOf(await select({ mac: OTHER, ...LINE })), ['refused', 'unknown-line'])
  const binding = { accountId, portId }
  await done(post(admin, '/api/network/port-bindings', binding))
  const first = await select({ mac: OTHER, ...LINE })
  assert.equal(first.kind, 'address')
  const { address } = first
  await tell({ event: 'assigned', address, mac: OTHER, at: minutesAgo(10), ...LINE })
  const second = await select({ mac: 'aa:bb:cc:00:00:03', ...LINE })
  assert.equal(second.address, address)
  await tell({ event: 'assigned', address, mac: 'aa:bb:cc:00:00:03', at: minutesAgo(1), ...LINE })
  const { body } = await admin('GET', `/api/usage/dhcp-leases?accountId=${accountId}`)
  const leases = body.items as Given[]
  assert.deepEqual(
    leases.map(({ mac, endReason, line }) => [mac, endReason, line]),
    [
      ['aa:bb:cc:00:00:03', null, 'SW-12 · 7 · VLAN 100'],
      [OTHER, 'superseded', 'SW-12 · 7 · VLAN 100'],
    ],
  )
  await change({ radius: { checksLine: true, authenticatesByLine: false } })
  const stranger = await select({ mac: OTHER, ...LINE })
  assert.deepEqual(placeOf(stranger), ['refused', 'unknown-login'], 'lines are not asked any more')
})

test('leases are kept as they were told, however often, and tell who had an address', async (t) => {
  const { select, tell, petrovId, admin, bindMac } = await furnishDhcp(t)
  const { address } = await select()
  const began = { event: 'assigned', address, leaseSeconds: 1800, at: minutesAgo(40) }
  assert.deepEqual(await tell(began), { begun: 1, renewed: 0, ended: 0, repeats: 0 })
  assert.deepEqual(await tell(began), { begun: 0, renewed: 0, ended: 0, repeats: 1 })
  const renewed = { ...began, event: 'renewed', at: minutesAgo(25) }
  const released = { event: 'released', address, at: minutesAgo(5) }
  assert.deepEqual(await tell(renewed, released), { begun: 0, renewed: 1, ended: 1, repeats: 0 })
  assert.deepEqual(await tell(released, began), { begun: 0, renewed: 0, ended: 0, repeats: 2 })

  const holders = async (minutes: number) => {
    const question = { address, at: minutesAgo(minutes) }
    const { body } = await admin('POST', '/api/usage/address-holders', question)
    const [first] = body.holders as Given[]
    return [first?.foundBy, first?.certainty, first?.login, (first?.dhcp as Given | null)?.mac]
  }
  assert.deepEqual(await holders(20), ['dhcp-lease', 'sure', 'petrov', MAC])
  assert.notEqual((await holders(2))[0], 'dhcp-lease', 'it was released')

  await tell({ event: 'assigned', address, at: minutesAgo(1) })
  await bindMac(petrovId, OTHER)
  const twin = await select({ mac: OTHER })
  assert.deepEqual(placeOf(twin), ['refused', 'too-many-sessions'], 'one device has the address')
  const { body: live } = await admin('GET', '/api/usage/dhcp-leases?isOver=false')
  const [lease] = live.items as Given[]
  assert.deepEqual([lease?.accountId, lease?.mac, lease?.address], [petrovId, MAC, address])
  const freed = await done(admin('POST', `/api/usage/dhcp-leases/${lease?.id}/free`))
  assert.deepEqual([freed.endReason, freed.endedBy], ['freed', 'Administrator'])
  assert.equal((await select({ mac: OTHER })).address, address)
  const found = await admin('GET', '/api/usage/dhcp-leases?q=AABB.CC00.0001&isOver=true')
  assert.equal((found.body.items as unknown[]).length, 2)
})

test('an address that a device has by DHCP is not given to somebody else, and what ran out ends by itself', async (t) => {
  const { select, tell, open, bindMac, admin, house, change, accountId } = await furnishDhcp(t)
  const { address } = await select()
  await tell({ event: 'assigned', address, leaseSeconds: 60 })
  const { pool } = house.ground
  await pool.query("update network.leases set used_at = now() - interval '1 day'")
  const given: unknown[] = []
  for (const number of [2, 3, 4, 5, 6]) {
    const mac = `aa:bb:cc:00:01:0${number}`
    await bindMac(await open(`neighbour-${number}`), mac)
    given.push(placeOf(await select({ mac }))[1])
  }
  assert.ok(!given.includes(address), String(given))
  assert.equal(given.at(-1), 'no-free-address')
  await pool.query(`update usage.dhcp_leases set began_at = now() - interval '1 hour',
    expires_at = now() - interval '10 minutes'`)
  await endLapsedLeasesJob.run(house.ground)
  const { body } = await admin('GET', '/api/usage/dhcp-leases?isOver=true')
  assert.equal((body.items as Given[])[0]?.endReason, 'lapsed')
  assert.equal((await select({ mac: 'aa:bb:cc:00:01:06' })).address, address, 'taken over')

  await bindMac(accountId, 'aa:bb:cc:00:02:01')
  const before = await select({ mac: 'aa:bb:cc:00:02:01' })
  assert.deepEqual(placeOf(before), ['refused', 'unknown-login'], 'of another agent')
  await change({ dhcp: { servedAgentIds: [1] } })
  const after = await select({ mac: 'aa:bb:cc:00:02:01' })
  assert.match(String(after.address), /^10\.9\.0\./, 'from the pool of its own agent')
})
