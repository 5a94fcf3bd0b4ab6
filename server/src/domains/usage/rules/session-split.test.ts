import assert from 'node:assert/strict'
import { test } from 'node:test'
import { settleSplit } from './session-split.ts'

type News = { of: 'session' | 'service'; grew: bigint }

/** What stands in the hours for the session itself after news in this order, and by what it changed each time. */
function settleAll(news: readonly News[]) {
  const split = { whole: 0n, own: 0n, plain: 0n }
  const changes = news.map(({ of, grew }) => {
    if (of === 'session') split.whole += grew
    else split.own += grew
    const change = settleSplit(split)
    split.plain += change
    return change
  })
  return { plain: split.plain, changes }
}

function ordersOf<Item>(items: readonly Item[]): Item[][] {
  if (items.length < 2) return [[...items]]
  return items.flatMap((item, at) =>
    ordersOf([...items.slice(0, at), ...items.slice(at + 1)]).map((rest) => [item, ...rest]),
  )
}

test('a session counts what its services do not, in whatever order they report', () => {
  const news: News[] = [
    { of: 'session', grew: 100n },
    { of: 'service', grew: 60n },
    { of: 'service', grew: 15n },
    { of: 'session', grew: 50n },
  ]
  const orders = ordersOf(news)
  assert.equal(orders.length, 24)
  for (const order of orders)
    assert.equal(settleAll(order).plain, 75n, JSON.stringify(order, toText))
})

test('a service that is heard of after its session takes back what was counted', () => {
  const late = settleAll([
    { of: 'session', grew: 100n },
    { of: 'service', grew: 60n },
  ])
  assert.deepEqual(late, { plain: 40n, changes: [100n, -60n] })
})

test('a service that is heard of first is taken off what the session brings', () => {
  const early = settleAll([
    { of: 'service', grew: 60n },
    { of: 'session', grew: 100n },
  ])
  assert.deepEqual(early, { plain: 40n, changes: [0n, 40n] })
})

test('a server that counts a service beside its session owes nobody anything', () => {
  const apart = settleAll([
    { of: 'session', grew: 10n },
    { of: 'service', grew: 60n },
    { of: 'session', grew: 40n },
  ])
  assert.equal(apart.plain, 0n)
})

test('without services a session counts itself', () => {
  assert.deepEqual(settleAll([{ of: 'session', grew: 100n }]).changes, [100n])
})

function toText(_: string, value: unknown): unknown {
  return typeof value === 'bigint' ? String(value) : value
}
