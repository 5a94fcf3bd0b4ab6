import assert from 'node:assert/strict'
import { test } from 'node:test'
import { findAccounts } from '../../src/domains/accounts/index.ts'
import { createTimeBand } from '../../src/domains/catalogue/calendars/keep-time-bands.ts'
import { createTariff, PLAIN_TERMS, type UsageTerms } from '../../src/domains/catalogue/index.ts'
import {
  createCategory,
  publishNetworks,
} from '../../src/domains/catalogue/traffic-categories/keep-categories.ts'
import { takeTraffic } from '../../src/domains/usage/take-traffic.ts'
import { openHouse, type TestHouse } from '../support/house.ts'
import {
  callTariff,
  connectPhone,
  handOver,
  openExchange,
  publishPrices,
} from '../support/telephony.ts'

const MB = 1_048_576n
const NIGHT = {
  code: 'night',
  nameRu: 'Ночь',
  nameEn: 'Night',
  intervals: [{ weekdays: 127, fromMinute: 0, untilMinute: 8 * 60, holidays: 'any' as const }],
}

function pricesOf(...prices: [category: string | null, band: string | null, price: string][]) {
  return prices.map(([category, band, price]) => ({ category, band, steps: [{ from: 0, price }] }))
}

async function volumeTariff(house: TestHouse, prices: ReturnType<typeof pricesOf>) {
  const usage: UsageTerms = {
    kind: 'volume',
    counts: 'sum',
    included: 0,
    carriesOver: false,
    includedByDays: true,
    stepping: 'graduated',
    prices,
  }
  const tariff = await house.deed((ctx) =>
    createTariff(ctx, {
      ...PLAIN_TERMS,
      name: 'По мегабайтам',
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
  return tariff.id
}

test('a megabyte costs by its category and by its hour, as a collector has counted it', async (t) => {
  const house = await openHouse(t, '2026-04-01T09:00:00+03:00')
  await house.deed((ctx) => createTimeBand(ctx, NIGHT))
  await house.deed(async (ctx) => {
    const local = { code: 'local', nameRu: 'Своя сеть', nameEn: 'Own network' }
    const { id, version } = await createCategory(ctx, local)
    const from = Temporal.PlainDate.from('2026-04-01')
    await publishNetworks(ctx, { id, version, from, networks: ['10.0.0.0/8', '2001:db8::/32'] })
  })
  const prices = pricesOf([null, null, '2'], [null, 'night', '1'], ['local', null, '0.10'])
  const tariffId = await volumeTariff(house, prices)
  const anna = await house.connect({ login: 'ivanova', tariffId })
  await house.pay(anna.contractId, 1_000_00n)
  const record = (at: string, remote: string) => ({
    login: 'IVANOVA',
    at: Temporal.Instant.from(at),
    category: null,
    remote,
    octetsIn: 90n * MB,
    octetsOut: 10n * MB,
  })
  house.clock.set('2026-04-10T12:00:00+03:00')
  const taken = await house.deed((ctx) =>
    takeTraffic(ctx, {
      agentId: 1,
      records: [
        record('2026-04-10T11:10:00+03:00', '198.51.100.7'),
        record('2026-04-10T03:10:00+03:00', '198.51.100.7'),
        record('2026-04-10T03:20:00+03:00', '10.1.2.3'),
        record('2026-04-10T11:30:00+03:00', '2001:db8::1'),
        { ...record('2026-04-10T11:30:00+03:00', '10.1.2.3'), login: 'nobody' },
      ],
    }),
  )
  assert.deepEqual(taken, { taken: 4, uncategorised: 2, unknownLogins: ['nobody'] })
  await house.work()
  // 100 MB at 2, 100 MB of the night at 1, and 200 MB within the own network at 0.10.
  assert.equal(await house.balance(anna.contractId), 1_000_00n - 200_00n - 100_00n - 20_00n)
  assert.equal((await house.night()).postingsCount, 0)
  await house.audit()
})

test('a call costs by the band of its beginning; where a direction has no price of the band, its own', async (t) => {
  const house = await openHouse(t, '2026-04-01T09:00:00+03:00')
  await house.deed((ctx) => createTimeBand(ctx, NIGHT))
  const agentId = await openExchange(house)
  const priceListId = await publishPrices(house, {
    from: '2026-01-01',
    lines: ['7495;Москва;local;2;0;', '7495;Москва;local;0.50;0;Ночь', '7812;Питер;local;3;0;'],
  })
  const plain = await house.tariff('Интернет', { feeMinor: 0n })
  const { contractId } = await house.connect({ login: 'ivanova', tariffId: plain })
  await house.pay(contractId, 100_00n)
  const tariffId = await callTariff(house, { priceListId }, 0n)
  await connectPhone(house, { contractId, agentId, tariffId, number: '73912000001' })
  house.clock.set('2026-04-10T12:00:00+03:00')
  await handOver(house, {
    agentId,
    lines: [
      '2026-04-10 07:59:59;2000001;84951234567;60;a1',
      '2026-04-10 08:00:00;2000001;84951234567;60;a2',
      '2026-04-10 03:00:00;2000001;88121234567;60;a3',
    ],
  })
  assert.equal(await house.balance(contractId), 100_00n - 50n - 2_00n - 3_00n)
  const accounts = await house.deed((ctx) => findAccounts(ctx, { contractIds: [contractId] }))
  assert.equal(accounts.length, 2)
  await house.audit()
})

test('prices by hours that are not whole, by unknown categories and unknown lists are refused', async (t) => {
  const house = await openHouse(t, '2026-04-01T09:00:00+03:00')
  const uneven = [{ ...NIGHT.intervals[0], fromMinute: 30 } as (typeof NIGHT.intervals)[0]]
  await house.deed((ctx) => createTimeBand(ctx, { ...NIGHT, intervals: uneven }))
  const refused = (code: string, field: string) => (error: unknown) => {
    assert.ok(error instanceof Error && 'code' in error && 'fields' in error)
    assert.equal(error.code, code)
    assert.deepEqual((error.fields as { field: string }[])[0]?.field, field)
    return true
  }
  await assert.rejects(
    volumeTariff(house, pricesOf([null, null, '2'], [null, 'night', '1'])),
    refused('catalogue.band-not-on-hours', 'usage.prices.1.band'),
  )
  await assert.rejects(
    volumeTariff(house, pricesOf([null, null, '2'], [null, 'morning', '1'])),
    refused('catalogue.unknown-band', 'usage.prices.1.band'),
  )
  await assert.rejects(
    volumeTariff(house, pricesOf([null, null, '2'], ['abroad', null, '1'])),
    refused('catalogue.unknown-category', 'usage.prices.1.category'),
  )
  await assert.rejects(
    callTariff(house, { priceListId: 7 }),
    refused('catalogue.unknown-price-list', 'usage.priceListId'),
  )
})
