import assert from 'node:assert/strict'
import { test } from 'node:test'
import fc from 'fast-check'
import {
  type AttributePacket,
  type ChoosableRow,
  type Chosen,
  chooseAttributes,
  LINK_KINDS,
  linkOf,
  type Occasion,
} from './attribute-choice.ts'

const NOBODY = {
  agentId: null,
  nasId: null,
  deviceGroupId: null,
  accountGroupId: null,
  tariffId: null,
  category: null,
  accountId: null,
  isForGuests: false,
  speedDownKbps: null,
}
const NOW: Occasion = {
  packet: 'accept',
  agentId: 1,
  nasId: 2,
  deviceGroupIds: [6, 60],
  accountId: 5,
  tariffId: 4,
  groupIds: [3, 30],
  categories: ['local', 'turbo'],
  speed: { downKbps: 100_000 },
}

let lastId = 0
function row(links: Partial<ChoosableRow> = {}): ChoosableRow {
  lastId += 1
  return { id: lastId, packet: 'accept', attribute: 'Filter-Id', tag: 0, ...NOBODY, ...links }
}

/** The one that is sent, and how each other gave way. */
function outcome(rows: readonly ChoosableRow[], occasion: Partial<Occasion> = {}) {
  const [chosen, ...more] = chooseAttributes(rows, { ...NOW, ...occasion })
  assert.deepEqual(more, [])
  const beaten = chosen?.beaten.map(({ row: { id }, because }) => `${id} ${because}`)
  return chosen && { id: chosen.row.id, link: chosen.link, beaten }
}

test('an account beats a category, that the tariff, that its groups, those the access server, that the groups of its device, those the agent, that everybody', () => {
  const named = LINK_KINDS.filter((kind) => kind !== 'guests')
  const everybody = row()
  const agent = row({ agentId: 1 })
  const devices = row({ deviceGroupId: 6 })
  const nas = row({ nasId: 2 })
  const group = row({ accountGroupId: 3 })
  const tariff = row({ tariffId: 4 })
  const category = row({ category: 'local' })
  const account = row({ accountId: 5 })
  const weakestFirst = [everybody, agent, devices, nas, group, tariff, category, account]
  assert.deepEqual(
    weakestFirst.toReversed().map((one) => linkOf(one)),
    named,
  )
  weakestFirst.forEach((winner, index) => {
    const losers = weakestFirst.slice(0, index).toReversed()
    assert.deepEqual(outcome(weakestFirst.slice(0, index + 1)), {
      id: winner.id,
      link: linkOf(winner),
      beaten: losers.map(({ id }) => `${id} less-specific`),
    })
  })
})

test('a tariff at one access server beats the tariff anywhere, and a speed adds to it', () => {
  const anywhere = row({ tariffId: 4 })
  const here = row({ tariffId: 4, nasId: 2 })
  const newer = row({ tariffId: 4 })
  assert.deepEqual(outcome([anywhere, here, newer]), {
    id: here.id,
    link: 'tariff',
    beaten: [`${newer.id} fewer-links`, `${anywhere.id} fewer-links`],
  })
  const fast = row({ speedDownKbps: 100_000 })
  const plain = row()
  assert.deepEqual(outcome([fast, plain]), {
    id: fast.id,
    link: 'everybody',
    beaten: [`${plain.id} fewer-links`],
  })
  const atServer = row({ nasId: 2 })
  assert.equal(outcome([fast, atServer])?.id, atServer.id, 'a speed alone is not more specific')
})

test('between equals the newer wins, as between two groups of one account', () => {
  const one = row({ accountGroupId: 3 })
  const other = row({ accountGroupId: 30 })
  const expected = { id: other.id, link: 'account-group', beaten: [`${one.id} older`] }
  assert.deepEqual(outcome([other, one]), expected)
})

test('a row is for those whom all its links name, and for its packet only', () => {
  const cases: Partial<ChoosableRow>[] = [
    { packet: 'reject' },
    { agentId: 9 },
    { nasId: 9 },
    { deviceGroupId: 9 },
    { accountGroupId: 9 },
    { tariffId: 9 },
    { category: 'foreign' },
    { accountId: 9 },
    { speedDownKbps: 50_000 },
    { accountId: 5, nasId: 9 },
    { accountId: 5, category: 'foreign' },
    { category: 'local', deviceGroupId: 9 },
  ]
  for (const links of cases) assert.equal(outcome([row(links)]), undefined, JSON.stringify(links))
  assert.ok(
    outcome([row({ speedDownKbps: 0 })], { speed: { downKbps: 0 } }),
    'unlimited is a speed',
  )
})

test('a strange login gets what is for the access server, and nothing that is for accounts', () => {
  const stranger: Occasion = { packet: 'reject', agentId: 1, nasId: 2 }
  const links: Partial<ChoosableRow>[] = [
    { nasId: 2 },
    { accountId: 5 },
    { tariffId: 4 },
    { category: 'local' },
    { accountGroupId: 3 },
    { speedDownKbps: 0 },
  ]
  const rows = links.map((one) => row({ ...one, packet: 'reject' }))
  assert.deepEqual(
    chooseAttributes(rows, stranger).map(({ row: { id } }) => id),
    [rows[0]?.id],
  )
})

