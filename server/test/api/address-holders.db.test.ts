import assert from 'node:assert/strict'
import { type TestContext, test } from 'node:test'
import { type Caller, startHouse } from '../support/api.ts'

type Session = {
  account: number
  from: string
  until: string | null
  address?: string
  framed?: string
  delegated?: string
  cause?: string
}
type Holder = {
  foundBy: string
  certainty: string
  reason: string
  accountId: number | null
  login: string
  subscriberName: string
  contractNumber: string
  network: string | null
  session: { acctSessionId: string } | null
  natBlock: { firstPort: number; inside: string | null } | null
}

/** A provider whose archive reaches back for months: what its access servers told is written down. */
async function furnish(t: TestContext) {
  const house = await startHouse(t)
  const admin = await house.administrator()
  const made = async (path: string, body: unknown) => {
    const answer = await admin('POST', path, body)
    assert.equal(answer.status, 200, JSON.stringify(answer.body))
    return Number(answer.body.id)
  }
  const tariffId = await made('/api/catalogue/tariffs', {
    name: 'Дом 100',
    from: '2020-01-01',
    fee: '0',
    feePeriod: 'month',
    feeCharged: 'in-advance',
    blockPolicy: 'after-debt',
    speedDownKbps: 100_000,
    speedUpKbps: 50_000,
  })
  const contracts: number[] = []
  const connect = async (surname: string, login: string) => {
    const subscriberId = await made('/api/subscribers', { kind: 'person', surname, givenName: 'А' })
    const contract = { subscriberId, signedOn: '2026-01-01', paymentMethod: 'advance' }
    const contractId = await made('/api/subscribers/contracts', contract)
    contracts.push(contractId)
    return made('/api/accounts', { contractId, agentId: 1, tariffId, login, password: 'secret123' })
  }
  const ivanova = await connect('Иванова', 'ivanova')
  const petrov = await connect('Петров', 'petrov')
  const { pool } = house.ground
  for (let ago = 0; ago < 6; ago += 1) {
    await pool.query(
      `select platform.ensure_month_partition('usage.closed_sessions',
        (now() - make_interval(months => $1))::date)`,
      [ago],
    )
  }
  let sessions = 0
  return {
    house,
    admin,
    ivanova,
    petrov,
    contracts,
    /** Writes a session down as accounting would have. */
    async session({ account, from, until, ...had }: Session): Promise<void> {
      sessions += 1
      const login = account === ivanova ? 'ivanova' : 'petrov'
      const values = [`s-${sessions}`, login, account, from, had.address, had.framed, had.delegated]
      await pool.query(
        until === null
          ? `insert into usage.open_sessions (nas_id, acct_session_id, login, account_id,
              started_at, address, framed_prefix, delegated_prefix, updated_at)
            values (1, $1, $2, $3, $4, $5, $6, $7, now())`
          : `insert into usage.closed_sessions (id, nas_id, acct_session_id, login, account_id,
              started_at, address, framed_prefix, delegated_prefix, closed_at, calling_station,
              octets_in, octets_out, session_seconds, cause)
            values (nextval('usage.session_ids'), 1, $1, $2, $3, $4, $5, $6, $7, $8,
              'AA-BB-CC-00-00-0${account === ivanova ? 1 : 2}', 1, 1, 1, $9)`,
        until === null ? values : [...values, until, had.cause ?? 'user-request'],
      )
    },
    ask: (question: { address: string; port?: number; at?: string }) => askOf(admin, question),
  }
}

async function askOf(caller: Caller, question: object) {
  const { status, body } = await caller('POST', '/api/usage/address-holders', question)
  assert.equal(status, 200, JSON.stringify(body))
  return { holders: body.holders as Holder[], natBlocks: Number(body.natBlocks) }
}

/** An instant of a day so many months ago, `0` = this month, in UTC. */
function ago(months: number, day: number, time: string): string {
  const month = Temporal.Now.plainDateISO('UTC').subtract({ months }).with({ day })
  return `${month}T${time}Z`
}

