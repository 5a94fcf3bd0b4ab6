import assert from 'node:assert/strict'
import { test } from 'node:test'
import { changeTariff, getAccount } from '../../src/domains/accounts/index.ts'
import { endNumber, giveNumber } from '../../src/domains/accounts/numbers/give-number.ts'
import { selectNumbers } from '../../src/domains/accounts/numbers/numbers.store.ts'
import { findStatement } from '../../src/domains/ledger/index.ts'
import { findCallFile } from '../../src/domains/usage/calls/call-files.store.ts'
import { selectCalls } from '../../src/domains/usage/calls/find-calls.store.ts'
import { openHouse } from '../support/house.ts'
import {
  callTariff,
  connectPhone,
  handOver,
  openExchange,
  publishPrices,
} from '../support/telephony.ts'

const PRICES = [
  '7391;Красноярск;local;0.60;0;',
  '7495;Москва;long-distance;2.40;0;',
  '7;Россия;long-distance;3.00;0;',
  '49;Германия;international;20.00;1.50;',
]

async function open(t: Parameters<typeof openHouse>[0]) {
  const house = await openHouse(t, '2026-04-01T09:00:00+03:00')
  const agentId = await openExchange(house)
  const priceListId = await publishPrices(house, { lines: PRICES, from: '2026-01-01' })
  const plain = await house.tariff('Интернет', { feeMinor: 0n })
  const { contractId } = await house.connect({ login: 'ivanova', tariffId: plain })
  await house.pay(contractId, 1_000_00n)
  return { house, agentId, priceListId, contractId }
}

test('calls of a file are priced by direction, charged once, explained, and block when money ends', async (t) => {
  const { house, agentId, priceListId, contractId } = await open(t)
  const tariffId = await callTariff(house, {
    priceListId,
    included: 10,
    includedClasses: ['local'],
  })
  const form = { contractId, agentId, tariffId, number: '73912000001' }
  const accountId = await connectPhone(house, form)
  await house.work()
  assert.equal(await house.balance(contractId), 800_00n, 'the fee')

  house.clock.set('2026-04-10T12:00:00+03:00')
  const calls = [
    'time;from;to;seconds;id',
    '2026-04-10 10:00:00;2000001;2712345;540;a1',
    '2026-04-10 10:20:00;2000001;84951234567;61;a2',
    '2026-04-10 10:30:00;2000001;810493012345;30;a3',
    '2026-04-10 10:40:00;2000001;88005553535;0;a4',
    '2026-04-10 10:50:00;not a number;2000001;60;a5',
    '2026-13-10 10:50:00;2000001;2712345;60;a6',
  ]
  const fileId = await handOver(house, { agentId, lines: calls })
  // 9 local minutes are included; 2 × 2.40; 1.50 for the call and 1 × 20.00.
  assert.equal(await house.balance(contractId), 800_00n - 4_80n - 21_50n)
  const file = await house.deed((ctx) => findCallFile(ctx, fileId))
  assert.equal(file?.state, 'done')
  assert.equal(file.recordsRead, 7)
  assert.equal(file.callsTaken, 4)
  assert.deepEqual(file.faultSamples, [
    { row: 7, field: 'startedAt', value: '2026-13-10 10:50:00' },
  ])

  await handOver(house, {
    agentId,
    lines: [...calls, '2026-04-10 11:00:00;2000001;2712345;120;a7'],
  })
  // The repeated ones add nothing; of the new two minutes one is included.
  assert.equal(await house.balance(contractId), 773_70n - 60n)
  const [line] = await house.deed((ctx) => findStatement(ctx, { contractId, limit: 1 }))
  const explained = line?.explanation as { kind: string; lines: { calls: object }[] } | undefined
  assert.equal(explained?.kind, 'calls')
  assert.deepEqual(explained.lines[0]?.calls, {
    used: '11.000',
    included: '10.000',
    carried: '0.000',
    classes: [
      { class: 'incoming', calls: 1, minutes: '1.000', paidMinutes: '1.000', amount: '0.00' },
      { class: 'international', calls: 1, minutes: '1.000', paidMinutes: '1.000', amount: '21.50' },
      { class: 'local', calls: 2, minutes: '11.000', paidMinutes: '1.000', amount: '0.60' },
      { class: 'long-distance', calls: 1, minutes: '2.000', paidMinutes: '2.000', amount: '4.80' },
    ],
  })

  house.clock.set('2026-04-20T12:00:00+03:00')
  await handOver(house, { agentId, lines: ['2026-04-20 11:00:00;2000001;810493012345;2340;b1'] })
  const { state } = await house.deed((ctx) => getAccount(ctx, accountId))
  assert.equal(await house.balance(contractId), 773_10n - 781_50n)
  assert.equal(state, 'money')
  await house.audit()
})

