import assert from 'node:assert/strict'
import { test } from 'node:test'
import fc from 'fast-check'
import type { Speed, SpeedRule } from '../../catalogue/rules/speed-rule.ts'
import { dueSpeed, type Moment, type SpeedPlan, type Turbo } from './due-speed.ts'

const GIGABYTE = 1n << 30n
const BEGINS = { day: 20_544, week: 20_541, month: 20_544 }
const PLAN: SpeedPlan = {
  base: { downKbps: 100_000, upKbps: 50_000 },
  rules: [],
  turbos: [],
  used: { day: 0n, week: 0n, month: 0n },
  begins: BEGINS,
}
const NOON = { epochMs: 1000, band: null, begins: BEGINS }
const NIGHT: SpeedRule = { kind: 'band', band: 'night', downKbps: 300_000, upKbps: 300_000 }
const FAIR: SpeedRule = {
  kind: 'volume',
  fromMegabytes: 102_400,
  period: 'month',
  downKbps: 10_000,
  upKbps: 10_000,
}
const TURBO: Turbo = { fromMs: 500, untilMs: 2000, downKbps: 200_000, upKbps: 20_000 }

function speed(plan: Partial<SpeedPlan>, moment: Partial<Moment> = {}) {
  const { downKbps, upKbps, cause } = dueSpeed({ ...PLAN, ...plan }, { ...NOON, ...moment })
  return `${downKbps}/${upKbps} ${cause.kind}`
}

test('without rules and turbos the speed is the tariff’s', () => {
  assert.equal(speed({}), '100000/50000 tariff')
})

test('a band of time changes the speed while it lasts', () => {
  assert.equal(speed({ rules: [NIGHT] }, { band: 'night' }), '300000/300000 band')
  assert.equal(speed({ rules: [NIGHT] }, { band: 'day' }), '100000/50000 tariff')
})

test('after a volume the speed falls, and a new month forgets it', () => {
  const used = { day: 0n, week: 0n, month: 100n * GIGABYTE }
  assert.equal(speed({ rules: [FAIR], used }), '10000/10000 volume')
  const next = { ...BEGINS, month: BEGINS.month + 31 }
  assert.equal(speed({ rules: [FAIR], used }, { begins: next }), '100000/50000 tariff')
})

test('a turbo raises what it can and takes nothing away', () => {
  assert.equal(speed({ turbos: [TURBO] }), '200000/50000 turbo')
  assert.equal(speed({ turbos: [TURBO], rules: [NIGHT] }, { band: 'night' }), '300000/300000 band')
})

test('a turbo begins at its first instant and is over at its last', () => {
  assert.equal(speed({ turbos: [TURBO] }, { epochMs: 499 }), '100000/50000 tariff')
  assert.equal(speed({ turbos: [TURBO] }, { epochMs: 500 }), '200000/50000 turbo')
  assert.equal(speed({ turbos: [TURBO] }, { epochMs: 2000 }), '100000/50000 tariff')
})

test('nothing is faster than no limit', () => {
  const unlimited = { ...TURBO, downKbps: 0, upKbps: 0 }
  assert.equal(speed({ turbos: [TURBO, unlimited] }), '0/0 turbo')
  assert.equal(speed({ base: { downKbps: 0, upKbps: 0 }, turbos: [TURBO] }), '0/0 tariff')
})

test('a turbo never makes any speed slower', () => {
  const kbps = fc.integer({ min: 0, max: 1_000_000 })
  const limit = (value: number) => (value === 0 ? Number.POSITIVE_INFINITY : value)
  const speeds: fc.Arbitrary<Speed> = fc.record({ downKbps: kbps, upKbps: kbps })
  fc.assert(
    fc.property(speeds, fc.array(speeds, { maxLength: 4 }), (base, bought) => {
      const turbos = bought.map((one) => ({ ...one, fromMs: 0, untilMs: 5000 }))
      const due = dueSpeed({ ...PLAN, base, turbos }, NOON)
      for (const one of [base, ...bought]) {
        assert.ok(limit(due.downKbps) >= limit(one.downKbps))
        assert.ok(limit(due.upKbps) >= limit(one.upKbps))
      }
    }),
  )
})
