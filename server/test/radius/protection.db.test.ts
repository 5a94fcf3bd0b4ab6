import assert from 'node:assert/strict'
import { type TestContext, test } from 'node:test'
import { ATTRIBUTE, CODE, createRadiusClient, createRequest } from '@altyn/radius'
import type { Ground } from '#platform/context'
import { watchProtection } from '../../src/domains/network/index.ts'
import { eventually } from '../support/api.ts'
import { furnishNetwork, NAS_SECRET } from '../support/network.ts'

const SECRET = Buffer.from(NAS_SECRET)
type Rule = { rule: string; isEnforced: boolean; readiness: { state: string; requests: number } }
type Protection = {
  lastContactAt: string | null
  seen: Record<string, { times: number } | null>
  rules: Rule[]
}

async function open(t: TestContext) {
  const network = await furnishNetwork(t)
  const { house, admin } = network
  const client = createRadiusClient({ host: '127.0.0.1' })
  t.after(() => client.close())
  const nas = async () => {
    const { body } = await admin('GET', '/api/network/nas')
    return (body.items as { version: number; requiresMessageAuthenticator: boolean }[])[0]
  }
  return {
    ...network,
    nas,
    /** Whether a request of this kind is answered; where silence is expected, nobody waits long for it. */
    async isAnswered({ signed = false, proxied = false, attemptsMax = 50 }) {
      const request = createRequest(CODE['Access-Request'], {
        secret: SECRET,
        messageAuthenticator: signed,
      })
      request.addString(ATTRIBUTE['User-Name'], 'ivanova')
      request.addString(ATTRIBUTE['User-Password'], 'secret123')
      if (proxied) request.addString(ATTRIBUTE['Proxy-State'], 'hop')
      const result = await client.send({
        host: '127.0.0.1',
        port: house.authPort,
        request,
        timeoutMs: 400,
        attemptsMax,
      })
      return result.kind === 'reply'
    },
    demand: async (deed: 'enforce' | 'relax', rule: string) => {
      const headers = { 'if-match': String((await nas())?.version) }
      return admin('POST', `/api/network/nas/1/${deed}`, { rule }, headers)
    },
    async protection(): Promise<Protection> {
      await house.reportRadius()
      const { body } = await admin('GET', '/api/network/nas-protection')
      return (body.items as Protection[])[0] as Protection
    },
    /** What was seen happened so much earlier. */
    age: (hours: number) =>
      house.ground.pool.query(
        `update network.nas_observations
         set first_at = first_at - make_interval(hours => $1), last_at = last_at - make_interval(hours => $1)`,
        [hours],
      ),
  }
}

const stateOf = ({ rules }: Protection, rule: string) =>
  rules.find((one) => one.rule === rule)?.readiness.state

test('what a server sends is seen, and signing may be demanded after a day of signed requests', async (t) => {
  const { isAnswered, protection, age } = await open(t)
  assert.ok(await isAnswered({ signed: false, proxied: true }))
  for (let i = 0; i < 99; i += 1) assert.ok(await isAnswered({ signed: true }))
  const first = await protection()
  assert.ok(first.lastContactAt)
  const times = Object.entries(first.seen).map(([kind, seen]) => [kind, seen?.times ?? 0])
  assert.deepEqual(Object.fromEntries(times), {
    request: 100,
    unsigned: 1,
    proxied: 1,
    unsignedProxied: 1,
    badlySigned: 0,
    discarded: 0,
    tls: 0,
  })
  assert.equal(stateOf(first, 'signature'), 'unsafe')

  await age(25)
  assert.ok(await isAnswered({ signed: true }))
  assert.equal(stateOf(await protection(), 'signature'), 'watching', 'one signed since')
  for (let i = 0; i < 99; i += 1) assert.ok(await isAnswered({ signed: true }))
  const safe = await protection()
  assert.equal(stateOf(safe, 'signature'), 'safe')
  assert.equal(stateOf(safe, 'proxy-state'), 'safe')
  assert.ok(await isAnswered({ signed: false }))
  const again = await protection()
  assert.equal(stateOf(again, 'signature'), 'unsafe')
  assert.equal(stateOf(again, 'proxy-state'), 'safe')
})

