import assert from 'node:assert/strict'
import { test } from 'node:test'
import { type Caller, startHouse } from '../support/api.ts'

const ROWS = '/api/network/attributes'
const DICTIONARY = '/api/network/dictionary'

type Row = Record<string, unknown> & { id: number; version: number }
type Page = { items: Row[]; nextCursor: string | null; total?: number }

async function openNetwork(t: Parameters<typeof startHouse>[0]) {
  const house = await startHouse(t)
  const admin = await house.administrator()
  const made = async (path: string, body: unknown) => {
    const answer = await admin('POST', path, body)
    assert.equal(answer.status, 200, JSON.stringify(answer.body))
    return answer.body as Row
  }
  return { house, admin, made }
}

/** What is refused, by which code and at which field. */
async function refusal(admin: Caller, path: string, body: unknown) {
  const answer = await admin('POST', path, body)
  const [fault] = (answer.body.fields ?? []) as { field: string }[]
  return [answer.status, answer.body.code, fault?.field]
}

test('the dictionary holds the built-in attributes by vendor, and those that the provider has added', async (t) => {
  const { admin, made } = await openNetwork(t)
  await made(DICTIONARY, { name: 'Acme-Profile', vendorId: 64_999, number: 7, type: 'string' })
  const { body } = await admin('GET', DICTIONARY)
  const items = body.items as Row[]
  assert.ok(items.length > 500)
  const found = (name: string) => items.find((one) => one.name === name)
  assert.deepEqual(found('Acme-Profile'), {
    name: 'Acme-Profile',
    vendorId: 64_999,
    vendorName: null,
    number: '7',
    type: 'string',
    hasTag: false,
    values: [],
    ownId: 1,
    isReserved: false,
  })
  const limit = found('Mikrotik-Rate-Limit')
  assert.deepEqual([limit?.vendorId, limit?.vendorName, limit?.number], [14_988, 'Mikrotik', '8'])
  assert.equal(found('Original-Packet-Code')?.number, '241.4')
  assert.equal(found('Tunnel-Type')?.hasTag, true)
  assert.ok(String(found('Service-Type')?.values).includes('Framed-User'))
  const reserved = items.filter(({ isReserved }) => isReserved).map(({ name }) => name)
  assert.ok(reserved.includes('Class') && reserved.includes('Message-Authenticator'))
})

test('an attribute that the program knows, by name or by number, is not added a second time', async (t) => {
  const { admin, made } = await openNetwork(t)
  const own = { name: 'Acme-Profile', vendorId: 64_999, number: 7, type: 'string' }
  const row = await made(DICTIONARY, own)
  const cases: [Record<string, unknown>, string, string][] = [
    [{ name: 'mikrotik-rate-limit' }, 'network.attribute-built-in', 'name'],
    [{ name: 'Vendor-99-Attr-7' }, 'network.attribute-built-in', 'name'],
    [{ vendorId: 14_988, number: 8 }, 'network.number-built-in', 'number'],
    [{ vendorId: null, number: 11 }, 'network.number-built-in', 'number'],
    [{ name: 'ACME-profile', number: 8 }, 'network.attribute-name-taken', 'name'],
    [{ name: 'Acme-Other' }, 'network.attribute-number-taken', 'number'],
    [
      { name: 'Acme-Other', number: 8, type: 'ipaddr', hasTag: true },
      'network.tag-impossible',
      'hasTag',
    ],
    [{ name: 'Acme Other' }, 'platform.invalid', 'name'],
    [{ number: 256 }, 'platform.invalid', 'number'],
    [{ type: 'money' }, 'platform.invalid', 'type'],
  ]
  for (const [change, code, field] of cases) {
    const [, ...told] = await refusal(admin, DICTIONARY, { ...own, ...change })
    assert.deepEqual(told, [code, field], JSON.stringify(change))
  }
  const standard = await made(DICTIONARY, {
    ...own,
    name: 'Acme-Standard',
    vendorId: null,
    number: 200,
  })
  assert.equal(standard.vendorId, null)

  const change = (form: object, version: number) =>
    admin('PUT', `${DICTIONARY}/${row.id}`, { ...own, ...form }, { 'if-match': String(version) })
  assert.equal((await change({ type: 'octets' }, 1)).status, 200)
  assert.equal((await change({ note: 'x' }, 1)).body.code, 'platform.version-mismatch')
  assert.equal(
    (await change({ name: 'Acme-Standard' }, 2)).body.code,
    'network.attribute-name-taken',
  )
})

