import assert from 'node:assert/strict'
import { test } from 'node:test'
import { formatMoney, readAmount, subtractAmounts, sumAmounts } from './money.ts'
import { formatBytes, formatRoughly } from './quantity.ts'
import { formatDay, formatDuration, formatInstant, formatPeriod, formatRelative } from './time.ts'

const plain = (text: string) => text.replaceAll('\u00a0', ' ')

test('money has its sign where the language puts it, and a real minus', () => {
  const debt = { amount: '-1234.50', currency: 'RUB' }
  assert.equal(plain(formatMoney(debt, 'ru')), '−1 234,50 ₽')
  assert.equal(formatMoney(debt, 'en'), '−₽1,234.50')
})

test('an amount is read as people type it', () => {
  assert.equal(readAmount('1 234,5'), '1234.5')
  assert.equal(readAmount('−12'), '-12')
  assert.equal(readAmount('12,345'), undefined)
  assert.equal(readAmount('twelve'), undefined)
})

test('sums are exact', () => {
  assert.equal(sumAmounts(['0.10', '0.20', '-0.05']), '0.25')
  assert.equal(subtractAmounts('0.30', '0.10'), '0.20')
})

test('a moment is shown in the operator’s zone', () => {
  const moment = '2026-04-16T21:30:00Z'
  assert.equal(formatInstant(moment, 'Asia/Yekaterinburg', 'ru'), '17.04.2026 02:30')
  assert.equal(formatInstant(moment, 'Asia/Yekaterinburg', 'en'), '17 Apr 2026, 02:30')
})

test('a half-open period is shown with its last day', () => {
  assert.equal(formatPeriod('2026-10-01', '2026-11-01', 'ru'), 'октябрь 2026')
  assert.equal(plain(formatPeriod('2026-10-05', '2026-10-12', 'ru')), '05.10.2026 – 11.10.2026')
  assert.equal(formatPeriod('2026-10-05', '2026-10-06', 'en'), '05 Oct 2026')
  assert.equal(formatPeriod('2026-10-05', null, 'ru'), 'с 05.10.2026')
})

test('a day has no zone', () => {
  assert.equal(formatDay('2026-01-01', 'ru'), '01.01.2026')
})

test('times past and lengths are short', () => {
  const now = Temporal.Instant.from('2026-04-17T12:00:00Z')
  assert.equal(formatRelative('2026-04-17T09:00:00Z', now, 'ru'), '3 часа назад')
  assert.equal(plain(formatDuration(93_780, 'ru')), '1 дн. 2 ч')
  assert.equal(plain(formatDuration(0, 'en')), '0 sec')
})

test('traffic is counted in powers of 1024', () => {
  assert.equal(plain(formatBytes('1610612736', 'ru')), '1,5 ГБ')
})

test('marks of a low axis are told apart', () => {
  const marks = [0, 0.02, 0.04, 0.06].map((mark) => formatRoughly(mark, 'ru'))
  assert.deepEqual(marks, ['0', '0,02', '0,04', '0,06'])
  assert.equal(formatRoughly(180_000, 'en'), '180K')
})