test('unsigned requests are dropped from the moment it is demanded, counted, and answered again when it is not', async (t) => {
  const { isAnswered, demand, protection, admin } = await open(t)
  const until = async (kind: { signed?: boolean; proxied?: boolean }, isRight: boolean) =>
    assert.equal(
      await eventually(
        () => isAnswered({ ...kind, attemptsMax: isRight ? 12 : 1 }),
        (is) => is === isRight,
      ),
      isRight,
    )
  const enforced = await demand('enforce', 'signature')
  assert.equal(enforced.status, 200, JSON.stringify(enforced.body))
  assert.equal(enforced.body.requiresMessageAuthenticator, true)
  await until({ signed: false }, false)
  await until({ signed: true }, true)
  const discarded = await eventually(
    async () => {
      await isAnswered({ signed: false, attemptsMax: 1 })
      return (await protection()).seen.discarded?.times ?? 0
    },
    (times) => times > 0,
  )
  assert.ok(discarded > 0)
  await demand('relax', 'signature')
  await until({ signed: false }, true)

  await demand('enforce', 'proxy-state')
  await until({ proxied: true }, false)
  await until({ proxied: false }, true)
  await until({ signed: true, proxied: true }, true)
  const { body } = await admin('GET', '/api/network/nas/1/enforcements')
  const history = (body.items as Record<string, unknown>[]).map((row) => [
    row.rule,
    row.enforcedBy,
    row.endedBy,
    row.rolledBack,
  ])
  assert.deepEqual(history, [
    ['proxy-state', 'Administrator', null, null],
    ['signature', 'Administrator', 'Administrator', null],
  ])
})

test('a demand that does harm within the first hour is taken back by itself, and the audit says so', async (t) => {
  const { isAnswered, demand, house, nas, admin } = await open(t)
  const watch = (minutesLater = 0) => watchProtection(later(house.ground, minutesLater))
  await demand('enforce', 'signature')
  await eventually(
    () => isAnswered({ signed: false, attemptsMax: 1 }),
    (is) => !is,
  )
  for (let i = 0; i < 10; i += 1) assert.ok(await isAnswered({ signed: true }))
  await house.reportRadius()
  await watch()
  assert.equal((await nas())?.requiresMessageAuthenticator, true, 'so few say nothing')

  await Promise.all(Array.from({ length: 20 }, () => isAnswered({ signed: false, attemptsMax: 1 })))
  await house.reportRadius()
  await watch(61)
  assert.equal((await nas())?.requiresMessageAuthenticator, true, 'after an hour it stays')
  await watch()
  assert.equal((await nas())?.requiresMessageAuthenticator, false)
  const { body } = await admin('GET', '/api/network/nas/1/enforcements')
  const [latest] = body.items as { endedBy: string; rolledBack: { discarded: number } | null }[]
  assert.equal(latest?.endedBy, 'protection')
  assert.ok((latest?.rolledBack?.discarded ?? 0) >= 20)
  const audit = await admin('GET', '/api/staff/audit?objectKind=network/nas&objectId=1')
  const [entry] = audit.body.items as { actorName: string; deed: string }[]
  assert.deepEqual(
    [entry?.actorName, entry?.deed],
    ['protection', 'POST /api/network/nas/:id/relax'],
  )
  await watch()
  assert.ok(
    await eventually(
      () => isAnswered({ signed: false }),
      (is) => is,
    ),
  )
})

/** The same house some minutes later. */
function later(ground: Ground, minutes: number): Ground {
  return { ...ground, clock: { ...ground.clock, now: () => ground.clock.now().add({ minutes }) } }
}