test('the holder of a moment is found by its session, over midnight and over the end of a month', async (t) => {
  const { ask, session, ivanova, petrov } = await furnish(t)
  const address = '10.9.0.1'
  await session({
    account: ivanova,
    from: ago(3, 27, '20:00:00'),
    until: ago(2, 2, '08:00:00'),
    address,
  })
  await session({
    account: petrov,
    from: ago(2, 2, '09:00:00'),
    until: ago(2, 2, '23:00:00'),
    address,
  })
  await session({
    account: ivanova,
    from: ago(2, 2, '23:00:00'),
    until: ago(2, 3, '06:00:00'),
    address,
  })
  const whoAt = async (at: string) => (await ask({ address, at })).holders.map(({ login }) => login)
  assert.deepEqual(await whoAt(ago(3, 28, '12:00:00')), ['ivanova'], 'it ended next month')
  assert.deepEqual(await whoAt(ago(2, 1, '00:00:00')), ['ivanova'], 'the first moment of a month')
  assert.deepEqual(await whoAt(ago(2, 2, '08:30:00')), [], 'nobody between two sessions')
  assert.deepEqual(await whoAt(ago(2, 2, '23:00:00')), ['ivanova'], 'ends are half-open')
  assert.deepEqual(await whoAt(ago(2, 3, '00:00:01')), ['ivanova'], 'over midnight')
  const [holder] = (await ask({ address, at: ago(2, 2, '10:00:00') })).holders
  assert.equal(holder?.subscriberName, 'Петров А')
  assert.ok(holder.contractNumber)
  assert.deepEqual(
    [holder.foundBy, holder.certainty, holder.reason, holder.session?.acctSessionId],
    ['session', 'sure', 'only-holder', 's-2'],
  )
})

test('a session that lasted for months is found too, and a live one by the moment of now', async (t) => {
  const { ask, session, ivanova, petrov } = await furnish(t)
  const delegated = '2001:db8:5::/48'
  await session({
    account: ivanova,
    from: ago(5, 1, '00:00:00'),
    until: ago(1, 20, '00:00:00'),
    address: '10.9.0.2',
    delegated,
  })
  await session({
    account: petrov,
    from: ago(1, 21, '00:00:00'),
    until: null,
    address: '10.9.0.2',
    delegated,
  })
  for (const address of ['10.9.0.2', '2001:db8:5:ff::1']) {
    const at = ago(4, 10, '00:00:00')
    assert.deepEqual(
      (await ask({ address, at })).holders.map(({ login }) => login),
      ['ivanova'],
    )
    assert.deepEqual(
      (await ask({ address })).holders.map(({ login }) => login),
      ['petrov'],
    )
  }
})

test('an IPv6 address is found inside the delegated prefix and inside that of the connection', async (t) => {
  const { ask, session, ivanova, petrov } = await furnish(t)
  const span = { from: ago(1, 5, '00:00:00'), until: ago(1, 6, '00:00:00') }
  await session({
    account: ivanova,
    ...span,
    framed: '2001:db8:0:1::/64',
    delegated: '2001:db8:100::/56',
  })
  await session({
    account: petrov,
    ...span,
    framed: '2001:db8:0:2::/64',
    delegated: '2001:db8:100:100::/56',
  })
  const at = ago(1, 5, '12:00:00')
  const found = async (address: string) =>
    (await ask({ address, at })).holders.map(({ login, network }) => [login, network])
  assert.deepEqual(await found('2001:DB8:100:ff::abcd'), [['ivanova', '2001:db8:100::/56']])
  assert.deepEqual(await found('2001:db8:100:100::1'), [['petrov', '2001:db8:100:100::/56']])
  assert.deepEqual(await found('2001:db8:0:2:1:2:3:4'), [['petrov', '2001:db8:0:2::/64']])
  assert.deepEqual(await found('2001:db8:100:200::1'), [])
})

test('when sessions overlap all are named, the likelier first, and a lost one remains possible', async (t) => {
  const { ask, session, ivanova, petrov } = await furnish(t)
  const address = '10.9.0.3'
  await session({
    account: ivanova,
    from: ago(1, 5, '00:00:00'),
    until: ago(1, 9, '00:00:00'),
    address,
  })
  await session({
    account: petrov,
    from: ago(1, 7, '00:00:00'),
    until: ago(1, 8, '00:00:00'),
    address,
  })
  const both = (await ask({ address, at: ago(1, 7, '12:00:00') })).holders
  assert.deepEqual(
    both.map(({ login, certainty, reason }) => [login, certainty, reason]),
    [
      ['petrov', 'likely', 'latest-of-several'],
      ['ivanova', 'possible', 'earlier-of-several'],
    ],
  )
  const until = ago(1, 12, '00:00:00')
  await session({ account: ivanova, from: ago(1, 11, '00:00:00'), until, address, cause: 'lost' })
  const soon = (await ask({ address, at: ago(1, 12, '00:01:00') })).holders
  assert.deepEqual(
    soon.map(({ login, reason }) => [login, reason]),
    [['ivanova', 'silent']],
  )
  assert.deepEqual((await ask({ address, at: ago(1, 14, '00:00:00') })).holders, [])
})

