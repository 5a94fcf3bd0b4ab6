import assert from 'node:assert/strict'
import { test } from 'node:test'
import { collapsePorts, expandSeries } from './port-series.ts'

const copper = { medium: 'copper', speedMbps: 100 }
const fibre = { medium: 'fibre', speedMbps: 1000 }

test('a series goes on from its first name, with the zeros that the names have', () => {
  const named = (first: string, count: number) =>
    expandSeries({ first, count, ...copper }).map(({ name }) => name)
  assert.deepEqual(named('1', 3), ['1', '2', '3'])
  assert.deepEqual(named('Gi0/9', 3), ['Gi0/9', 'Gi0/10', 'Gi0/11'])
  assert.deepEqual(named('p08', 3), ['p08', 'p09', 'p10'])
  assert.deepEqual(named('uplink', 1), ['uplink'])
})

test('ports come back as the series they were made of', () => {
  const series = [
    { first: '1', count: 24, ...copper },
    { first: '25', count: 4, ...fibre },
    { first: 'mgmt', count: 1, ...copper },
    { first: 'console', count: 1, ...copper },
  ]
  const ports = series.flatMap(expandSeries)
  assert.equal(ports.length, 30)
  assert.deepEqual(collapsePorts(ports), series)
})

test('a gap in the numbers begins a new series', () => {
  const ports = ['1', '2', '4'].map((name) => ({ name, ...copper }))
  assert.deepEqual(
    collapsePorts(ports).map(({ first, count }) => [first, count]),
    [
      ['1', 2],
      ['4', 1],
    ],
  )
})
