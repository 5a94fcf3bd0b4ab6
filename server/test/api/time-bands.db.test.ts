import assert from 'node:assert/strict'
import { test } from 'node:test'
import {
  changeTimeBand,
  createTimeBand,
  orderTimeBands,
} from '../../src/domains/catalogue/calendars/keep-time-bands.ts'
import {
  type BandForm,
  type BandRow,
  selectTimeBands,
  selectTimeBandsInForce,
} from '../../src/domains/catalogue/calendars/time-bands.store.ts'
import { createTariff, PLAIN_TERMS } from '../../src/domains/catalogue/index.ts'
import { createPriceList } from '../../src/domains/catalogue/price-lists/keep-price-lists.ts'
import { withdrawPriceVersion } from '../../src/domains/catalogue/price-lists/publish-prices.ts'
import { bandAt } from '../../src/domains/catalogue/rules/time-band.ts'
import { openHouse, type TestHouse } from '../support/house.ts'
import { publishPrices } from '../support/telephony.ts'

const EVERY_DAY = 127
const hours = (fromHour: number, untilHour: number, weekdays = EVERY_DAY) => ({
  weekdays,
  fromMinute: fromHour * 60,
  untilMinute: untilHour * 60,
  holidays: 'any' as const,
})
const open = (t: Parameters<typeof openHouse>[0]) => openHouse(t, '2026-04-17T10:00:00+03:00')

function add(house: TestHouse, code: string, ...intervals: ReturnType<typeof hours>[]) {
  const form = { code, nameRu: code.toUpperCase(), nameEn: code, intervals }
  return house.deed((ctx) => createTimeBand(ctx, form))
}

function change(
  house: TestHouse,
  { archivedAt, ...band }: BandRow,
  to: Partial<BandForm & { isArchived: boolean; version: number }>,
) {
  const form = { ...band, isArchived: archivedAt !== null, ...to }
  return house.deed((ctx) => changeTimeBand(ctx, form))
}

/** A tariff whose megabyte has a price of its own in a band. */
function sellIn(house: TestHouse, band: string) {
  const usage = {
    kind: 'volume' as const,
    counts: 'sum' as const,
    included: 0,
    carriesOver: false,
    includedByDays: true,
    stepping: 'graduated' as const,
    prices: [null, band].map((one) => ({
      category: null,
      band: one,
      steps: [{ from: 0, price: '1' }],
    })),
  }
  return house.deed((ctx) =>
    createTariff(ctx, {
      ...PLAIN_TERMS,
      name: `По мегабайтам: ${band}`,
      family: 'internet-volume',
      serviceClass: 'internet',
      from: Temporal.PlainDate.from('2026-01-01'),
      feeMinor: 0n,
      feePeriod: 'month',
      feeCharged: 'in-advance',
      blockPolicy: 'after-debt',
      speedDownKbps: 0,
      speedUpKbps: 0,
      usage,
    }),
  )
}

/** The band of an hour of the 17th of April, a Friday, in Moscow. */
const bandOf = (house: TestHouse, hour: number) =>
  house.deed(async (ctx) => {
    const { bands, days } = await selectTimeBandsInForce(ctx)
    const at = Temporal.Instant.from('2026-04-17T00:00+03:00').add({ hours: hour })
    return bandAt(bands, { at, timeZone: 'Europe/Moscow', days })
  })
const codesOf = async (house: TestHouse) =>
  (await house.deed(selectTimeBands)).map(({ code }) => code)

test('a band that a tariff names keeps its hours; it may be renamed, and archived it still counts', async (t) => {
  const house = await open(t)
  const night = await change(house, await add(house, 'night', hours(23, 7)), {
    intervals: [hours(22, 8)],
  })
  await sellIn(house, 'night')
  const inUse = {
    code: 'catalogue.band-in-use',
    details: { name: 'NIGHT' },
    fields: [{ field: 'intervals', rule: 'band-in-use' }],
  }
  await assert.rejects(change(house, night, { intervals: [hours(21, 8)] }), inUse)
  await assert.rejects(change(house, night, { intervals: [hours(22, 8), hours(12, 13)] }), inUse)
  const renamed = await change(house, night, { nameRu: 'Ночь', isArchived: true })
  assert.equal(renamed.nameRu, 'Ночь')
  assert.notEqual(renamed.archivedAt, null)
  assert.equal(await bandOf(house, 23), 'night')
  await assert.rejects(change(house, renamed, { intervals: [hours(21, 8)] }), {
    ...inUse,
    details: { name: 'Ночь' },
  })
  // Nothing new is sold by it, until it is taken out of the archive.
  await assert.rejects(sellIn(house, 'night'), {
    code: 'catalogue.unknown-band',
    fields: [{ field: 'usage.prices.1.band', rule: 'unknown-band' }],
  })
  assert.equal((await change(house, renamed, { isArchived: false })).archivedAt, null)
})