test('a row for a group of devices is for any server in it, one for a category for any service counted by it', () => {
  const everybody = row()
  const devices = row({ deviceGroupId: 60 })
  const local = row({ category: 'local' })
  const turbo = row({ category: 'turbo', deviceGroupId: 6 })
  const rows = [everybody, devices, local, turbo]
  assert.deepEqual(outcome(rows), {
    id: turbo.id,
    link: 'category',
    beaten: [
      `${local.id} fewer-links`,
      `${devices.id} less-specific`,
      `${everybody.id} less-specific`,
    ],
  })
  assert.equal(outcome(rows, { categories: [] })?.id, devices.id, 'no service counts so')
  assert.equal(outcome(rows, { categories: undefined })?.id, devices.id)
  assert.equal(outcome(rows, { categories: ['local'], deviceGroupIds: [] })?.id, local.id)
  const elsewhere = { categories: [], deviceGroupIds: undefined }
  assert.equal(outcome(rows, elsewhere)?.id, everybody.id, 'the server is no device')
})

test('each attribute and each tag is decided by itself, in the order of names', () => {
  const rows = [
    row({ attribute: 'Tunnel-Type', tag: 2 }),
    row({ attribute: 'Tunnel-Type', tag: 1 }),
    row({ attribute: 'Filter-Id', tariffId: 4 }),
    row({ attribute: 'Tunnel-Type', tag: 1, agentId: 1 }),
  ]
  assert.deepEqual(
    chooseAttributes(rows, NOW).map(({ row: { attribute, tag }, link }) => [attribute, tag, link]),
    [
      ['Filter-Id', 0, 'tariff'],
      ['Tunnel-Type', 1, 'agent'],
      ['Tunnel-Type', 2, 'everybody'],
    ],
  )
})

test('a guest that gets a service gets the rows of its category', () => {
  const guests = row({ isForGuests: true })
  const category = row({ category: 'local' })
  const both = row({ category: 'local', isForGuests: true })
  const stranger = { accountId: undefined, tariffId: undefined, groupIds: undefined, isGuest: true }
  assert.equal(outcome([guests, category, both], stranger)?.id, both.id)
  assert.equal(outcome([guests, category], stranger)?.id, category.id)
  assert.equal(outcome([guests, category, both], { ...stranger, categories: [] })?.id, guests.id)
})

test('a row for guests is for nobody else, and beats the access server’s', () => {
  const nas = row({ nasId: 2 })
  const guests = row({ isForGuests: true })
  const account = row({ accountId: 5 })
  const stranger = {
    categories: [],
    accountId: undefined,
    tariffId: undefined,
    groupIds: undefined,
  }
  assert.equal(outcome([nas, guests])?.id, nas.id)
  assert.deepEqual(outcome([nas, guests, account], { ...stranger, isGuest: true }), {
    id: guests.id,
    link: 'guests',
    beaten: [`${nas.id} less-specific`],
  })
})

const maybe = <Link>(value: Link, other: Link) => fc.constantFrom(null, null, value, other)
const anyRow = fc.record({
  packet: fc.constantFrom<AttributePacket>('accept', 'accept', 'reject'),
  attribute: fc.constantFrom('Filter-Id', 'Class-Of-Service'),
  tag: fc.constantFrom(0, 1),
  agentId: maybe(1, 9),
  nasId: maybe(2, 9),
  deviceGroupId: maybe(6, 60),
  accountGroupId: maybe(3, 30),
  tariffId: maybe(4, 9),
  category: maybe('local', 'foreign'),
  accountId: maybe(5, 9),
  isForGuests: fc.constantFrom(false, false, true),
  speedDownKbps: maybe(100_000, 0),
})
const anyRows = fc
  .array(anyRow, { maxLength: 12 })
  .map((rows) => rows.map((one, index) => ({ ...one, id: index + 1 })))

const winners = (chosen: readonly Chosen<ChoosableRow>[]) => chosen.map(({ row: { id } }) => id)

test('the order of the rows does not change the outcome', () => {
  const shuffled = anyRows.chain((rows) =>
    fc.tuple(fc.constant(rows), fc.shuffledSubarray(rows, { minLength: rows.length })),
  )
  fc.assert(
    fc.property(shuffled, ([rows, mixed]) => {
      assert.deepEqual(chooseAttributes(mixed, NOW), chooseAttributes(rows, NOW))
    }),
  )
})

test('another row that is less specific than the winner never changes what is sent', () => {
  fc.assert(
    fc.property(anyRows, anyRow, (rows, added) => {
      const before = chooseAttributes(rows, NOW)
      const rival = before.find(
        ({ row: { attribute, tag } }) => attribute === added.attribute && tag === added.tag,
      )
      fc.pre(rival !== undefined)
      const isWeaker =
        LINK_KINDS.indexOf(linkOf(added)) > LINK_KINDS.indexOf(rival?.link ?? 'account')
      fc.pre(isWeaker)
      const after = chooseAttributes([...rows, { ...added, id: rows.length + 1 }], NOW)
      assert.deepEqual(winners(after), winners(before))
    }),
  )
})

test('every row that fits is either sent or named among those that gave way, once', () => {
  fc.assert(
    fc.property(anyRows, (rows) => {
      const chosen = chooseAttributes(rows, NOW)
      const told = chosen.flatMap(({ row: { id }, beaten }) => [
        id,
        ...beaten.map(({ row: loser }) => loser.id),
      ])
      const fitting = rows.filter((one) => chooseAttributes([one], NOW).length > 0)
      assert.deepEqual(
        told.toSorted((a, b) => a - b),
        fitting.map(({ id }) => id),
      )
    }),
  )
})