test('while rows give an attribute of one’s own, it keeps its type and is not removed', async (t) => {
  const { admin, made } = await openNetwork(t)
  const own = { name: 'Acme-Slots', vendorId: 64_999, number: 9, type: 'integer', hasTag: true }
  const { id } = await made(DICTIONARY, own)
  const row = await made(ROWS, { attribute: 'acme-slots', tag: 2, value: '12' })
  assert.deepEqual([row.attribute, row.ownId, row.tag], ['Acme-Slots', id, 2])
  assert.equal((await admin('DELETE', `${DICTIONARY}/${id}`)).body.code, 'network.attribute-used')
  const change = (form: object, version: number) =>
    admin('PUT', `${DICTIONARY}/${id}`, { ...own, ...form }, { 'if-match': String(version) })
  assert.equal((await change({ type: 'string' }, 1)).body.code, 'network.attribute-type-used')
  assert.equal((await change({ hasTag: false }, 1)).body.code, 'network.attribute-type-used')
  assert.equal((await change({ name: 'Acme-Places', number: 10 }, 1)).body.rowsCount, 1)
  const { items } = (await admin('GET', ROWS)).body as Page
  assert.deepEqual(
    items.map(({ attribute }) => attribute),
    ['Acme-Places'],
    'rows follow the name',
  )

  assert.equal((await admin('DELETE', `${ROWS}/${row.id}`)).status, 200)
  assert.equal((await admin('DELETE', `${DICTIONARY}/${id}`)).status, 200)
  assert.equal((await admin('DELETE', `${DICTIONARY}/${id}`)).status, 404)
})

test('what could not be sent is refused when it is typed, at its field', async (t) => {
  const { admin, house } = await openNetwork(t)
  const cases: [Record<string, unknown>, string, string][] = [
    [{ attribute: 'No-Such' }, 'network.unknown-attribute', 'attribute'],
    [{ attribute: 'Vendor-99-Attr-7' }, 'network.unknown-attribute', 'attribute'],
    [{ attribute: 'class' }, 'network.attribute-reserved', 'attribute'],
    [{ attribute: 'EAP-Message' }, 'network.attribute-reserved', 'attribute'],
    [{ attribute: 'Vendor-Specific' }, 'network.attribute-reserved', 'attribute'],
    [{ attribute: 'User-Password' }, 'network.attribute-reserved', 'attribute'],
    [{ tag: 1 }, 'network.attribute-without-tag', 'tag'],
    [{ attribute: 'Tunnel-Type', tag: 32, value: 'VLAN' }, 'platform.invalid', 'tag'],
    [{ value: ' \n ' }, 'platform.invalid', 'value'],
    [{ value: 'x'.repeat(254) }, 'network.value-too-long', 'value'],
    [{ value: 'a\n'.repeat(51) }, 'network.too-many-values', 'value'],
    [{ value: '{tariff}' }, 'network.unknown-placeholder', 'value'],
    [{ attribute: 'Framed-IP-Address', value: '10.0.0' }, 'network.wrong-value', 'value'],
    [{ attribute: 'Session-Timeout', value: '600\nsoon' }, 'network.wrong-value', 'value'],
    [{ attribute: 'Session-Timeout', value: '{login}' }, 'network.wrong-value', 'value'],
    [{ attribute: 'Tunnel-Type', value: 'Tram' }, 'network.value-not-named', 'value'],
    [{ nasId: 7 }, 'network.unknown-link', 'nasId'],
    [{ deviceGroupId: 7 }, 'network.unknown-link', 'deviceGroupId'],
    [{ category: 'local' }, 'network.unknown-link', 'category'],
    [{ category: 'local', packet: 'reject' }, 'network.row-for-no-session', 'category'],
    [{ accountGroupId: 7 }, 'network.unknown-link', 'accountGroupId'],
    [{ tariffId: 7 }, 'network.unknown-link', 'tariffId'],
    [{ accountId: 7 }, 'network.unknown-link', 'accountId'],
    [{ agentId: 7 }, 'network.unknown-link', 'agentId'],
    [{ speedDownKbps: -1 }, 'platform.invalid', 'speedDownKbps'],
  ]
  for (const [change, code, field] of cases) {
    const [, ...told] = await refusal(admin, ROWS, {
      attribute: 'Filter-Id',
      value: 'guest',
      ...change,
    })
    assert.deepEqual(told, [code, field], JSON.stringify(change))
  }
  const wrong = await admin('POST', ROWS, {
    attribute: 'Framed-IP-Address',
    value: '10.0.0.1\n10.0',
  })
  assert.deepEqual(wrong.body.details, { line: 2, name: 'Framed-IP-Address', type: 'ipaddr' })
  const { rows } = await house.ground.pool.query('select from network.attribute_rows')
  assert.equal(rows.length, 0)
  const told = await house.ground.pool.query(
    `select from platform.events where name = 'network.attributes-changed'`,
  )
  assert.equal(told.rowCount, 0, 'what was refused is not told')
})