test('a band that prices of calls name keeps its hours while their version stands', async (t) => {
  const house = await open(t)
  const night = await add(house, 'night', hours(22, 8))
  const { id } = await house.deed((ctx) => createPriceList(ctx, { name: 'Телефония' }))
  const prices = ['7495;Москва;local;2;0;', '7495;Москва;local;1;0;night']
  await publishPrices(house, { id, lines: prices, from: '2026-05-01' })
  const wider = { intervals: [hours(21, 8)] }
  await assert.rejects(change(house, night, wider), { code: 'catalogue.band-in-use' })
  await house.deed((ctx) => withdrawPriceVersion(ctx, { id, version: 2 }))
  assert.deepEqual((await change(house, night, wider)).intervals, wider.intervals)
})

test('the first band in the order takes an hour that two of them cover', async (t) => {
  const house = await open(t)
  const night = await add(house, 'night', hours(22, 8))
  const evening = await add(house, 'evening', hours(19, 23))
  const lunch = await add(house, 'lunch', hours(12, 13))
  assert.deepEqual(await codesOf(house), ['night', 'evening', 'lunch'])
  assert.deepEqual([await bandOf(house, 22), await bandOf(house, 20)], ['night', 'evening'])

  // Those that are not named come after, as they were.
  const ordered = await house.deed((ctx) => orderTimeBands(ctx, [lunch.id, evening.id]))
  assert.deepEqual(
    ordered.map(({ id }) => id),
    [lunch.id, evening.id, night.id],
  )
  assert.equal(await bandOf(house, 22), 'evening')
  assert.equal(await bandOf(house, 23), 'night')
  assert.equal(await bandOf(house, 9), null)
  await assert.rejects(
    house.deed((ctx) => orderTimeBands(ctx, [night.id, 4711])),
    { code: 'catalogue.time-band.not-found', details: { id: 4711 } },
  )
  assert.deepEqual(await codesOf(house), ['lunch', 'evening', 'night'])
  assert.equal((await add(house, 'dawn', hours(5, 6))).version, 1)
  assert.deepEqual(await codesOf(house), ['lunch', 'evening', 'night', 'dawn'])
})

test('an unused band is archived and taken out again, changed by one hand at a time', async (t) => {
  const house = await open(t)
  const band = await add(house, 'weekend', hours(0, 24, 65))
  const archived = await change(house, band, { isArchived: true })
  assert.equal(archived.archivedAt?.toString(), '2026-04-17T07:00:00Z')
  await assert.rejects(change(house, band, { nameRu: 'Выходные' }), {
    code: 'platform.version-mismatch',
  })
  const again = await change(house, archived, { isArchived: true, nameRu: 'Выходные' })
  assert.equal(again.archivedAt?.toString(), '2026-04-17T07:00:00Z', 'archived once')
  await assert.rejects(sellIn(house, 'weekend'), { code: 'catalogue.unknown-band' })
  // Its code is taken for ever: what was counted by it still names it.
  await assert.rejects(add(house, 'weekend', hours(0, 24, 64)), {
    code: 'catalogue.band-code-taken',
    fields: [{ field: 'code', rule: 'band-code-taken' }],
  })
  const back = await change(house, again, { isArchived: false, intervals: [hours(0, 24, 64)] })
  assert.equal(back.archivedAt, null)
  await sellIn(house, 'weekend')
})

test('hours that prices go by are not taken by another band: neither by the order nor by new hours', async (t) => {
  const house = await open(t)
  const evening = await add(house, 'evening', hours(19, 22))
  const night = await add(house, 'night', hours(22, 8))
  const late = await add(house, 'late', hours(23, 24))
  await sellIn(house, 'night')
  const order = (...bands: BandRow[]) =>
    house.deed((ctx) =>
      orderTimeBands(
        ctx,
        bands.map(({ id }) => id),
      ),
    )

  await assert.rejects(order(late, evening, night), {
    code: 'catalogue.band-order-in-use',
    details: { first: 'NIGHT', second: 'LATE' },
  })
  assert.deepEqual(await codesOf(house), ['evening', 'night', 'late'])
  assert.equal(await bandOf(house, 23), 'night')
  await assert.rejects(change(house, evening, { intervals: [hours(19, 23)] }), {
    code: 'catalogue.band-takes-hours',
    details: { name: 'NIGHT' },
    fields: [{ field: 'intervals', rule: 'band-takes-hours' }],
  })

  // What shares no hours with it may stand anywhere and change.
  await order(night, late, evening)
  assert.deepEqual(await codesOf(house), ['night', 'late', 'evening'])
  await change(house, evening, { intervals: [hours(18, 22)] })
  await change(house, late, { intervals: [hours(22, 24)] })
  assert.equal(await bandOf(house, 23), 'night')
})
