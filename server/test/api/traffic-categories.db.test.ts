import assert from 'node:assert/strict'
import { test } from 'node:test'
import { setTimeout as pause } from 'node:timers/promises'
import {
  importNetworks,
  type NetworksImport,
  previewNetworks,
} from '../../src/domains/catalogue/traffic-categories/import-networks.ts'
import {
  changeCategory,
  createCategory,
  getCategory,
  listCategories,
  publishNetworks,
} from '../../src/domains/catalogue/traffic-categories/keep-categories.ts'
import { selectNetworks } from '../../src/domains/catalogue/traffic-categories/traffic-categories.store.ts'
import { closePeriod } from '../../src/domains/settings/index.ts'
import { startHouse } from '../support/api.ts'
import { openHouse, type TestHouse } from '../support/house.ts'
import { packWorkbook } from '../support/workbook.ts'

const dayOf = (text: string) => Temporal.PlainDate.from(text)

/** A house with two categories: `local` is 1, `peering` is 2. */
async function open(t: Parameters<typeof openHouse>[0]) {
  const house = await openHouse(t, '2026-04-17T10:00:00+03:00')
  const named = [
    { code: 'local', nameRu: 'Своя сеть', nameEn: 'Own network' },
    { code: 'peering', nameRu: 'Пиринг', nameEn: 'Peering' },
  ]
  for (const form of named) await house.deed((ctx) => createCategory(ctx, form))
  return house
}

const LOCAL = 1
const PEERING = 2

const publish = (house: TestHouse, id: number, from: string, networks: string[]) =>
  house.deed(async (ctx) => {
    const { version } = await getCategory(ctx, id)
    return publishNetworks(ctx, { id, version, from: dayOf(from), networks })
  })

const networksOf = async (house: TestHouse, id: number) =>
  house.deed(async (ctx) => {
    const { versions } = await getCategory(ctx, id)
    const networks = await selectNetworks(ctx, { id, number: versions.at(-1)?.number ?? 0 })
    return networks.toSorted()
  })

const foreign = (network: string, category: string) => ({
  code: 'catalogue.network-of-another-category',
  details: { network, category },
  fields: [{ field: 'networks', rule: 'network-of-another-category' }],
})

test('a network is in one category on a day, however it is written and whenever it came there', async (t) => {
  const house = await open(t)
  await publish(house, LOCAL, '2026-05-01', ['10.0.0.0/8', '2001:DB8::/32', '192.0.2.1'])
  for (const [written, plain] of [
    ['10.0.0.0/8', '10.0.0.0/8'],
    ['2001:0db8:0:0::/32', '2001:db8::/32'],
    ['192.0.2.1/32', '192.0.2.1/32'],
    ['192.000.002.001', '192.0.2.1/32'],
  ] as const) {
    const taken = foreign(plain, 'local')
    await assert.rejects(publish(house, PEERING, '2026-06-01', [written]), taken, written)
    // From an earlier day on they would meet on the day when the other begins.
    await assert.rejects(publish(house, PEERING, '2026-04-20', [written]), taken, written)
  }
  assert.deepEqual((await house.deed((ctx) => getCategory(ctx, PEERING))).versions, [])

  // What one has given up, the other may have from that day on.
  await publish(house, LOCAL, '2026-06-01', ['2001:db8::/32'])
  await assert.rejects(
    publish(house, PEERING, '2026-05-31', ['10.0.0.0/8']),
    foreign('10.0.0.0/8', 'local'),
  )
  await publish(house, PEERING, '2026-06-01', ['10.0.0.0/8', '10.0.0.0/8', '2001:db8:1::/48'])
  assert.deepEqual(await networksOf(house, PEERING), ['10.0.0.0/8', '2001:db8:1::/48'])
})

test('of two who publish one network at the same moment one is refused', async (t) => {
  const house = await open(t)
  let second: Promise<unknown> | undefined
  await house.deed(async (ctx) => {
    const order = { id: LOCAL, version: 1, from: dayOf('2026-05-01'), networks: ['10.0.0.0/8'] }
    await publishNetworks(ctx, order)
    second = publish(house, PEERING, '2026-05-01', ['10.0.0.0/8'])
    second.catch(() => undefined)
    await pause(200)
  })
  await assert.rejects(second ?? Promise.resolve(), foreign('10.0.0.0/8', 'local'))
})