test('a fixed address or network without a session is told as assigned and no more', async (t) => {
  const { house, ask, session, admin, ivanova } = await furnish(t)
  await admin('POST', `/api/accounts/${ivanova}/networks`, {
    kind: 'route',
    network: '203.0.113.8/29',
  })
  await house.ground.pool.query(
    `insert into accounts.addresses (account_id, address, valid, author)
    values ($1, '198.51.100.7', tstzrange(now() - interval '90 days', null), 'test')`,
    [ivanova],
  )
  const found = async (address: string, at?: string) =>
    (await ask({ address, at })).holders.map(({ foundBy, certainty, reason, network }) => [
      foundBy,
      certainty,
      reason,
      network,
    ])
  assert.deepEqual(await found('198.51.100.7', ago(1, 5, '00:00:00')), [
    ['fixed-address', 'possible', 'assigned-only', null],
  ])
  assert.deepEqual(await found('203.0.113.9', ago(1, 5, '00:00:00')), [], 'not yet assigned')
  await session({ account: ivanova, from: ago(1, 5, '00:00:00'), until: null, address: '10.9.0.4' })
  assert.deepEqual(await found('203.0.113.9'), [
    ['network', 'likely', 'assigned-online', '203.0.113.8/29'],
  ])
  assert.deepEqual(await found('198.51.100.7'), [
    ['fixed-address', 'possible', 'assigned-only', null],
  ])
})

test('behind a shared address the port names the block, and the block whoever was behind it then', async (t) => {
  const { admin, ask, session, ivanova, petrov } = await furnish(t)
  const take = (...records: object[]) => admin('POST', '/api/usage/nat-blocks', { records })
  const block = { address: '198.18.0.1', firstPort: 1024, lastPort: 2047, inside: '100.64.0.1' }
  const other = { address: '198.18.0.1', firstPort: 2048, lastPort: 3071, accountId: petrov }
  const from = ago(1, 5, '10:00:00')
  await session({
    account: ivanova,
    from: ago(1, 5, '09:00:00'),
    until: ago(1, 6, '09:00:00'),
    address: '100.64.0.1',
  })
  const first = await take({ ...block, from }, { ...other, from })
  assert.deepEqual([first.body.taken, first.body.repeats], [2, 0])
  const again = await take({ ...block, from }, { ...other, from })
  assert.deepEqual([again.body.taken, again.body.repeats], [0, 2])

  const at = ago(1, 5, '12:00:00')
  const shared = await ask({ address: '198.18.0.1', at })
  assert.deepEqual([shared.holders, shared.natBlocks], [[], 2], 'without a port nobody is named')
  const [named] = (await ask({ address: '198.18.0.1', port: 2047, at })).holders
  assert.deepEqual(
    [named?.login, named?.foundBy, named?.certainty, named?.natBlock?.inside],
    ['ivanova', 'nat-block', 'sure', '100.64.0.1'],
  )
  const [direct] = (await ask({ address: '198.18.0.1', port: 2048, at })).holders
  assert.deepEqual([direct?.login, direct?.foundBy], ['petrov', 'nat-block'])
  assert.deepEqual((await ask({ address: '198.18.0.1', port: 4000, at })).holders, [])

  const ended = await take(
    { ...block, until: ago(1, 5, '11:00:00') },
    { ...block, firstPort: 5000, lastPort: 5001, until: at },
  )
  assert.deepEqual([ended.body.ended, ended.body.endsOfNothing], [1, [1]])
  assert.deepEqual((await ask({ address: '198.18.0.1', port: 1024, at })).holders, [])
  const reused = await take({ ...block, inside: '100.64.0.9', from: ago(1, 5, '11:00:00') })
  assert.equal(reused.body.taken, 1)
  const [unknown] = (await ask({ address: '198.18.0.1', port: 1024, at })).holders
  assert.deepEqual([unknown?.reason, unknown?.accountId], ['inside-unknown', null])
  const otherwise = await take({ ...block, inside: '100.64.0.8', from })
  assert.deepEqual([otherwise.body.taken, otherwise.body.contradicting], [0, [0]])
})

