import assert from 'node:assert/strict'
import { test } from 'node:test'
import fc from 'fast-check'
import { type BandInterval, bandAt, canMeet, type SpecialDays, type TimeBand } from './time-band.ts'

const WORKDAYS = 62
const WEEKEND = 65
const EVERY_DAY = 127
const interval = (
  weekdays: number,
  fromMinute: number,
  untilMinute: number,
  holidays: BandInterval['holidays'] = 'any',
): BandInterval => ({ weekdays, fromMinute, untilMinute, holidays })

const BANDS: TimeBand[] = [
  { code: 'holiday', intervals: [interval(EVERY_DAY, 0, 1440, 'only')] },
  { code: 'night', intervals: [interval(WORKDAYS, 22 * 60, 8 * 60, 'never')] },
  { code: 'weekend', intervals: [interval(WEEKEND, 0, 1440)] },
]
const DAYS: SpecialDays = new Map([
  ['2026-05-01', { kind: 'holiday' }],
  // A Saturday that is worked as a Monday.
  ['2026-05-16', { kind: 'working', worksAs: 1 }],
])

const TABLE: [at: string, band: string | null, why: string][] = [
  ['2026-04-15T12:00', null, 'a Wednesday at noon is of no band'],
  ['2026-04-15T21:59', null, 'a minute before the night'],
  ['2026-04-15T22:00', 'night', 'the night begins'],
  ['2026-04-16T07:59', 'night', 'and passes midnight'],
  ['2026-04-16T08:00', null, 'and ends'],
  ['2026-04-18T03:00', 'night', 'the night of Friday goes on into Saturday'],
  ['2026-04-18T12:00', 'weekend', 'Saturday'],
  ['2026-04-20T03:00', null, 'Sunday is no workday, so it has no night to go on with'],
  ['2026-05-01T23:00', 'holiday', 'a holiday comes first'],
  ['2026-05-16T12:00', null, 'a Saturday that is worked is a Monday'],
  ['2026-05-16T23:00', 'night', 'and has its night'],
]

for (const [at, band, why] of TABLE) {
  test(`${at} → ${band ?? 'no band'}: ${why}`, () => {
    const instant = Temporal.PlainDateTime.from(at).toZonedDateTime('Europe/Moscow').toInstant()
    assert.equal(bandAt(BANDS, { at: instant, timeZone: 'Europe/Moscow', days: DAYS }), band)
  })
}

const anyInterval = fc.record({
  weekdays: fc.integer({ min: 1, max: 127 }),
  fromMinute: fc.integer({ min: 0, max: 1439 }),
  untilMinute: fc.integer({ min: 1, max: 1440 }),
  holidays: fc.constantFrom('any' as const, 'only' as const, 'never' as const),
})

test('an interval covers as many minutes of a week as its hours times its days', () => {
  fc.assert(
    fc.property(anyInterval, (drawn) => {
      const one = { ...drawn, holidays: 'any' as const }
      const length =
        one.fromMinute < one.untilMinute
          ? one.untilMinute - one.fromMinute
          : 1440 - one.fromMinute + one.untilMinute
      const days = one.weekdays.toString(2).replaceAll('0', '').length
      const bands = [{ code: 'it', intervals: [one] }]
      const monday = Temporal.Instant.from('2026-04-13T00:00Z')
      let covered = 0
      for (let minute = 0; minute < 7 * 1440; minute += 1) {
        const at = monday.add({ minutes: minute })
        if (bandAt(bands, { at, timeZone: 'UTC', days: new Map() }) === 'it') covered += 1
      }
      // A night that begins every day also ends on each next one; intervals never overlap themselves.
      assert.equal(covered, Math.min(length, 1440) * days)
    }),
    { numRuns: 20 },
  )
})

test('bands that cannot meet never cover one instant, whatever the calendar says', () => {
  const anyInterval = fc.record({
    weekdays: fc.integer({ min: 1, max: 127 }),
    fromMinute: fc.integer({ min: 0, max: 23 }).map((hour) => hour * 60),
    untilMinute: fc.integer({ min: 1, max: 24 }).map((hour) => hour * 60),
    holidays: fc.constantFrom('any' as const, 'only' as const, 'never' as const),
  })
  const anyBand = fc.array(anyInterval, { minLength: 1, maxLength: 2 })
  const anyDays = fc.dictionary(
    fc.constantFrom('2026-05-01', '2026-05-02', '2026-05-03'),
    fc.oneof(
      fc.constant({ kind: 'holiday' as const }),
      fc.integer({ min: 1, max: 7 }).map((worksAs) => ({ kind: 'working' as const, worksAs })),
    ),
  )
  fc.assert(
    fc.property(
      anyBand,
      anyBand,
      anyDays,
      fc.integer({ min: 0, max: 95 }),
      (one, two, days, hour) => {
        const [a, b] = [one, two].map((intervals) => ({ code: 'x', intervals }))
        fc.pre(a !== undefined && b !== undefined && !canMeet(a, b))
        const at = Temporal.Instant.from('2026-04-30T00:00Z').add({ hours: hour })
        const when = { at, timeZone: 'UTC', days: new Map(Object.entries(days)) }
        assert.ok(bandAt([a], when) === null || bandAt([b], when) === null)
      },
    ),
  )
})

const MEETING: [BandInterval, BandInterval, boolean, why: string][] = [
  [interval(WORKDAYS, 480, 600), interval(WEEKEND, 480, 600), false, 'workdays and weekends'],
  [
    interval(WORKDAYS, 480, 600),
    interval(EVERY_DAY, 600, 720),
    false,
    'one begins as the other ends',
  ],
  [interval(WORKDAYS, 480, 601), interval(EVERY_DAY, 600, 720), true, 'a minute in common'],
  [interval(1, 480, 600, 'only'), interval(1, 480, 600, 'never'), false, 'holidays and other days'],
  [interval(2, 1320, 480), interval(4, 420, 600), true, 'the night of Monday goes on into Tuesday'],
]
for (const [one, other, expected, why] of MEETING) {
  test(`bands that share an instant: ${why} ${expected ? 'do' : 'do not'}`, () => {
    const bands = [one, other].map((one) => ({ code: 'x', intervals: [one] }))
    const [a, b] = bands
    assert.ok(a && b)
    assert.equal(canMeet(a, b), expected)
    assert.equal(canMeet(b, a), expected)
  })
}
