import assert from 'node:assert/strict'
import { test } from 'node:test'
import { dialectOf } from './dialect-of.ts'

const speed = { downKbps: 100_000, upKbps: 50_000 }

test('each family hears the speed in its own words', () => {
  assert.deepEqual(dialectOf('mikrotik').speedAttributes(speed), [
    ['Mikrotik-Rate-Limit', '50000k/100000k'],
  ])
  assert.deepEqual(dialectOf('accel-ppp').speedAttributes(speed), [['Filter-Id', '100000/50000']])
  assert.deepEqual(dialectOf('standard').speedAttributes(speed), [
    ['WISPr-Bandwidth-Max-Down', '100000000'],
    ['WISPr-Bandwidth-Max-Up', '50000000'],
  ])
  const cisco = dialectOf('cisco').speedAttributes(speed)
  assert.match(cisco[0]?.[1] ?? '', /rate-limit input 50000000 6250000 12500000 conform-action/)
  assert.match(cisco[1]?.[1] ?? '', /rate-limit output 100000000/)
})

test('an unlimited tariff sends no limit', () => {
  for (const name of ['mikrotik', 'accel-ppp', 'standard', 'cisco'] as const)
    assert.deepEqual(dialectOf(name).speedAttributes({ downKbps: 0, upKbps: 0 }), [])
})
