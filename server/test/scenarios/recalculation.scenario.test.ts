import assert from 'node:assert/strict'
import { test } from 'node:test'
import { systemActor } from '#platform/context'
import { carryRun } from '../../src/domains/charging/index.ts'
import { startRecalculation } from '../../src/domains/charging/recalculate.ts'
import {
  selectDifferences,
  selectDifferenceTotals,
} from '../../src/domains/charging/run-differences.store.ts'
import { closePeriod } from '../../src/domains/settings/index.ts'
import { openHouse, type TestHouse } from '../support/house.ts'

const ACTOR = systemActor('test')
const month = (text: string) => Temporal.PlainYearMonth.from(text)

async function recalculate(
  house: TestHouse,
  order: { isPreview: boolean; contractIds?: number[] },
) {
  const { isPreview, contractIds } = order
  const run = await house.deed((ctx) =>
    startRecalculation(ctx, {
      firstMonth: month('2026-04'),
      lastMonth: month('2026-06'),
      scope: contractIds ? { contractIds } : {},
      isPreview,
      reason: 'авария на узле',
    }),
  )
  await carryRun(house.ground, ACTOR, run.id)
  return run.id
}

const totals = (house: TestHouse, runId: number) =>
  house.deed((ctx) => selectDifferenceTotals(ctx, runId))

test('a recalculation is shown first, then posted once; a closed month is corrected in the open one', async (t) => {
  const house = await openHouse(t, '2026-04-01T09:00:00+03:00')
  const tariffId = await house.tariff('Интернет 100')
  const anna = await house.connect({ login: 'ivanova', tariffId })
  const boris = await house.connect({ login: 'petrov', tariffId })
  for (const { contractId } of [anna, boris]) await house.pay(contractId, 10_000_00n)
  for (const text of ['2026-05-01', '2026-06-01']) {
    house.clock.set(`${text}T00:02:00+03:00`)
    await house.night()
  }
  house.clock.set('2026-06-20T12:00:00+03:00')
  // An outage entered by hand after the fact: ten days of April are not to be paid for.
  await house.database.pool.query(
    `insert into accounts.blocks (account_id, kind, valid, reason, author)
    select id, 'staff', '[2026-04-11 00:00+03, 2026-04-21 00:00+03)', '', 'test'
    from accounts.accounts`,
  )
  await house.deed((ctx) => closePeriod(ctx, { month: month('2026-04'), reason: '' }))

  const preview = await recalculate(house, { isPreview: true })
  assert.equal(await house.balance(anna.contractId), 8_200_00n, 'a preview posts nothing')
  assert.deepEqual(await totals(house, preview), {
    dearerCount: 0,
    dearerMinor: 0n,
    cheaperCount: 2,
    cheaperMinor: 400_00n,
    contractsCount: 2,
  })

  const applied = await recalculate(house, { isPreview: false, contractIds: [anna.contractId] })
  assert.equal(await house.balance(anna.contractId), 8_400_00n)
  assert.equal(await house.balance(boris.contractId), 8_200_00n, 'only whom it is about')
  const [line] = await house.deed((ctx) =>
    selectDifferences(ctx, applied, { after: undefined, limit: 10 }),
  )
  assert.deepEqual([line?.beforeMinor, line?.dueMinor], [600_00n, 400_00n])
  const { rows } = await house.database.pool.query<{ day: Temporal.PlainDate }>(
    `select day from ledger.postings where contract_id = $1 order by id desc limit 1`,
    [anna.contractId],
  )
  assert.equal(rows[0]?.day.toString(), '2026-06-20', 'April is closed')

  const again = await recalculate(house, { isPreview: false })
  assert.equal((await totals(house, again)).cheaperMinor, 200_00n, 'what is left: Boris')
  assert.equal((await totals(house, await recalculate(house, { isPreview: true }))).cheaperCount, 0)
  await house.audit()
})