test('networks of a category follow one another by days, by one hand at a time and not in closed months', async (t) => {
  const house = await open(t)
  const month = Temporal.PlainYearMonth.from('2026-03')
  await house.deed((ctx) => closePeriod(ctx, { month, reason: '' }))
  await assert.rejects(publish(house, LOCAL, '2026-03-31', ['10.0.0.0/8']), {
    code: 'settings.day-closed',
    fields: [{ field: 'from', rule: 'day-closed' }],
  })
  await publish(house, LOCAL, '2026-04-01', ['10.0.0.0/8'])
  await assert.rejects(publish(house, LOCAL, '2026-04-01', ['10.0.0.0/9']), {
    code: 'catalogue.version-too-early',
    details: { after: '2026-04-01' },
    fields: [{ field: 'from', rule: 'version-too-early' }],
  })
  await assert.rejects(publish(house, LOCAL, '2026-05-01', ['10.0.0.0/8', '10.0.0.1/8', 'x']), {
    code: 'platform.invalid',
    fields: [
      { field: 'networks.1', rule: 'network' },
      { field: 'networks.2', rule: 'network' },
    ],
  })
  const stale = { id: LOCAL, version: 1, from: dayOf('2026-05-01'), networks: ['10.0.0.0/9'] }
  await assert.rejects(
    house.deed((ctx) => publishNetworks(ctx, stale)),
    { code: 'platform.version-mismatch' },
  )
  const { versions } = await publish(house, LOCAL, '2026-05-01', [])
  assert.deepEqual(
    versions.map(({ from, until, networksCount }) => [
      `${from}`,
      until && `${until}`,
      networksCount,
    ]),
    [
      ['2026-04-01', '2026-05-01', 1],
      ['2026-05-01', null, 0],
    ],
  )
})

test('a category is renamed and archived, and its code stays its own', async (t) => {
  const house = await open(t)
  const form = { id: LOCAL, version: 1, nameRu: 'Наша сеть', nameEn: 'Ours', isArchived: true }
  const archived = await house.deed((ctx) => changeCategory(ctx, form))
  assert.deepEqual([archived.nameRu, archived.archivedAt === null], ['Наша сеть', false])
  await assert.rejects(
    house.deed((ctx) => changeCategory(ctx, form)),
    { code: 'platform.version-mismatch' },
  )
  await assert.rejects(
    house.deed((ctx) => createCategory(ctx, { code: 'local', nameRu: 'Ещё', nameEn: 'More' })),
    {
      code: 'catalogue.category-code-taken',
      fields: [{ field: 'code', rule: 'category-code-taken' }],
    },
  )
  const listed = await house.deed(listCategories)
  assert.deepEqual(
    listed.map(({ code }) => code),
    ['peering', 'local'],
  )
})

const inFile = (lines: readonly string[]) => Buffer.from(lines.join('\n'))
const look = (house: TestHouse, content: Buffer, from = '2026-06-01') =>
  house.deed((ctx) => previewNetworks(ctx, { from: dayOf(from), content }))
const take = (house: TestHouse, content: Buffer, from = '2026-06-01'): Promise<NetworksImport> =>
  house.deed((ctx) => importNetworks(ctx, { from: dayOf(from), content }))

test('a file of networks is looked at first: what it adds and takes away, and then it is taken as shown', async (t) => {
  const house = await open(t)
  await publish(house, LOCAL, '2026-05-01', ['10.0.0.0/8', '192.168.0.0/16', '2001:db8::/32'])
  const content = inFile([
    'Сеть;Категория',
    '10.0.0.0/8;local',
    '2001:0DB8::/32;своя сеть',
    '172.16.0.0/12;Own network',
    '172.16.0.0/12;local',
    '198.51.100.0/24;Пиринг',
  ])
  const categories = [
    { code: 'local', networksCount: 3, addedCount: 1, removedCount: 1 },
    { code: 'peering', networksCount: 1, addedCount: 1, removedCount: 0 },
  ]
  const seen = { isDone: false, categories, faultsCount: 0, faults: [] }
  assert.deepEqual(await look(house, content), seen)
  assert.equal((await house.deed((ctx) => getCategory(ctx, LOCAL))).versions.length, 1)
  assert.deepEqual(await take(house, content), { ...seen, isDone: true })
  assert.deepEqual(await networksOf(house, LOCAL), ['10.0.0.0/8', '172.16.0.0/12', '2001:db8::/32'])
  assert.deepEqual(await networksOf(house, PEERING), ['198.51.100.0/24'])
})

test('a file moves networks from one category to the other and back, whichever it names first', async (t) => {
  const house = await open(t)
  await publish(house, LOCAL, '2026-05-01', ['10.0.0.0/8', '192.168.0.0/16'])
  await publish(house, PEERING, '2026-05-01', ['172.16.0.0/12'])
  const swapped = ['172.16.0.0/12;local', '10.0.0.0/8;peering', '192.168.0.0/16;local']
  assert.equal((await take(house, inFile(swapped))).isDone, true)
  assert.deepEqual(await networksOf(house, LOCAL), ['172.16.0.0/12', '192.168.0.0/16'])
  assert.deepEqual(await networksOf(house, PEERING), ['10.0.0.0/8'])
  // A category that the file does not name keeps its own.
  await assert.rejects(
    take(house, inFile(['10.0.0.0/8;local']), '2026-07-01'),
    foreign('10.0.0.0/8', 'peering'),
  )
})