test('a batch of blocks with one that is none is refused whole and names the place', async (t) => {
  const { admin, house } = await furnish(t)
  const block = { address: '198.18.0.1', firstPort: 1024, lastPort: 2047, inside: '100.64.0.1' }
  const from = ago(1, 5, '10:00:00')
  const refused = async (record: object) =>
    JSON.stringify(
      (await admin('POST', '/api/usage/nat-blocks', { records: [{ ...block, from }, record] }))
        .body,
    )
  assert.match(await refused({ ...block, from, lastPort: 1000 }), /"records.1.lastPort"/)
  assert.match(await refused(block), /"records.1.from"/)
  assert.match(await refused({ ...block, from, until: ago(1, 5, '09:00:00') }), /"records.1.until"/)
  assert.match(await refused({ ...block, from, inside: null }), /"records.1.inside"/)
  assert.match(
    await refused({ ...block, from, inside: null, accountId: 99 }),
    /"records.1.accountId"/,
  )
  const { rows } = await house.ground.pool.query('select from usage.nat_blocks')
  assert.equal(rows.length, 0)
})

test('the contract that was handed over is told with its holder of that time', async (t) => {
  const { house, ask, session, ivanova, petrov, contracts } = await furnish(t)
  await session({ account: ivanova, from: ago(2, 5, '00:00:00'), until: null, address: '10.9.0.5' })
  await house.ground.pool.query(
    `with changed as (update subscribers.contracts c set subscriber_id = p.subscriber_id
      from subscribers.contracts p where c.id = $1 and p.id = $2 returning old.subscriber_id)
    insert into subscribers.former_holders (contract_id, subscriber_id, until, reason, author)
    select $1, subscriber_id, $3, 'продажа квартиры', 'test' from changed`,
    [contracts[0], contracts[1], ago(1, 1, '00:00:00')],
  )
  assert.ok(petrov > ivanova)
  const nameAt = async (at?: string) =>
    (await ask({ address: '10.9.0.5', at })).holders[0]?.subscriberName
  assert.equal(await nameAt(ago(2, 6, '00:00:00')), 'Иванова А')
  assert.equal(await nameAt(), 'Петров А')
})

test('who asks needs a right of its own, and each question stands in the audit', async (t) => {
  const { house, admin, ask } = await furnish(t)
  const { body: role } = await admin('POST', '/api/staff/roles', {
    name: 'Поддержка',
    permissions: ['usage.read', 'subscribers.read'],
  })
  await admin('POST', '/api/staff/members', {
    login: 'support',
    name: 'Орлова М.',
    roleIds: [role.id],
    password: 'support-password',
  })
  const support = house.visitor()
  await support('POST', '/api/staff/sign-in', { login: 'support', password: 'support-password' })
  const question = { address: '::ffff:10.9.0.6', port: 443, at: ago(1, 5, '00:00:00') }
  assert.equal((await support('POST', '/api/usage/address-holders', question)).status, 403)
  assert.deepEqual((await ask(question)).holders, [], 'nobody had it, and that is an answer')
  const { rows } = await house.ground.pool.query<{ deed: string; details: object }>(
    `select deed, details from staff.audit where deed like '%address-holders'`,
  )
  assert.deepEqual(rows, [
    {
      deed: 'POST /api/usage/address-holders',
      details: { address: '10.9.0.6', port: 443, at: question.at },
    },
  ])
  const refused = async (body: object) =>
    JSON.stringify((await admin('POST', '/api/usage/address-holders', body)).body)
  assert.match(await refused({ address: '10.9.0' }), /"address"/)
  assert.match(await refused({ address: '10.9.0.6', port: 70_000 }), /"port"/)
  assert.match(
    await refused({ address: '10.9.0.6', at: '2999-01-01T00:00:00Z' }),
    /usage.moment-ahead/,
  )
})
