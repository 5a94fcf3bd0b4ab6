import assert from 'node:assert/strict'
import { test } from 'node:test'
import { type ReplyPreview, replyPreview } from '@altyn/contract/access/reply'
import { NAS_DIALECTS } from '@altyn/contract/network'
import {
  ATTRIBUTE,
  CODE,
  createRadiusClient,
  createRequest,
  formatPacket,
  type Packet,
} from '@altyn/radius'
import { type Caller, eventually, type RunningHouse, startHouse } from '../support/api.ts'
import { done, post } from '../support/devices.ts'

const secret = Buffer.from('nas-secret-word')
const PASSWORD = 'secret123'

async function made(admin: Caller, path: string, body: unknown): Promise<number> {
  const answer = await admin('POST', path, body)
  assert.equal(answer.status, 200, JSON.stringify(answer.body))
  return Number(answer.body.id)
}

/** A house with one access server and one working account, which needs no money. */
async function furnish(t: Parameters<typeof startHouse>[0], account: object = {}) {
  const house = await startHouse(t)
  const admin = await house.administrator()
  const tariffId = await made(admin, '/api/catalogue/tariffs', {
    name: 'Интернет 100',
    from: '2020-01-01',
    fee: '600',
    feePeriod: 'month',
    feeCharged: 'in-advance',
    blockPolicy: 'none',
    speedDownKbps: 100_000,
    speedUpKbps: 50_000,
  })
  const nasId = await made(admin, '/api/network/nas', {
    agentId: 1,
    name: 'BRAS-1',
    address: '127.0.0.1',
    secret: secret.toString(),
    dialect: 'mikrotik',
    requiresMessageAuthenticator: true,
    interimSeconds: 600,
  })
  await made(admin, '/api/network/segments', { agentId: 1, name: 'Pool', network: '10.9.0.0/29' })
  const subscriber = { kind: 'person', surname: 'Иванова', givenName: 'Анна' }
  const subscriberId = await made(admin, '/api/subscribers', subscriber)
  const contractId = await made(admin, '/api/subscribers/contracts', {
    subscriberId,
    signedOn: '2026-04-01',
    paymentMethod: 'advance',
  })
  const form = {
    contractId,
    agentId: 1,
    tariffId,
    login: 'ivanova',
    password: PASSWORD,
    ...account,
  }
  const accountId = await made(admin, '/api/accounts', form)
  const preview = async (server = nasId) => {
    const { status, body } = await admin(
      'GET',
      `/api/access/accounts/${accountId}/reply?nasId=${server}`,
    )
    assert.equal(status, 200, JSON.stringify(body))
    return replyPreview.parse(body)
  }
  return { house, admin, tariffId, nasId, accountId, contractId, preview }
}

async function signIn(house: RunningHouse): Promise<Packet> {
  const client = createRadiusClient({ host: '127.0.0.1' })
  const request = createRequest(CODE['Access-Request'], { secret, messageAuthenticator: true })
  request.addString(ATTRIBUTE['User-Name'], 'ivanova')
  request.addString(ATTRIBUTE['User-Password'], PASSWORD)
  const result = await client.send({ host: '127.0.0.1', port: house.authPort, request })
  await client.close()
  assert.equal(result.kind, 'reply', JSON.stringify(result))
  if (result.kind !== 'reply') throw new Error('no reply')
  return result.packet
}

/** What an access server reads, `Session-Timeout = 86400`, without the signature. */
function linesOf(packet: Packet): string[] {
  return formatPacket(packet)
    .slice(1)
    .map((line) => line.trim().replaceAll('"', ''))
    .map((line) => line.replace(/0x([\da-f]+)$/, (_, octets) => `${Buffer.from(octets, 'hex')}`))
    .filter((line) => !line.startsWith('Message-Authenticator'))
}

function linesOfPreview({ attributes }: ReplyPreview): string[] {
  return attributes.flatMap(({ name, values }) => values.map((value) => `${name} = ${value}`))
}

