import assert from 'node:assert/strict'
import { test } from 'node:test'
import { selectCalendars } from '../../src/domains/catalogue/calendars/calendars.store.ts'
import {
  changeCalendar,
  copyYear,
  createCalendar,
  importCalendar,
  keepYear,
  previewImport,
  readYear,
} from '../../src/domains/catalogue/calendars/keep-calendars.ts'
import { closePeriod } from '../../src/domains/settings/index.ts'
import { openHouse, type TestHouse } from '../support/house.ts'
import { packWorkbook } from '../support/workbook.ts'

const RUSSIA = 1
const START = '2026-04-17T10:00:00+03:00'
const dayOf = (text: string) => Temporal.PlainDate.from(text)
const holiday = (day: string, name = '') => ({
  day: dayOf(day),
  kind: 'holiday' as const,
  worksAs: null,
  name,
})
const worked = (day: string, worksAs: number) => ({
  day: dayOf(day),
  kind: 'working' as const,
  worksAs,
  name: '',
})

/** A row of open state data: the days off of every month, with more days off and days worked. */
function yearRow(year: number, { off, working }: { off: string[]; working: string[] }): string {
  const months = Array.from({ length: 12 }, (_, i) => {
    const month = Temporal.PlainYearMonth.from({ year, month: i + 1 })
    return Array.from({ length: month.daysInMonth }, (__, n) => month.toPlainDate({ day: n + 1 }))
      .filter((day) => {
        const text = day.toString().slice(5)
        return off.includes(text) || (day.dayOfWeek > 5 && !working.includes(text))
      })
      .map(({ day }) => day)
      .join(',')
  })
  return [year, ...months.map((days) => `"${days}"`), 365].join(',')
}

const HEADINGS = `Год/Месяц,${Array.from({ length: 12 }, (_, i) => i + 1).join(',')},Всего`
const OFF = ['01-01', '01-02', '01-03', '01-04', '01-05', '01-06', '01-07', '01-08', '06-12']
// In 2027 the 20th of February is a Saturday that is worked, and the 22nd is off for it.
const FILE = [HEADINGS, yearRow(2027, { off: [...OFF, '02-22', '02-23'], working: ['02-20'] })]
const inFile = (lines: readonly string[]) => Buffer.from(lines.join('\n'))

const versionOf = async (house: TestHouse, id = RUSSIA) =>
  (await house.deed(selectCalendars)).find((row) => row.id === id)?.version ?? 0
const daysOf = async (house: TestHouse, year: number, id = RUSSIA) =>
  (await house.deed((ctx) => readYear(ctx, { id, year }))).days.map(
    ({ day, kind, worksAs, name }) => [day.toString(), kind === 'holiday' ? name : worksAs],
  )
const take = async (house: TestHouse, content: Buffer, id = RUSSIA) => {
  const version = await versionOf(house, id)
  return house.deed((ctx) => importCalendar(ctx, { id, version, content }))
}
const keep = async (
  house: TestHouse,
  year: number,
  days: (ReturnType<typeof holiday> | ReturnType<typeof worked>)[],
  id = RUSSIA,
) => {
  const version = await versionOf(house, id)
  return house.deed((ctx) => keepYear(ctx, { id, year, version, days }))
}

test('a production calendar is looked at first, then taken, and what it says replaces the year', async (t) => {
  const house = await openHouse(t, START)
  await keep(house, 2027, [holiday('2027-03-01', 'Своё')])
  const content = inFile(FILE)
  const years = [{ year: 2027, holidaysCount: 13, workingCount: 1, replacedCount: 1 }]
  const seen = await house.deed((ctx) => previewImport(ctx, { id: RUSSIA, content }))
  assert.deepEqual(seen, { isDone: false, faults: [], years })
  assert.deepEqual(await daysOf(house, 2027), [['2027-03-01', 'Своё']])

  const edit = { id: RUSSIA, version: (await versionOf(house)) - 1 }
  await assert.rejects(
    house.deed((ctx) => importCalendar(ctx, { ...edit, content })),
    { code: 'platform.version-mismatch' },
  )
  assert.deepEqual(await daysOf(house, 2027), [['2027-03-01', 'Своё']])
  assert.deepEqual(await take(house, content), { isDone: true, faults: [], years })
  assert.deepEqual(
    await daysOf(house, 2027),
    [
      // Holidays of the law also on a weekend, other days off only where they are no weekend.
      ...['01', '02', '03', '04', '05', '06', '07', '08'].map((day) => [`2027-01-${day}`, '']),
      ['2027-02-20', 5],
      ['2027-02-22', ''],
      ['2027-02-23', ''],
      ['2027-05-01', ''],
      ['2027-05-09', ''],
      ['2027-06-12', ''],
    ].sort(),
  )
})