const FAULTY: [why: string, lines: string[], faults: object[]][] = [
  [
    'a network with bits beyond its prefix',
    ['Сеть;Категория', '10.0.0.0/8;local', '10.0.0.1/8;local', '172.16.0.0/12;peering'],
    [{ row: 3, rule: 'network', value: '10.0.0.1/8' }],
  ],
  [
    'a slip in the very first row',
    ['10.0.0.0/33;local', '172.16.0.0/12;peering'],
    [{ row: 1, rule: 'network', value: '10.0.0.0/33' }],
  ],
  [
    'an address that is none in the very first row',
    ['fe80::1::/64;local', '172.16.0.0/12;peering'],
    [{ row: 1, rule: 'network', value: 'fe80::1::/64' }],
  ],
  [
    'a category that is not there',
    ['10.0.0.0/8;local', '172.16.0.0/12;abroad'],
    [{ row: 2, rule: 'unknown', value: 'abroad' }],
  ],
  [
    'one network in two categories',
    ['10.0.0.0/8;local', '2001:db8::/32;peering', '2001:0db8::/32;local'],
    [{ row: 3, rule: 'twice', value: '2001:db8::/32' }],
  ],
]

for (const [why, lines, faults] of FAULTY) {
  test(`one bad row keeps a whole file of networks out: ${why}`, async (t) => {
    const house = await open(t)
    const content = inFile(lines)
    assert.deepEqual((await look(house, content)).faults, faults)
    const taken = await take(house, content)
    assert.deepEqual([taken.isDone, taken.faultsCount, taken.faults], [false, 1, faults])
    const categories = await house.deed(listCategories)
    assert.ok(categories.every(({ versions }) => versions.length === 0))
  })
}

test('a file that is refused for one of its categories changes none of them', async (t) => {
  const house = await open(t)
  await publish(house, PEERING, '2026-06-10', ['172.16.0.0/12'])
  const content = inFile(['10.0.0.0/8;local', '198.51.100.0/24;peering'])
  await assert.rejects(take(house, content), { code: 'catalogue.version-too-early' })
  assert.deepEqual((await house.deed((ctx) => getCategory(ctx, LOCAL))).versions, [])
  await assert.rejects(look(house, packWorkbook('').subarray(0, 90)), {
    code: 'catalogue.unreadable-table',
  })
})

test('the category of an address is that of the most specific network on the day', async (t) => {
  const { administrator } = await startHouse(t)
  const call = await administrator()
  const path = '/api/catalogue/traffic-categories'
  const networks: Record<string, string[]> = {
    world: ['0.0.0.0/0', '::/0'],
    local: ['10.0.0.0/8', '2001:db8::/32'],
    cache: ['10.20.30.40', '10.20.0.0/16', '2001:db8:0:1::/64'],
  }
  for (const [code, named] of Object.entries(networks)) {
    const made = await call('POST', path, { code, nameRu: code, nameEn: code })
    const order = { from: '2026-04-01', networks: named }
    const published = await call('POST', `${path}/${made.body.id}/versions`, order, {
      'if-match': '"1"',
    })
    assert.equal(published.status, 200, JSON.stringify(published.body))
  }
  const found = async (address: string, day = '2026-04-01') => {
    const query = `address=${encodeURIComponent(address)}&day=${day}`
    const { category, network } = (await call('GET', `${path}/match?${query}`)).body
    return [category, network]
  }
  assert.deepEqual(await found('10.20.30.40'), ['cache', '10.20.30.40/32'])
  assert.deepEqual(await found('10.20.30.41'), ['cache', '10.20.0.0/16'])
  assert.deepEqual(await found('10.21.0.1'), ['local', '10.0.0.0/8'])
  assert.deepEqual(await found('11.0.0.1'), ['world', '0.0.0.0/0'])
  assert.deepEqual(await found('2001:db8::1:0:0:0:5'), ['cache', '2001:db8:0:1::/64'])
  assert.deepEqual(await found('2001:DB8:ffff::'), ['local', '2001:db8::/32'])
  assert.deepEqual(await found('2a00::1'), ['world', '::/0'])
  assert.deepEqual(await found('10.20.30.40', '2026-03-31'), [null, null])
  assert.deepEqual(await found('10.20.30'), [null, null])
})