test('rows are changed from the version that was read, and each change is told and written down', async (t) => {
  const { admin, made, house } = await openNetwork(t)
  const form = {
    packet: 'accept',
    attribute: 'mikrotik-rate-limit',
    value: ' {upKbps}k/{downKbps}k \r\n\n',
    agentId: 1,
    speedDownKbps: 100_000,
    note: 'всем',
  }
  const row = await made(ROWS, form)
  assert.equal(row.attribute, 'Mikrotik-Rate-Limit', 'the name as the dictionary spells it')
  assert.equal(row.value, '{upKbps}k/{downKbps}k')
  assert.deepEqual([row.agentName, row.author, row.isEnabled], ['RADIUS', 'Administrator', true])
  const change = (more: object, version: number) =>
    admin('PUT', `${ROWS}/${row.id}`, { ...form, ...more }, { 'if-match': String(version) })
  assert.equal((await change({ isEnabled: false }, 1)).body.version, 2)
  assert.equal((await change({ note: '' }, 1)).body.code, 'platform.version-mismatch')
  assert.equal((await change({ attribute: 'State' }, 2)).body.code, 'network.attribute-reserved')
  assert.equal((await admin('DELETE', `${ROWS}/${row.id}`)).status, 200)
  assert.equal((await change({}, 2)).body.code, 'network.attribute-row.not-found')

  const told = await house.ground.pool.query(
    `select count(*)::int as count from platform.events where name = 'network.attributes-changed'`,
  )
  assert.deepEqual(told.rows, [{ count: 3 }])
  const audit = await admin('GET', '/api/staff/audit?objectKind=network/attributes')
  assert.deepEqual(
    (audit.body.items as Row[])
      .filter(({ details }) => !(details as Row).refused)
      .map(({ deed }) => deed),
    [
      'DELETE /api/network/attributes/:id',
      'PUT /api/network/attributes/:id',
      'POST /api/network/attributes',
    ],
  )
})

test('the list is read by name, page by page, and narrowed to a link, a packet or a word', async (t) => {
  const { admin, made } = await openNetwork(t)
  const nas = await made('/api/network/nas', {
    agentId: 1,
    name: 'BRAS',
    address: '192.0.2.9',
    secret: 'nas-secret-word',
    dialect: 'mikrotik',
  })
  const group = await made('/api/accounts/groups', { name: 'Офисы' })
  await made(ROWS, { attribute: 'Reply-Message', value: 'Call us', packet: 'reject' })
  await made(ROWS, { attribute: 'Filter-Id', value: '100%', nasId: nas.id })
  await made(ROWS, {
    attribute: 'Filter-Id',
    value: 'office',
    accountGroupId: group.id,
    isEnabled: false,
  })
  const list = async (query: string) => {
    const { body } = await admin('GET', `${ROWS}?${query}`)
    return (body as Page).items.map(({ attribute, value }) => `${attribute}=${value}`)
  }
  const all = ['Filter-Id=100%', 'Filter-Id=office', 'Reply-Message=Call us']
  assert.deepEqual(await list(''), all)
  const first = (await admin('GET', `${ROWS}?limit=2&total=true`)).body as Page
  assert.equal(first.total, 3)
  assert.deepEqual(await list(`limit=2&cursor=${first.nextCursor}`), all.slice(2))
  assert.deepEqual(await list('packet=reject'), all.slice(2))
  assert.deepEqual(await list(`nasId=${nas.id}`), all.slice(0, 1))
  assert.deepEqual(await list('isEnabled=false'), all.slice(1, 2))
  assert.deepEqual(await list('q=filter'), all.slice(0, 2))
  assert.deepEqual(await list(`q=${encodeURIComponent('0%')}`), all.slice(0, 1))
  const office = ((await admin('GET', `${ROWS}?accountGroupId=${group.id}`)).body as Page).items[0]
  assert.equal(office?.accountGroupName, 'Офисы')

  await made('/api/network/device-groups', { name: 'Север' })
  const local = { code: 'local', nameRu: 'Своя сеть', nameEn: 'Own network' }
  await made('/api/catalogue/traffic-categories', local)
  const row = await made(ROWS, {
    attribute: 'Filter-Id',
    value: 'north',
    deviceGroupId: 1,
    category: 'local',
    isForGuests: true,
  })
  assert.deepEqual(
    [row.deviceGroupId, row.deviceGroupName, row.category, row.isForGuests],
    [1, 'Север', 'local', true],
  )
  assert.deepEqual(await list('deviceGroupId=1'), ['Filter-Id=north'])
  assert.deepEqual(await list('category=local'), ['Filter-Id=north'])
  assert.deepEqual(await list('category=foreign'), [])
})