test('a calendar of a workbook is read day by day, the days as Excel counts them', async (t) => {
  const house = await openHouse(t, START)
  const row = (day: string, kind: string, name = '') =>
    `<row>${day}<c t="inlineStr"><is><t>${kind}</t></is></c><c t="inlineStr"><is><t>${name}</t></is></c></row>`
  const text = (words: string) => `<c t="inlineStr"><is><t>${words}</t></is></c>`
  const rows = [
    row(text('Дата'), 'Вид', 'Название'),
    row('<c s="3"><v>46031</v></c>', 'Праздник', 'Перенос'),
    row(text('31.12.2026'), 'выходной'),
    row(text('2026-11-07'), 'рабочий'),
  ]
  const { isDone } = await take(house, packWorkbook(rows.join('')))
  assert.equal(isDone, true)
  assert.deepEqual(await daysOf(house, 2026), [
    ['2026-01-09', 'Перенос'],
    ['2026-11-07', 5],
    ['2026-12-31', ''],
  ])
})

const FAULTY: [why: string, lines: string[], faults: object[]][] = [
  [
    'a day that is not in the month',
    [...FILE, FILE[1]?.replace('2027,"1,', '2028,"1,32,') ?? ''],
    [{ row: 3, rule: 'day-of-month', value: '32' }],
  ],
  [
    'a month that was lost',
    [...FILE, `2028${',"1,2"'.repeat(11)},,366`],
    [{ row: 3, rule: 'empty-month', value: '2028-12' }],
  ],
  [
    'a day that there is not, in the first row',
    ['2027-02-30;праздник', '2027-03-08;праздник'],
    [{ row: 1, rule: 'day', value: '2027-02-30' }],
  ],
  [
    'a year cut short, in the first row',
    ['2027,"1,2"', '2027-03-08,праздник,'],
    [{ row: 1, rule: 'day', value: '2027' }],
  ],
  [
    'a kind of day that nobody knows',
    ['2027-03-08;праздник', '2027-03-09;как-нибудь'],
    [{ row: 2, rule: 'kind', value: 'как-нибудь' }],
  ],
  [
    'a day told twice',
    ['2027-03-08;праздник', '2027-03-09;праздник', '08.03.2027;рабочий'],
    [{ row: 3, rule: 'twice', value: '2027-03-08' }],
  ],
]

for (const [why, lines, faults] of FAULTY) {
  test(`one bad row keeps a whole calendar out: ${why}`, async (t) => {
    const house = await openHouse(t, START)
    const content = inFile(lines)
    const seen = await house.deed((ctx) => previewImport(ctx, { id: RUSSIA, content }))
    assert.deepEqual(seen.faults, faults)
    const taken = await take(house, content)
    assert.deepEqual([taken.isDone, taken.faults], [false, faults])
    assert.equal((await house.deed(selectCalendars))[0]?.years.length, 0)
  })
}

test('a damaged file and a file without a day change nothing', async (t) => {
  const house = await openHouse(t, START)
  await assert.rejects(take(house, packWorkbook('').subarray(0, 90)), {
    code: 'catalogue.unreadable-table',
  })
  assert.deepEqual(await take(house, Buffer.from('')), { isDone: false, faults: [], years: [] })
})

async function closeMarch(house: TestHouse): Promise<void> {
  const month = Temporal.PlainYearMonth.from('2026-03')
  await house.deed((ctx) => closePeriod(ctx, { month, reason: '' }))
}

