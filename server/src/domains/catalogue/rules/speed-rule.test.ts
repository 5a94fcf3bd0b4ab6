import assert from 'node:assert/strict'
import { test } from 'node:test'
import { ruleAt, type SpeedRule } from './speed-rule.ts'

const NIGHT: SpeedRule = { kind: 'band', band: 'night', downKbps: 500_000, upKbps: 500_000 }
const FAIR: SpeedRule = {
  kind: 'volume',
  fromMegabytes: 300_000,
  period: 'month',
  downKbps: 10_000,
  upKbps: 10_000,
}
const DAILY: SpeedRule = { ...FAIR, fromMegabytes: 1000, period: 'day', downKbps: 2000 }
const MEGABYTE = 1n << 20n

const ROWS: [what: string, rules: SpeedRule[], band: string | null, monthMb: bigint, SpeedRule?][] =
  [
    ['no rules: the speed of the tariff', [], 'night', 0n, undefined],
    ['the night comes', [NIGHT], 'night', 0n, NIGHT],
    ['by day the tariff’s own', [NIGHT], 'day', 0n, undefined],
    ['in no band the tariff’s own', [NIGHT], null, 0n, undefined],
    ['a megabyte before the volume', [FAIR], null, 299_999n, undefined],
    ['the volume itself is reached', [FAIR], null, 300_000n, FAIR],
    ['after the volume, at night: the first rule', [NIGHT, FAIR], 'night', 400_000n, NIGHT],
    ['the same in the other order', [FAIR, NIGHT], 'night', 400_000n, FAIR],
    ['volumes of a day and of a month are told apart', [DAILY, FAIR], null, 400_000n, FAIR],
  ]

for (const [what, rules, band, monthMb, expected] of ROWS) {
  test(`speed: ${what}`, () => {
    const usedOctets = (period: string) => (period === 'month' ? monthMb * MEGABYTE : 0n)
    assert.equal(ruleAt(rules, { band, usedOctets }), expected)
  })
}
