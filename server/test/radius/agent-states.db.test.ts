import assert from 'node:assert/strict'
import { type TestContext, test } from 'node:test'
import { CODE, createRadiusClient, createRequest, VALUE } from '@altyn/radius'
import { eventually } from '../support/api.ts'
import { furnishNetwork, NAS_SECRET } from '../support/network.ts'

const IVANOVA = { login: 'ivanova', password: 'secret123' }
type Minute = { signIns: number; rejects: number; accounting: number }

async function open(t: TestContext) {
  const network = await furnishNetwork(t)
  const { house, admin } = network
  const client = createRadiusClient({ host: '127.0.0.1' })
  t.after(() => client.close())
  return {
    ...network,
    /** Does RADIUS answer the server at all? */
    async isAnswered(attemptsMax: number) {
      const request = createRequest(CODE['Access-Request'], { secret: Buffer.from(NAS_SECRET) })
      const target = { host: '127.0.0.1', port: house.authPort, timeoutMs: 400, attemptsMax }
      return (await client.send({ ...target, request })).kind === 'reply'
    },
    async switchAgent(deed: 'stop' | 'start') {
      const { body } = await admin('GET', '/api/network/agents')
      const [agent] = body.items as { version: number }[]
      const headers = { 'if-match': String(agent?.version) }
      return admin('POST', `/api/network/agents/1/${deed}`, undefined, headers)
    },
  }
}

test('an agent tells its last contact, live sessions and what came in each minute, by whichever process', async (t) => {
  const { signIn, account, admin, house } = await open(t)
  const before = await admin('GET', '/api/network/agent-rates')
  const [silent] = before.body.items as { lastContactAt: string | null; minutes: Minute[] }[]
  assert.equal(silent?.lastContactAt, null)
  assert.equal(silent?.minutes.length, 60)

  await signIn(IVANOVA)
  await signIn({ ...IVANOVA, password: 'wrong' })
  await account(VALUE['Acct-Status-Type'].Start)
  await house.reportRadius()
  // Another process has counted the same minutes.
  await house.ground.pool.query(
    `update network.nas_minutes
     set minute = minute - interval '1 minute', sign_ins = sign_ins + 10`,
  )
  const { body } = await admin('GET', '/api/network/agent-rates')
  const [agent] = body.items as { lastContactAt: string | null; minutes: Minute[] }[]
  assert.ok(agent?.lastContactAt)
  const total = (read: (minute: Minute) => number) =>
    agent.minutes.reduce((sum, minute) => sum + read(minute), 0)
  assert.ok(total((minute) => minute.signIns) >= 12)
  assert.equal(
    total((minute) => minute.rejects),
    1,
  )
  assert.equal(
    total((minute) => minute.accounting),
    1,
  )
  const states = await admin('GET', '/api/network/agent-states')
  const [state] = states.body.items as { agentId: number; counters: Record<string, unknown> }[]
  assert.deepEqual(state?.counters, { kind: 'radius', liveSessions: 1 })
})

test('an agent that is stopped answers nothing, says so, and answers again when it is started', async (t) => {
  const { isAnswered, switchAgent, admin, house, signIn } = await open(t)
  const until = (isRight: boolean) =>
    eventually(
      () => isAnswered(isRight ? 12 : 1),
      (is) => is === isRight,
    ).then((is) => assert.equal(is, isRight))
  const metric = () =>
    eventually(
      async () => {
        const { body } = await admin('GET', '/metrics')
        return String(body.text)
          .split('\n')
          .find((line) => line.startsWith('altyn_agent_stopped{'))
      },
      (line) => line?.endsWith(' 1') === true,
    )
  await until(true)
  const stopped = await switchAgent('stop')
  assert.equal(stopped.status, 200, JSON.stringify(stopped.body))
  assert.equal(stopped.body.stoppedBy, 'Administrator')
  await until(false)
  assert.match(String(await metric()), /kind="radius-internet",agent="1",.* 1$/)
  assert.equal((await switchAgent('stop')).body.stoppedAt, stopped.body.stoppedAt, 'once')
  assert.equal((await admin('GET', '/healthz')).status, 200)

  const started = await switchAgent('start')
  assert.equal(started.body.stoppedAt, null)
  await until(true)
  assert.equal((await signIn(IVANOVA)).code, CODE['Access-Accept'])
  const audit = await admin('GET', '/api/staff/audit?objectKind=network/agents&objectId=1')
  const deeds = (audit.body.items as { deed: string }[]).map(({ deed }) => deed)
  assert.ok(deeds.includes('POST /api/network/agents/:id/stop'), String(deeds))
  await house.reportRadius()
})

test('an agent that is stopped takes no files of calls', async (t) => {
  const { admin } = await open(t)
  const callFormat = { columns: ['startedAt', 'from', 'to', 'seconds'], time: 'iso' }
  const form = { name: 'АТС', kind: 'calls', callFormat }
  const { body: agent } = await admin('POST', '/api/network/agents', form)
  const headers = { 'if-match': String(agent.version) }
  await admin('POST', `/api/network/agents/${agent.id}/stop`, undefined, headers)
  const file = Buffer.from('2026-04-17 09:30:00,73912000001,73912000002,60\n')
  const path = `/api/usage/call-files?agentId=${agent.id}&name=calls.csv`
  assert.equal((await admin('POST', path, file)).body.code, 'usage.agent-stopped')
})
