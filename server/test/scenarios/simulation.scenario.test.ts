import assert from 'node:assert/strict'
import { test } from 'node:test'
import { createGroup } from '#platform/groups/keep-groups'
import { ACCOUNT_GROUPS } from '../../src/domains/accounts/groups/account-groups.ts'
import { groupAccounts } from '../../src/domains/accounts/groups/group-accounts.ts'
import { planAction } from '../../src/domains/accounts/index.ts'
import { carryDueActions } from '../../src/domains/blocking/index.ts'
import { simulateContract } from '../../src/domains/reports/simulate-contract.ts'
import type { Change } from '../../src/domains/reports/simulated-change.ts'
import { openHouse } from '../support/house.ts'

const day = (text: string) => Temporal.PlainDate.from(text)

test('a simulated year shows the blocks to come, and nothing of it stays', async (t) => {
  const house = await openHouse(t, '2026-04-17T12:00:00+03:00')
  const slow = await house.tariff('Интернет 100')
  const fast = await house.tariff('Интернет 300', { feeMinor: 900_00n })
  const anna = await house.connect({ login: 'ivanova', tariffId: slow })
  const { contractId, accountId } = anna
  await house.pay(contractId, 1_500_00n)
  const simulate = (changes: Change[], until = '2026-10-01', assumesPaid = false) =>
    house.deed((ctx) =>
      simulateContract(ctx, { contractId, until: day(until), changes, assumesPaid }),
    )

  const asIs = await simulate([])
  // What is left of May and June, 20.00, covers just the last day of July.
  assert.equal(asIs.chargedMinor, 1_219_35n)
  assert.equal(asIs.blocks[0]?.kind, 'money')
  assert.equal(asIs.blocks[0]?.from.toString(), '2026-06-30T21:00:00Z', 'from 1 July, Moscow')

  const paid = await simulate([], '2026-10-01', true)
  assert.equal(paid.chargedMinor, 3_000_00n, 'five months')
  const dearer = await simulate(
    [{ kind: 'tariff', accountId, tariffId: fast, from: day('2026-05-01'), until: null }],
    '2026-10-01',
    true,
  )
  assert.equal(dearer.chargedMinor - paid.chargedMinor, 1_500_00n, 'five months, 300 dearer')

  const topped = await simulate([
    { kind: 'payment', amountMinor: 600_00n, day: day('2026-07-10') },
    { kind: 'pause', accountId, from: day('2026-08-01'), until: day('2026-09-01') },
  ])
  assert.equal(topped.paidMinor, 600_00n)
  const money = topped.blocks.filter(({ kind }) => kind === 'money')
  assert.equal(money[0]?.until?.toString(), '2026-07-09T21:01:00Z', 'a payment opens at once')
  const charged = topped.lines.filter(({ kind }) => kind === 'charge')
  assert.ok(
    charged.every((line) => line.day.month !== 8),
    'nothing for a paused August',
  )

  assert.equal(await house.balance(contractId), 1_220_00n, 'nothing has happened')
  const { rows } = await house.database.pool.query('select 1 from accounts.planned_actions')
  assert.equal(rows.length, 0)
  await assert.rejects(
    simulate([{ kind: 'tariff', accountId, tariffId: 99, from: day('2026-05-01'), until: null }]),
    /catalogue.tariff.not-found/,
  )
  await house.audit()
})

test('what is planned for a group is seen in the future of a contract that is in it, and is still to be done', async (t) => {
  const house = await openHouse(t, '2026-04-01T09:00:00+03:00')
  const slow = await house.tariff('Интернет 100')
  const fast = await house.tariff('Интернет 300', { feeMinor: 900_00n })
  const anna = await house.connect({ login: 'ivanova', tariffId: slow })
  const boris = await house.connect({ login: 'petrov', tariffId: slow })
  const clara = await house.connect({ login: 'sidorova', tariffId: slow })
  for (const { contractId } of [anna, boris, clara]) await house.pay(contractId, 10_000_00n)
  const group = await house.deed((ctx) =>
    createGroup(ctx, ACCOUNT_GROUPS, { name: 'Дом 5', note: '' }),
  )
  await house.deed((ctx) =>
    groupAccounts(ctx, {
      id: group.id,
      accountIds: [anna.accountId, boris.accountId],
      subscriberIds: [],
      logins: [],
    }),
  )
  const plan = { accountId: null, groupId: group.id, reason: 'ремонт' }
  const at = (text: string) => Temporal.Instant.from(`${text}T00:00:00+03:00`)
  const details = { blockKind: 'staff' as const }
  await house.deed(async (ctx) => {
    await planAction(ctx, { ...plan, kind: 'block', details, dueAt: at('2026-05-01') })
    await planAction(ctx, { ...plan, kind: 'unblock', details, dueAt: at('2026-06-01') })
    const tariff = { kind: 'tariff' as const, details: { tariffId: fast } }
    await planAction(ctx, { ...plan, ...tariff, dueAt: at('2026-07-01') })
  })
  const simulate = ({ contractId }: { contractId: number }) =>
    house.deed((ctx) =>
      simulateContract(ctx, {
        contractId,
        until: day('2026-08-01'),
        changes: [],
        assumesPaid: false,
      }),
    )

  const future = await simulate(anna)
  assert.equal(future.chargedMinor, 600_00n + 900_00n, 'nothing for May, 600 for June, then 900')
  assert.deepEqual(
    future.blocks.map(({ accountId, kind, from }) => [accountId, kind, from.toString()]),
    [[anna.accountId, 'staff', '2026-04-30T21:00:00Z']],
    'nobody else of the group is in it',
  )
  assert.equal((await simulate(clara)).chargedMinor, 1_800_00n, 'she is in no group')

  const planned = await house.database.pool.query<{ state: string; outcome: unknown }>(
    'select state, outcome from accounts.planned_actions order by id',
  )
  const untouched = { state: 'planned', outcome: null }
  assert.deepEqual(planned.rows, [untouched, untouched, untouched])
  house.clock.set('2026-05-01T00:01:00+03:00')
  await carryDueActions(house.ground)
  const { rows } = await house.database.pool.query<{ outcome: { done: number } }>(
    `select outcome from accounts.planned_actions where state = 'done'`,
  )
  assert.deepEqual(
    rows.map(({ outcome }) => outcome.done),
    [2],
    'both of the group when its hour comes',
  )
  await house.audit()
})