/** Each attribute with its values and why it is there, in short. */
function inShort({ attributes }: ReplyPreview): Record<string, string> {
  return Object.fromEntries(
    attributes.map(({ name, tag, values, why }) => [
      tag ? `${name}:${tag}` : name,
      `${values.join(', ')} by ${why.kind === 'row' ? why.link : why.kind}`,
    ]),
  )
}

test('the preview shows what a sign-in gets, whatever the server speaks, and gives no address away', async (t) => {
  const { house, admin, nasId, preview } = await furnish(t)
  const before = await preview()
  assert.deepEqual([before.packet, before.isAddressAhead], ['accept', true])
  assert.ok(!('Framed-IP-Address' in inShort(before)))
  const leases = await house.ground.pool.query('select from network.leases')
  assert.equal(leases.rowCount, 0, 'looking gives no address')

  for (const [index, dialect] of NAS_DIALECTS.entries()) {
    const change = { dialect, interimSeconds: 600, requiresMessageAuthenticator: true }
    const version = { 'if-match': String(index + 1) }
    assert.equal((await admin('PATCH', `/api/network/nas/${nasId}`, change, version)).status, 200)
    const expected = async () => {
      const real = linesOf(await signIn(house))
      return { real, shown: linesOfPreview(await preview()) }
    }
    const { real, shown } = await eventually(
      expected,
      (pair) => pair.real.join() === pair.shown.join(),
    )
    assert.deepEqual(shown, real, dialect)
    assert.ok(real.length >= 6)
  }
  const after = await preview()
  assert.equal(after.isAddressAhead, false)
  assert.deepEqual(after.nas, { id: nasId, name: 'BRAS-1', dialect: 'standard' })
  assert.deepEqual(inShort(after), {
    'Service-Type': 'Framed-User by always',
    'Framed-IP-Address': '10.9.0.1 by pool-address',
    'Session-Timeout': '86400 by timer',
    'Acct-Interim-Interval': '600 by timer',
    Class: 'altyn:1:1:100000:50000 by account-mark',
    'WISPr-Bandwidth-Max-Down': '100000000 by speed',
    'WISPr-Bandwidth-Max-Up': '50000000 by speed',
  })
  const timers = after.attributes.flatMap(({ name, why }) =>
    why.kind === 'timer' ? [`${name} of ${why.of}`] : [],
  )
  assert.deepEqual(timers, ['Session-Timeout of agent', 'Acct-Interim-Interval of nas'])
})

test('a row takes the place of what the program gives, and the preview names those that gave way', async (t) => {
  const { admin, tariffId, nasId, preview } = await furnish(t)
  const row = (form: object) => made(admin, '/api/network/attributes', form)
  await row({ attribute: 'Session-Timeout', value: '3600' })
  await row({ attribute: 'Session-Timeout', value: '7200', tariffId })
  await row({ attribute: 'Session-Timeout', value: '1800', nasId })
  await row({ attribute: 'Session-Timeout', value: '60', nasId, isEnabled: false })
  await row({ attribute: 'Session-Timeout', value: '90', packet: 'reject' })
  await row({
    attribute: 'Mikrotik-Rate-Limit',
    value: '{upKbps}k/{downKbps}k 200M/200M',
    speedDownKbps: 100_000,
  })
  await row({ attribute: 'Mikrotik-Rate-Limit', value: '1k/1k', speedDownKbps: 50_000 })
  await row({ attribute: 'Cisco-AVPair', value: 'user={login}\naccount={account}/{contract}' })
  await row({ attribute: 'Tunnel-Private-Group-Id', tag: 1, value: '100' })

  const shown = await preview()
  const lines = inShort(shown)
  assert.equal(lines['Session-Timeout'], '7200 by tariff')
  assert.equal(lines['Mikrotik-Rate-Limit'], '50000k/100000k 200M/200M by everybody')
  assert.equal(lines['Cisco-AVPair'], 'user=ivanova, account=1/1 by everybody')
  assert.equal(lines['Tunnel-Private-Group-Id:1'], '100 by everybody')
  const timeout = shown.attributes.find(({ name }) => name === 'Session-Timeout')
  assert.deepEqual(
    timeout?.beaten.map(({ row: { value, nasName }, because }) => [value, nasName, because]),
    [
      ['1800', 'BRAS-1', 'less-specific'],
      ['3600', null, 'less-specific'],
    ],
  )
  assert.deepEqual(timeout?.replaced, [{ value: '86400', why: { kind: 'timer', of: 'agent' } }])
  assert.equal(timeout?.why.kind === 'row' && timeout.why.row.tariffName, 'Интернет 100')
  const limit = shown.attributes.find(({ name }) => name === 'Mikrotik-Rate-Limit')
  assert.deepEqual(limit?.replaced, [
    { value: '50000k/100000k', why: { kind: 'speed', cause: { kind: 'tariff' } } },
  ])
})

