import assert from 'node:assert/strict'
import { test } from 'node:test'
import { ATTRIBUTE, CODE, VALUE } from '@altyn/radius'
import { eventually } from '../support/api.ts'
import { furnishNetwork } from '../support/network.ts'

const IVANOVA = { login: 'ivanova', password: 'secret123' }
const AT_CONTROLLER = { nasId: 1 }

async function open(t: Parameters<typeof furnishNetwork>[0]) {
  const network = await furnishNetwork(t)
  const { admin, signIn } = network
  return {
    ...network,
    bar: (body: object) => admin('POST', '/api/network/barred', { ...AT_CONTROLLER, ...body }),
    pardon: (id: unknown) => admin('POST', `/api/network/barred/${id}/pardon`),
    /** Signs in until the answer is of this kind: the news needs a moment. */
    until: async (code: number, form: Partial<Parameters<typeof signIn>[0]> = {}) => {
      const packet = await eventually(
        () => signIn({ ...IVANOVA, ...form }),
        (answer) => answer.code === code,
      )
      assert.equal(packet.code, code)
    },
    async reasons() {
      const { body } = await admin('GET', '/api/access/rejections')
      return (body.items as { reason: string; accountId: number | null }[]).map(
        ({ reason, accountId }) => `${reason} ${accountId}`,
      )
    },
  }
}

test('a barred device is let in no more, however it writes its address, until it is pardoned', async (t) => {
  const { bar, pardon, until, reasons, accountId, admin } = await open(t)
  await until(CODE['Access-Accept'])
  const barred = await bar({ station: 'aabb.cc00.0001', note: 'Раздаёт вирусы' })
  assert.equal(barred.status, 200, JSON.stringify(barred.body))
  assert.equal(barred.body.station, 'aa:bb:cc:00:00:01')
  await until(CODE['Access-Reject'])
  await until(CODE['Access-Reject'], { login: 'stranger' })
  await until(CODE['Access-Accept'], { station: 'AA-BB-CC-00-00-02' })
  const told = await eventually(reasons, (all) => all.length >= 2)
  assert.ok(told.includes(`station-barred ${accountId}`), String(told))
  assert.ok(told.includes('station-barred null'), String(told))

  const twice = await bar({ station: 'AA-BB-CC-00-00-01' })
  assert.equal(twice.body.code, 'network.barred-already')
  const ended = await pardon(barred.body.id)
  assert.equal(ended.body.endedBy, 'Administrator')
  await until(CODE['Access-Accept'])
  assert.equal((await pardon(barred.body.id)).body.code, 'network.barred-no-more')
  const history = await admin('GET', '/api/network/barred?isOver=true')
  assert.match(JSON.stringify(history.body), /Раздаёт вирусы/)
  assert.equal((await bar({ station: 'AA-BB-CC-00-00-01' })).status, 200, 'barred once more')
  await until(CODE['Access-Reject'])
})

test('a pattern bars a group of accounts at every server of the agent, and others come in with the same device', async (t) => {
  const { bar, until, admin, accountId, contractId } = await open(t)
  const second = { contractId, agentId: 1, tariffId: 1, login: 'petrov', password: 'secret123' }
  const opened = await admin('POST', '/api/accounts', second)
  assert.equal(opened.status, 200, JSON.stringify(opened.body))
  const { body: group } = await admin('POST', '/api/accounts/groups', { name: 'Карантин' })
  const joined = await admin('POST', `/api/accounts/groups/${group.id}/members`, {
    accountIds: [accountId],
  })
  assert.equal(joined.status, 200, JSON.stringify(joined.body))
  await until(CODE['Access-Accept'])
  const form = { station: 'AA:BB:CC*', nasId: null, agentId: 1, accountGroupId: group.id }
  assert.equal((await bar(form)).status, 200)
  await until(CODE['Access-Reject'])
  await until(CODE['Access-Accept'], { login: 'petrov' })
  await until(CODE['Access-Accept'], { station: 'AA-BB-CD-00-00-01' })
})

test('the live session of a device that is barred is ended', async (t) => {
  const { bar, account, admin, until } = await open(t)
  await until(CODE['Access-Accept'])
  await account(VALUE['Acct-Status-Type'].Start, (request) =>
    request.addString(ATTRIBUTE['Calling-Station-Id'], 'AA-BB-CC-00-00-01'),
  )
  assert.equal((await bar({ station: 'AA-BB-CC*' })).status, 200)
  const commands = await eventually(
    async () => JSON.stringify((await admin('GET', '/api/access/commands')).body),
    (text) => text.includes('station-barred'),
  )
  assert.match(commands, /"kind":"disconnect"/)
})

test('what cannot be barred is refused with the field', async (t) => {
  const { bar } = await open(t)
  const wrong = async (body: object) => {
    const answer = await bar(body)
    const [fault] = (answer.body.fields ?? []) as { field: string }[]
    return [answer.body.code, fault?.field]
  }
  const station = 'AA-BB-CC-00-00-01'
  assert.deepEqual(await wrong({ station: '' }), ['platform.invalid', 'station'])
  assert.deepEqual(await wrong({ station: '*a*' }), ['platform.invalid', 'station'])
  assert.deepEqual(await wrong({ station, nasId: null }), ['network.barred-where', 'nasId'])
  assert.deepEqual(await wrong({ station, agentId: 1 }), ['network.barred-where', 'nasId'])
  const two = { station, accountId: 1, tariffId: 1 }
  assert.deepEqual(await wrong(two), ['network.barred-whom', 'accountId'])
  assert.deepEqual(await wrong({ station, nasId: 99 }), ['network.unknown-link', 'nasId'])
})
