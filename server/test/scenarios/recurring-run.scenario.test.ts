import assert from 'node:assert/strict'
import { test } from 'node:test'
import { systemActor } from '#platform/context'
import { carryRun, startRun } from '../../src/domains/charging/index.ts'
import { openHouse, type TestHouse } from '../support/house.ts'

const ACTOR = systemActor('test')
const CUSTOMERS = 25

async function fill(house: TestHouse): Promise<number[]> {
  const tariffId = await house.tariff('Интернет 100', { blockPolicy: 'none' })
  house.clock.set('2026-03-31T12:00:00+03:00')
  const contractIds: number[] = []
  for (let i = 0; i < CUSTOMERS; i += 1) {
    contractIds.push((await house.connect({ login: `user${i}`, tariffId })).contractId)
  }
  house.clock.set('2026-04-01T00:02:00+03:00')
  return contractIds
}

const chargedSoFar = async (house: TestHouse) =>
  (
    await house.database.pool.query<{ count: bigint; sum: string }>(
      `select count(*) as count, coalesce(sum(amount_minor), 0)::text as sum
      from ledger.postings where kind = 'charge' and day = '2026-04-01'`,
    )
  ).rows[0]

test('a run killed half-way and started again charges everybody exactly once', async (t) => {
  const house = await openHouse(t, '2026-03-31T09:00:00+03:00')
  await fill(house)
  const run = await house.deed(startRun)
  // The tenth contract of the run dies with the process: its batch is rolled back as a whole.
  await house.database.pool.query(
    `create function break() returns trigger language plpgsql as $$ begin
      if new.contract_id = 10 then raise exception 'killed' using errcode = '57P01'; end if;
      return new;
    end $$;
    create trigger break before insert on ledger.postings_rest for each row execute function break()`,
  )
  await carryRun(house.ground, ACTOR, run.id)
  await house.database.pool.query('drop trigger break on ledger.postings_rest')
  const failures = await house.database.pool.query('select contract_id from charging.run_failures')
  assert.deepEqual(failures.rows, [{ contract_id: 10 }], 'one bad contract stops nobody else')
  assert.equal(Number((await chargedSoFar(house))?.count), CUSTOMERS - 1)

  assert.equal((await house.night()).postingsCount, 1, 'the second run does what is left')
  assert.equal((await house.night()).postingsCount, 0)
  assert.deepEqual(await chargedSoFar(house), {
    count: BigInt(CUSTOMERS),
    sum: String(CUSTOMERS * 600_00),
  })
  await house.audit()
})

test('a crash between two batches loses nothing and doubles nothing', async (t) => {
  const house = await openHouse(t, '2026-03-31T09:00:00+03:00')
  await fill(house)
  const run = await house.deed(startRun)
  // The process dies after its first batch: the run stays as it was committed last.
  await house.database.pool.query(
    `with placed as (update charging.run_lanes set last_contract_id = 12 where run_id = $1)
    update charging.runs set contracts_done = 12 where id = $1`,
    [run.id],
  )
  await carryRun(house.ground, ACTOR, run.id)
  assert.equal(Number((await chargedSoFar(house))?.count), CUSTOMERS - 12)
  await house.night()
  assert.equal(Number((await chargedSoFar(house))?.count), CUSTOMERS)
  await house.audit()
})

test('two workers that carry one run at the same time share the work', async (t) => {
  const house = await openHouse(t, '2026-03-31T09:00:00+03:00')
  await fill(house)
  const run = await house.deed(startRun)
  await Promise.all([
    carryRun(house.ground, ACTOR, run.id),
    carryRun(house.ground, ACTOR, run.id),
    carryRun(house.ground, ACTOR, run.id),
  ])
  assert.equal(Number((await chargedSoFar(house))?.count), CUSTOMERS)
  await house.audit()
})

test('a worker that was away for days catches up, month end included', async (t) => {
  const house = await openHouse(t, '2026-03-20T09:00:00+03:00')
  const tariffId = await house.tariff('По дням', { feeCharged: 'daily-parts', blockPolicy: 'none' })
  const { contractId } = await house.connect({ login: 'ivanova', tariffId })
  await house.night()
  house.clock.set('2026-04-05T09:00:00+03:00')
  await house.night()
  // 12 of 31 days of March and 5 of 30 days of April.
  assert.equal(await house.balance(contractId), -(232_26n + 100_00n))
})