test('services, a group of devices and a category: the answer is what the preview shows, of an account and of a guest', async (t) => {
  const { house, admin, accountId, nasId, preview } = await furnish(t)
  const local = { code: 'local', nameRu: 'Своя сеть', nameEn: 'Own network' }
  await made(admin, '/api/catalogue/traffic-categories', local)
  const service = (name: string, form: object) =>
    made(admin, '/api/network/session-services', { name, title: name, ...form })
  await service('INET', { counting: 'session', isForAll: true })
  await service('LOCAL', { counting: 'category', category: 'local', isForAll: true })
  await service('PORTAL', { counting: 'category', category: 'local', isForGuests: true })
  const groupId = await made(admin, '/api/network/device-groups', { name: 'Север' })
  const device = { name: 'BRAS', kind: 'other', groupIds: [groupId] }
  const { id: deviceId } = await done(post(admin, '/api/network/devices', device))
  const row = (form: object) => made(admin, '/api/network/attributes', form)
  await row({ attribute: 'Filter-Id', value: 'local', category: 'local' })
  await row({ attribute: 'Filter-Id', value: 'nas', nasId })
  await row({ attribute: 'Session-Timeout', value: '7200', deviceGroupId: groupId })
  await row({ attribute: 'Session-Timeout', value: '3600', agentId: 1 })
  const agreed = async (isRight: (lines: string[]) => boolean) => {
    const both = async () => ({
      real: linesOf(await signIn(house)),
      shown: linesOfPreview(await preview()),
    })
    const { real, shown } = await eventually(
      both,
      (pair) => isRight(pair.real) && pair.real.join() === pair.shown.join(),
    )
    assert.deepEqual(shown, real)
    return inShort(await preview())
  }
  const plain = await agreed((lines) => lines.includes('Session-Timeout = 3600'))
  assert.equal(plain['Filter-Id'], 'nas by nas', 'MikroTik knows no services')

  const change = { dialect: 'cisco', deviceId }
  const version = { 'if-match': '1' }
  assert.equal((await admin('PATCH', `/api/network/nas/${nasId}`, change, version)).status, 200)
  const named = await agreed((lines) => lines.includes('Session-Timeout = 7200'))
  assert.equal(named['Filter-Id'], 'local by category')
  assert.equal(named['Session-Timeout'], '7200 by device-group')

  const agents = (await admin('GET', '/api/network/agents')).body.items as {
    version: number
    radius: object
  }[]
  const settings = { admitsGuests: ['blocked-staff'], guestsWithoutAddress: true }
  const admitting = await admin(
    'PATCH',
    '/api/network/agents/1',
    { radius: { ...agents[0]?.radius, ...settings } },
    { 'if-match': String(agents[0]?.version) },
  )
  assert.equal(admitting.status, 200, JSON.stringify(admitting.body))
  const block = { kind: 'staff', reason: 'спам' }
  await admin('POST', `/api/blocking/accounts/${accountId}/block`, block)
  const guest = await agreed((lines) => lines.some((line) => line.includes('PORTAL')))
  assert.equal(guest['Filter-Id'], 'local by category')
  assert.equal(guest['Session-Timeout'], '7200 by device-group')
})

