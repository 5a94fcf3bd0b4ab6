import assert from 'node:assert/strict'
import { test } from 'node:test'
import { getAccount } from '../../src/domains/accounts/index.ts'
import { createTariff, PLAIN_TERMS } from '../../src/domains/catalogue/index.ts'
import { findStatement } from '../../src/domains/ledger/index.ts'
import { recordAccounting } from '../../src/domains/usage/index.ts'
import { reviewUsage } from '../../src/processes/worker/jobs.ts'
import { type Customer, openHouse, type TestHouse } from '../support/house.ts'

const MB = 1_048_576n

async function open(t: Parameters<typeof openHouse>[0]) {
  const house = await openHouse(t, '2026-04-01T09:00:00+03:00')
  const tariff = await house.deed((ctx) =>
    createTariff(ctx, {
      ...PLAIN_TERMS,
      name: 'По мегабайтам',
      family: 'internet-volume',
      serviceClass: 'internet',
      from: Temporal.PlainDate.from('2026-01-01'),
      feeMinor: 100_00n,
      feePeriod: 'month',
      feeCharged: 'in-advance',
      blockPolicy: 'after-debt',
      speedDownKbps: 0,
      speedUpKbps: 0,
      usage: {
        kind: 'volume',
        counts: 'sum',
        included: 1000,
        carriesOver: true,
        includedByDays: true,
        stepping: 'graduated',
        prices: [
          {
            category: null,
            band: null,
            steps: [
              { from: 0, price: '0.5' },
              { from: 1000, price: '0.25' },
            ],
          },
        ],
      },
    }),
  )
  const anna = await house.connect({ login: 'ivanova', tariffId: tariff.id })
  await house.pay(anna.contractId, 1_000_00n)
  return { house, anna }
}

function sessionOf(house: TestHouse, { accountId, contractId }: Customer) {
  return (acctSessionId: string, kind: 'interim' | 'stop', megabytes: bigint, at: string) =>
    house.deed((ctx) =>
      recordAccounting(ctx, [
        {
          kind,
          nasId: 1,
          acctSessionId,
          login: 'ivanova',
          accountId,
          contractId,
          isGuest: false,
          guestAccountId: null,
          isTrafficIgnored: false,
          at: Temporal.Instant.from(at),
          address: null,
          framedPrefix: null,
          delegatedPrefix: null,
          callingStation: '',
          calledStation: '',
          line: '',
          nasPort: '',
          octetsIn: megabytes * MB,
          octetsOut: 0n,
          sessionSeconds: 60,
          cause: '',
          speedDownKbps: null,
          speedUpKbps: null,
          interimSeconds: null,
        },
      ]),
    )
}

test('megabytes beyond the included ones are charged as they come, once, and block when money ends', async (t) => {
  const { house, anna } = await open(t)
  const session = sessionOf(house, anna)
  assert.equal(await house.balance(anna.contractId), 900_00n)

  house.clock.set('2026-04-10T12:00:00+03:00')
  await session('a', 'interim', 800n, '2026-04-10T08:59:00Z')
  await reviewUsage(house.ground)
  assert.equal(await house.balance(anna.contractId), 900_00n, '800 of 1000 are included')

  await session('a', 'interim', 1500n, '2026-04-10T09:00:00Z')
  await session('a', 'interim', 1500n, '2026-04-10T09:00:00Z')
  await session('a', 'interim', 800n, '2026-04-10T08:59:00Z')
  await reviewUsage(house.ground)
  await reviewUsage(house.ground)
  assert.equal(
    await house.balance(anna.contractId),
    650_00n,
    '500 MB at 0.50, whatever is repeated',
  )

  house.clock.set('2026-04-20T12:00:00+03:00')
  await session('a', 'stop', 4001n, '2026-04-20T08:59:00Z')
  await reviewUsage(house.ground)
  // 3001 MB are paid for: 1000 at 0.50 and 2001 at 0.25.
  assert.equal(await house.balance(anna.contractId), 900_00n - 500_00n - 500_25n)
  const state = (await house.deed((ctx) => getAccount(ctx, anna.accountId))).state
  assert.equal(state, 'money', 'the money has run out')

  const [line] = await house.deed((ctx) =>
    findStatement(ctx, { contractId: anna.contractId, limit: 1 }),
  )
  const explained = line?.explanation as { kind: string; lines: { usage: object }[] } | undefined
  assert.equal(explained?.kind, 'usage')
  assert.deepEqual(explained.lines[0]?.usage, {
    unit: 'megabyte',
    used: '4001.000',
    included: '1000.000',
    carried: '0.000',
    paid: '3001.000',
    parts: [
      { from: 0, price: '0.50', amount: '1000.000' },
      { from: 1000, price: '0.25', amount: '2001.000' },
    ],
  })
  await house.audit()
})

test('what was left of the included megabytes is there in the next month, and a late packet corrects', async (t) => {
  const { house, anna } = await open(t)
  const session = sessionOf(house, anna)
  house.clock.set('2026-04-20T12:00:00+03:00')
  await session('a', 'stop', 400n, '2026-04-20T08:00:00Z')
  house.clock.set('2026-05-01T00:02:00+03:00')
  await house.night()
  assert.equal(await house.balance(anna.contractId), 800_00n, 'the fees of two months')
  house.clock.set('2026-05-10T12:00:00+03:00')
  await session('b', 'stop', 1700n, '2026-05-10T08:58:00Z')
  await reviewUsage(house.ground)
  assert.equal(await house.balance(anna.contractId), 750_00n, '1700 − 1000 − 600 left of April')
  house.clock.set('2026-05-11T12:00:00+03:00')
  await session('b', 'stop', 1800n, '2026-05-10T08:58:00Z')
  await house.night()
  assert.equal(await house.balance(anna.contractId), 700_00n)
  assert.equal((await house.night()).postingsCount, 0)
  await house.audit()
})