test('new prices from a past day, another tariff and a number taken back all change what was charged', async (t) => {
  const { house, agentId, priceListId, contractId } = await open(t)
  const tariffId = await callTariff(house, { priceListId }, 0n)
  const form = { contractId, agentId, tariffId, number: '73912000001' }
  const accountId = await connectPhone(house, form)
  house.clock.set('2026-04-20T12:00:00+03:00')
  await handOver(house, {
    agentId,
    lines: [
      '2026-04-05 10:00:00;2000001;84951234567;60;a1',
      '2026-04-15 10:00:00;2000001;84951234567;60;a2',
      '2026-04-16 10:00:00;2000001;380441234567;60;a3',
      '2026-04-17 10:00:00;2000009;84951234567;60;a4',
    ],
  })
  assert.equal(await house.balance(contractId), 1_000_00n - 4_80n)
  const unpriced = await house.deed((ctx) => selectCalls(ctx, { isUnpriced: true, limit: 10 }))
  assert.deepEqual(
    unpriced.map(({ outcome }) => outcome),
    ['no-owner', 'no-direction'],
  )

  // From the 10th on Moscow is cheaper, and there is a price of Ukraine.
  const dearer = [...PRICES.filter((line) => !line.includes('Москва')), '7495;Москва;local;1.40;0;']
  await publishPrices(house, {
    id: priceListId,
    lines: [...dearer, '380;Украина;international;10;0;'],
    from: '2026-04-10',
  })
  await house.work()
  assert.equal(await house.balance(contractId), 1_000_00n - 2_40n - 1_40n - 10_00n)

  // A number that was given late finds the calls that nobody owned.
  await connectPhone(house, { ...form, number: '73912000009' })
  await house.work()
  assert.equal(await house.balance(contractId), 986_20n, 'not before it was given')

  const cheap = await callTariff(house, { priceListId, included: 100 }, 0n)
  const { version } = await house.deed((ctx) => getAccount(ctx, accountId))
  const from = Temporal.PlainDate.from('2026-04-01')
  await house.deed((ctx) => changeTariff(ctx, { id: accountId, version, tariffId: cheap, from }))
  await house.work()
  assert.equal(await house.balance(contractId), 1_000_00n, 'a hundred minutes are included')

  const back = await house.deed((ctx) => getAccount(ctx, accountId))
  await house.deed((ctx) =>
    changeTariff(ctx, { id: accountId, version: back.version, tariffId, from }),
  )
  const [number] = await house.deed((ctx) => selectNumbers(ctx, [accountId]))
  const until = Temporal.PlainDate.from('2026-04-12')
  await house.deed((ctx) => endNumber(ctx, { id: number?.id ?? 0, until }))
  await house.work()
  assert.equal(
    await house.balance(contractId),
    1_000_00n - 2_40n,
    'only the call of the 5th is theirs',
  )
  assert.equal((await house.night()).postingsCount, 0)
  await house.audit()
})

test('a number given for past days finds the calls that nobody owned', async (t) => {
  const { house, agentId, priceListId, contractId } = await open(t)
  const tariffId = await callTariff(house, { priceListId }, 0n)
  const form = { contractId, agentId, tariffId, number: '73912000001' }
  const accountId = await connectPhone(house, form)
  house.clock.set('2026-04-20T12:00:00+03:00')
  await handOver(house, { agentId, lines: ['2026-04-17 10:00:00;2000009;84951234567;60;a1'] })
  assert.equal(await house.balance(contractId), 1_000_00n, 'the number is nobody\u2019s yet')
  const from = Temporal.PlainDate.from('2026-04-15')
  const given = { accountId, first: '73912000009', last: '', from }
  await house.deed((ctx) => giveNumber(ctx, given))
  await house.work()
  assert.equal(await house.balance(contractId), 1_000_00n - 2_40n)
  await assert.rejects(
    house.deed((ctx) => giveNumber(ctx, given)),
    { code: 'accounts.number-taken' },
  )
  await house.audit()
})