test('a value that cannot be filled in or written is not sent and takes no place', async (t) => {
  const { house, admin, preview } = await furnish(t)
  const row = (form: object) => made(admin, '/api/network/attributes', form)
  await row({ attribute: 'Framed-IP-Address', value: '{address}' })
  await row({ attribute: 'Filter-Id', value: 'plain\nfor-{address}' })
  await row({ attribute: 'Reply-Message', value: `${'x'.repeat(240)}{login}` })
  await house.ground.pool.query(`update accounts.accounts set login = '${'long'.repeat(8)}'`)
  const unsent = (shown: ReplyPreview) =>
    shown.attributes.flatMap(({ name, values, unsent: left }) =>
      left.map(({ missing }) => `${name}: ${missing ?? 'does not fit'}, sent ${values.length}`),
    )
  assert.deepEqual(unsent(await preview()), [
    'Filter-Id: address, sent 1',
    'Framed-IP-Address: address, sent 0',
    'Reply-Message: does not fit, sent 0',
  ])
})

test('an account that would not be let in shows the reason, and gets the rows of a rejection', async (t) => {
  const { admin, accountId, nasId, preview } = await furnish(t)
  const row = (form: object) => made(admin, '/api/network/attributes', form)
  const group = await made(admin, '/api/accounts/groups', { name: 'Дом 5' })
  await admin('POST', `/api/accounts/groups/${group}/members`, { accountIds: [accountId] })
  await row({
    packet: 'reject',
    attribute: 'Reply-Message',
    value: 'Звоните',
    accountGroupId: group,
  })
  await row({ packet: 'reject', attribute: 'Filter-Id', value: 'guest', nasId })
  await row({ attribute: 'Filter-Id', value: 'home' })
  assert.equal(inShort(await preview())['Filter-Id'], 'home by everybody')

  const blocked = await admin('POST', `/api/blocking/accounts/${accountId}/block`, {
    kind: 'staff',
    reason: 'спам',
  })
  assert.equal(blocked.status, 200, JSON.stringify(blocked.body))
  const shown = await preview()
  assert.deepEqual([shown.packet, shown.reason], ['reject', 'blocked-staff'])
  assert.deepEqual(inShort(shown), {
    'Filter-Id': 'guest by nas',
    'Reply-Message': 'Звоните by account-group',
  })
})

test('to the servers of another agent the login is a stranger’s', async (t) => {
  const { admin, accountId, preview } = await furnish(t)
  const agentId = await made(admin, '/api/network/agents', { name: 'Второй' })
  const other = await made(admin, '/api/network/nas', {
    agentId,
    name: 'BRAS-2',
    address: '192.0.2.2',
    secret: secret.toString(),
    dialect: 'standard',
  })
  const row = (form: object) =>
    made(admin, '/api/network/attributes', { packet: 'reject', attribute: 'Filter-Id', ...form })
  await row({ value: 'mine', accountId })
  await row({ value: 'anybody', agentId })
  const shown = await preview(other)
  assert.deepEqual([shown.packet, shown.reason], ['reject', 'unknown-login'])
  assert.equal(inShort(shown)['Filter-Id'], 'anybody by agent')

  const lost = await admin('GET', `/api/access/accounts/${accountId}/reply?nasId=77`)
  assert.equal(lost.body.code, 'access.unknown-nas')
  const nobody = await admin('GET', `/api/access/accounts/77/reply?nasId=${other}`)
  assert.equal(nobody.body.code, 'accounts.account.not-found')
})
