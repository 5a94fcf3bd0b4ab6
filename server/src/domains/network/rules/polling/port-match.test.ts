import assert from 'node:assert/strict'
import { test } from 'node:test'
import { matchPorts, type PortMatch } from './port-match.ts'

const names = (count: number, nameOf: (number: number) => string) =>
  Array.from({ length: count }, (_, index) => ({ id: index + 101, name: nameOf(index + 1) }))
const interfaces = Array.from({ length: 4 }, (_, index) => ({
  ifIndex: index + 49,
  ifName: `gi1/0/${index + 1}`,
  ifDescr: `GigabitEthernet1/0/${index + 1}`,
}))
const found = (rule: Partial<PortMatch>, ports: { id: number; name: string }[]) => {
  const full: PortMatch = { portMatch: 'name', portOffset: 0, portPattern: '', ...rule }
  return [...matchPorts(full, ports, interfaces)].map(([id, { ifIndex }]) => [id, ifIndex])
}
const ALL = [
  [101, 49],
  [102, 50],
  [103, 51],
  [104, 52],
]

test('ports are found by their short or long names, however they are typed', () => {
  assert.deepEqual(
    found(
      {},
      names(4, (number) => `Gi 1/0/${number}`),
    ),
    ALL,
  )
  assert.deepEqual(
    found(
      {},
      names(4, (number) => `gigabitethernet1/0/${number}`),
    ),
    ALL,
  )
  assert.deepEqual(found({}, names(4, String)), [])
})

test('ports that are only numbered are found by an offset or by a pattern', () => {
  assert.deepEqual(found({ portMatch: 'number', portOffset: 48 }, names(4, String)), ALL)
  const rule = { portMatch: 'pattern', portPattern: 'gi1/0/{n}' } as const
  assert.deepEqual(
    found(
      rule,
      names(4, (number) => `Порт 0${number}`),
    ),
    ALL,
  )
})

test('an interface is one port, and a port without an interface is left out', () => {
  const twice = [
    { id: 1, name: 'gi1/0/1' },
    { id: 2, name: 'GI1/0/1' },
    { id: 3, name: 'uplink' },
  ]
  assert.deepEqual(found({}, twice), [[1, 49]])
  assert.deepEqual(found({ portMatch: 'number', portOffset: 48 }, twice), [[1, 49]])
})