test('days of a closed period stay as they are, whichever way somebody would change them', async (t) => {
  const house = await openHouse(t, START)
  const february = holiday('2026-02-23', 'День защитника')
  await keep(house, 2026, [february, worked('2026-03-07', 5)])
  await closeMarch(house)
  const closed = {
    code: 'settings.day-closed',
    details: { day: '2026-03-07', openFrom: '2026-04-01' },
    fields: [{ field: 'days', rule: 'day-closed' }],
  }
  await assert.rejects(keep(house, 2026, [february]), closed)
  await assert.rejects(keep(house, 2026, [february, worked('2026-03-07', 1)]), closed)
  const file = ['2027-03-08;праздник', '2026-02-23;праздник', '2026-03-07;праздник']
  await assert.rejects(take(house, inFile(file)), closed)
  assert.deepEqual(await daysOf(house, 2027), [], 'of a refused file no year is taken')
  await assert.rejects(
    house.deed(async (ctx) => {
      const { id } = await createCalendar(ctx, 'Пустой')
      await changeCalendar(ctx, { id, version: 1, isMain: true })
    }),
    {
      ...closed,
      details: { ...closed.details, day: '2026-02-23' },
      fields: [{ field: 'isMain', rule: 'day-closed' }],
    },
  )

  // What is said of closed days again, a name of theirs, and days to come are free.
  const named = { ...february, name: '23 февраля' }
  await keep(house, 2026, [named, worked('2026-03-07', 5), holiday('2026-05-01')])
  assert.deepEqual(await daysOf(house, 2026), [
    ['2026-02-23', '23 февраля'],
    ['2026-03-07', 5],
    ['2026-05-01', ''],
  ])
})

test('another calendar becomes the main one where the closed days are the same in both', async (t) => {
  const house = await openHouse(t, START)
  await keep(house, 2026, [holiday('2026-02-23'), holiday('2026-05-01')])
  const { id } = await house.deed((ctx) => createCalendar(ctx, 'Башкортостан'))
  await keep(house, 2026, [holiday('2026-02-23'), holiday('2026-10-11')], id)
  await closeMarch(house)
  const version = await versionOf(house, id)
  const changed = await house.deed((ctx) => changeCalendar(ctx, { id, version, isMain: true }))
  assert.equal(changed.isMain, true)
  const mains = (await house.deed(selectCalendars)).filter(({ isMain }) => isMain)
  assert.deepEqual(
    mains.map((row) => row.id),
    [id],
  )
  await assert.rejects(
    house.deed((ctx) => createCalendar(ctx, 'башкортостан')),
    {
      code: 'catalogue.calendar-name-taken',
      fields: [{ field: 'name', rule: 'calendar-name-taken' }],
    },
  )
})

test('an empty year is filled with the holidays of another, and working days stay where they were moved', async (t) => {
  const house = await openHouse(t, START)
  const copy = async (year: number, from: number) => {
    const version = await versionOf(house)
    return house.deed((ctx) => copyYear(ctx, { id: RUSSIA, version, year, from }))
  }
  await keep(house, 2028, [
    holiday('2028-01-01', 'Новый год'),
    holiday('2028-02-29', 'Лишний день'),
    worked('2028-04-29', 5),
  ])
  await copy(2029, 2028)
  assert.deepEqual(await daysOf(house, 2029), [['2029-01-01', 'Новый год']])
  await copy(2032, 2028)
  assert.deepEqual(await daysOf(house, 2032), [
    ['2032-01-01', 'Новый год'],
    ['2032-02-29', 'Лишний день'],
  ])
  const full = { code: 'catalogue.year-not-empty', details: { year: 2029 } }
  await assert.rejects(copy(2029, 2028), full)
  await closeMarch(house)
  await assert.rejects(copy(2026, 2028), { code: 'settings.day-closed' })
  assert.deepEqual(await daysOf(house, 2026), [])
})

test('days of another year and the same day twice are refused by their names', async (t) => {
  const house = await openHouse(t, START)
  await assert.rejects(keep(house, 2027, [holiday('2027-01-01'), holiday('2028-01-01')]), {
    code: 'catalogue.day-of-another-year',
    details: { day: '2028-01-01' },
    fields: [{ field: 'days', rule: 'day-of-another-year' }],
  })
  await assert.rejects(keep(house, 2027, [holiday('2027-01-01'), worked('2027-01-01', 1)]), {
    code: 'catalogue.day-twice',
    fields: [{ field: 'days', rule: 'day-twice' }],
  })
})
