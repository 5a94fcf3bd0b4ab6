import assert from 'node:assert/strict'
import { createSocket } from 'node:dgram'
import { once } from 'node:events'
import { test } from 'node:test'
import { createDatabase, createPool } from '#platform/database'
import { netflow5 } from '../../../packages/netflow/src/testing/datagrams.ts'
import { startCollector } from '../../src/processes/collector/start.ts'
import { eventually, startHouse } from '../support/api.ts'
import { freePort } from '../support/flows.ts'

const FLOWS = {
  listenPort: 2055,
  exporters: ['192.0.2.1'],
  ignoredNetworks: ['10.0.0.0/8', '10.0.0.0/8', '2001:DB8::/32'],
  countsLocal: false,
  countsBlocked: true,
}
const PLAIN = { ...FLOWS, ignoredNetworks: ['10.0.0.0/8', '2001:db8::/32'] }

async function open(t: Parameters<typeof startHouse>[0]) {
  const house = await startHouse(t)
  const call = await house.administrator()
  const create = (body: object) =>
    call('POST', '/api/network/agents', { name: 'Бордер', kind: 'flows', ...body })
  return { house, call, create }
}

test('an agent that takes flows keeps its settings, and is changed by its version', async (t) => {
  const { call, create } = await open(t)
  const made = await create({ flows: FLOWS })
  assert.equal(made.status, 200)
  assert.deepEqual(made.body.flows, PLAIN)
  const path = `/api/network/agents/${made.body.id}`
  const flows = { ...PLAIN, listenPort: 9995 }
  const stale = await call('PATCH', path, { flows }, { 'if-match': '7' })
  assert.equal(stale.status, 412)
  const changed = await call('PATCH', path, { flows }, { 'if-match': '1' })
  assert.deepEqual(changed.body.flows, flows)
  const { body } = await call('GET', '/api/network/agents')
  const kinds = (body.items as { kind: string; flows: unknown }[]).map((agent) => [
    agent.kind,
    agent.flows,
  ])
  assert.deepEqual(kinds, [
    ['radius-internet', null],
    ['flows', flows],
  ])
})

test('what an agent that takes flows cannot be is refused with the field, and nothing is made', async (t) => {
  const { call, create } = await open(t)
  const wrong = async (body: object) => {
    const answer = await create(body)
    const [fault] = answer.body.fields as { field: string }[]
    return [answer.body.code, fault?.field]
  }
  assert.deepEqual(await wrong({}), ['network.flow-settings-missing', 'flows'])
  const noExporter = { flows: { ...FLOWS, exporters: [] } }
  assert.deepEqual(await wrong(noExporter), ['platform.invalid', 'flows.exporters'])
  const notAnAddress = { flows: { ...FLOWS, exporters: ['router'] } }
  assert.deepEqual(await wrong(notAnAddress), ['platform.invalid', 'flows.exporters.0'])
  const ofAHost = { flows: { ...FLOWS, ignoredNetworks: ['10.0.0.1/8'] } }
  assert.deepEqual(await wrong(ofAHost), ['network.bad-network', 'flows.ignoredNetworks'])
  const otherKind = { flows: FLOWS, kind: 'radius-internet' }
  assert.deepEqual(await wrong(otherKind), ['network.agent-takes-no-flows', 'flows'])
  await create({ flows: FLOWS })
  const samePort = { flows: FLOWS, name: 'Второй' }
  assert.deepEqual(await wrong(samePort), ['network.listen-port-taken', 'flows.listenPort'])
  const { body } = await call('GET', '/api/network/agents')
  assert.equal((body.items as unknown[]).length, 2)
})

test('an agent has no access servers and no certificate of RADIUS', async (t) => {
  const { call, create } = await open(t)
  const { body: agent } = await create({ flows: FLOWS })
  const nas = { agentId: agent.id, name: 'BRAS', address: '192.0.2.9', secret: 'secret-of-nas' }
  const refused = await call('POST', '/api/network/nas', { ...nas, dialect: 'standard' })
  assert.equal(refused.body.code, 'network.agent-without-nas')
})

test('the collector listens from the moment that an agent is made, moves with its port, and tells how it fares', async (t) => {
  const { house, call, create } = await open(t)
  const { databaseUrl: url } = house.ground
  const pool = createPool({ url, connectionsMax: 3, applicationName: 'collector under test' })
  const collector = await startCollector({ ...house.ground, pool, db: createDatabase(pool) })
  t.after(() => collector.stop())
  const router = createSocket('udp4')
  t.after(async () => void router.close())
  const tell = (port: number) =>
    new Promise((sent) => router.send(netflow5({}, [{}]), port, '127.0.0.1', sent))
  const datagrams = () => collector.counting.states()[0]?.counters.datagrams
  const heardAt = (port: number) =>
    eventually(
      async () => {
        await tell(port)
        return datagrams()
      },
      (count) => (count ?? 0) > 0,
    )

  const port = await freePort()
  const flows = { ...FLOWS, exporters: ['127.0.0.1'], listenPort: port }
  const { body: agent } = await create({ flows })
  assert.ok(await heardAt(port))

  const occupied = createSocket('udp4')
  occupied.bind(0)
  await once(occupied, 'listening')
  const path = `/api/network/agents/${agent.id}`
  const taken = { ...flows, listenPort: occupied.address().port }
  await call('PATCH', path, { flows: taken }, { 'if-match': '1' })
  const fault = await eventually(
    async () => collector.counting.states()[0]?.counters.fault,
    (found) => found === 'port-taken',
  )
  assert.equal(fault, 'port-taken')
  occupied.close()

  const next = await freePort()
  await call('PATCH', path, { flows: { ...flows, listenPort: next } }, { 'if-match': '2' })
  assert.ok(await heardAt(next))

  const { body: now } = await call('GET', '/api/network/agents')
  const own = (now.items as { id: number; version: number }[]).find(({ id }) => id === agent.id)
  const deed = (word: string, version: number) =>
    call('POST', `${path}/${word}`, undefined, { 'if-match': String(version) })
  const version = own?.version ?? 0
  assert.equal((await deed('stop', version)).status, 200)
  const none = await eventually(
    async () => collector.counting.states().length,
    (count) => count === 0,
  )
  assert.equal(none, 0, 'nobody listens for an agent that is stopped')
  assert.equal((await deed('start', version + 1)).status, 200)
  assert.ok(await heardAt(next))

  await collector.counting.report()
  const { body } = await call('GET', '/api/network/agent-states')
  const states = body.items as { agentId: number; counters: Record<string, unknown> }[]
  const state = states.find(({ agentId }) => agentId === agent.id)
  assert.equal(state?.counters.fault, null)
  assert.ok(Number(state?.counters.datagrams) > 0)
})
