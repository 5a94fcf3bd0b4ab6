import assert from 'node:assert/strict'
import { test } from 'node:test'
import {
  agreeTerm,
  assignService,
  changeTariff,
  endService,
  getAccount,
} from '../../src/domains/accounts/index.ts'
import { carryDueActions } from '../../src/domains/blocking/index.ts'
import { pauseAccount } from '../../src/domains/blocking/pauses/pause-account.ts'
import { PLAIN_TERMS, publishTariffVersion } from '../../src/domains/catalogue/index.ts'
import { carryRun, monthsBetween } from '../../src/domains/charging/index.ts'
import { readChargingFacts } from '../../src/domains/charging/read-charging-facts.ts'
import { startRecalculation } from '../../src/domains/charging/recalculate.ts'
import { toDayNumber } from '../../src/domains/charging/rules/day-number.ts'
import { computeDues } from '../../src/domains/charging/rules/due.ts'
import { selectDifferenceTotals } from '../../src/domains/charging/run-differences.store.ts'
import { issueInvoice } from '../../src/domains/documents/index.ts'
import { changeOperator, getDefaultOperator } from '../../src/domains/settings/index.ts'
import { systemActor } from '../../src/platform/context.ts'
import { openHouse, type TestHouse } from '../support/house.ts'

const day = (text: string) => Temporal.PlainDate.from(text)
const FIRST = day('2025-09-01')
const LAST = day('2026-08-31')

/** What happens by itself at the start of each day, and by hand on some of them. */
async function live(house: TestHouse, byHand: Record<string, () => Promise<unknown>>) {
  for (
    let today = FIRST;
    Temporal.PlainDate.compare(today, LAST) <= 0;
    today = today.add({ days: 1 })
  ) {
    house.clock.set(`${today}T00:00:30+03:00`)
    await carryDueActions(house.ground)
    await house.work()
    house.clock.set(`${today}T00:02:00+03:00`)
    await house.night()
    const deed = byHand[today.toString()]
    if (!deed) continue
    house.clock.set(`${today}T14:00:00+03:00`)
    await deed()
    await house.work()
  }
}

/** All that the contracts should have been charged over the year, computed from nothing. */
async function recomputed(house: TestHouse, contractIds: readonly number[]): Promise<bigint> {
  return house.deed(async (ctx) => {
    const period = { months: monthsBetween(FIRST, LAST), asOf: LAST }
    const facts = await readChargingFacts(ctx, contractIds, period, { justLooking: true })
    const asked = { months: period.months, asOf: toDayNumber(LAST) }
    return facts.accounts
      .flatMap((account) => computeDues(account, facts.offers, asked))
      .reduce((sum, { dueMinor }) => sum + dueMinor, 0n)
  })
}

async function charged(house: TestHouse): Promise<bigint> {
  const { rows } = await house.database.pool.query<{ sum: bigint }>(
    `select coalesce(sum(case when f.kind = 'wallet' then p.amount_minor else -p.amount_minor end), 0)::bigint
      as sum
    from ledger.postings p join ledger.books f on f.id = p.from_book where p.kind = 'charge'`,
  )
  return rows[0]?.sum ?? -1n
}

async function sellerIsKnown(house: TestHouse): Promise<void> {
  await house.deed(async (ctx) => {
    const { id, version } = await getDefaultOperator(ctx)
    const requisites = {
      fullName: 'ООО «Связь»',
      inn: '7707083893',
      kpp: '770701001',
      address: 'Москва',
      bankName: 'Банк',
      bic: '044525225',
      bankAccount: '40702810400000000225',
      correspondentAccount: '30101810400000000225',
    }
    await changeOperator(ctx, { id, version, change: { requisites } })
  })
}

type Year = Awaited<ReturnType<typeof openYear>>

async function openYear(t: Parameters<typeof openHouse>[0]) {
  const house = await openHouse(t, `${FIRST}T00:00:10+03:00`)
  await sellerIsKnown(house)
  const terms = { blockFees: { money: 0n, staff: 0n, 'own-wish': 50_00n } }
  const slow = await house.tariff('Интернет 100', { ...terms, feeMinor: 600_00n })
  const fast = await house.tariff('Интернет 300', { ...terms, feeMinor: 950_00n })
  const daily = await house.tariff('Посуточный', {
    feeMinor: 25_00n,
    feePeriod: 'day',
    feeCharged: 'daily-parts',
  })
  const fixed = await house.service('monthly', 'Постоянный адрес', {
    priceMinor: 150_00n,
    activationMinor: 100_00n,
    termMonthsMin: 3,
    exitFeeMinor: 200_00n,
  })
  const router = await house.service('one-off', 'Роутер', { priceMinor: 3_500_00n })
  const anna = await house.connect({ login: 'ivanova', tariffId: slow })
  const boris = await house.connect({ login: 'petrov', tariffId: fast })
  const vera = await house.connect({ login: 'vera', tariffId: daily })
  for (const { contractId } of [anna, boris]) await house.pay(contractId, 20_000_00n)
  await house.pay(vera.contractId, 1_000_00n)
  return { house, slow, fast, fixed, router, terms, anna, boris, vera }
}

/** Services, another tariff, and a price rise to come. */
function autumn({ house, fast, fixed, router, terms, anna, vera }: Year) {
  let addressId = { id: 0, version: 0 }
  return {
    '2025-09-20': async () => {
      const order = { accountId: anna.accountId, quantity: 1, until: null, comment: '' }
      const assigned = await house.deed((ctx) =>
        assignService(ctx, { ...order, serviceId: fixed, from: day('2025-09-20'), plan: null }),
      )
      addressId = assigned
      const plan = { firstMinor: 500_00n, parts: 7 }
      await house.deed((ctx) =>
        assignService(ctx, { ...order, serviceId: router, from: day('2025-09-20'), plan }),
      )
    },
    '2025-10-17': async () => {
      const { version } = await house.deed((ctx) => getAccount(ctx, anna.accountId))
      const change = { id: anna.accountId, version, tariffId: fast, from: day('2025-10-17') }
      await house.deed((ctx) => changeTariff(ctx, change))
    },
    '2025-11-05': () =>
      house.deed((ctx) => endService(ctx, { ...addressId, until: day('2025-11-10') })),
    // The price of all goes up with the year, and so does VAT.
    '2025-12-01': () =>
      house.deed((ctx) =>
        publishTariffVersion(ctx, {
          ...PLAIN_TERMS,
          ...terms,
          id: fast,
          version: 1,
          audience: 'everybody',
          from: day('2026-01-01'),
          feeMinor: 1_000_00n,
          feePeriod: 'month',
          feeCharged: 'in-advance',
          blockPolicy: 'before-charge',
          speedDownKbps: 300_000,
          speedUpKbps: 300_000,
        }),
      ),
    '2026-01-15': () => house.pay(vera.contractId, 2_000_00n),
  }
}

/** What was agreed long ago and is entered now, and a summer pause. */
function spring({ house, slow, anna, boris }: Year) {
  return {
    // Agreed long ago, entered now.
    '2026-02-10': () =>
      house.deed((ctx) =>
        agreeTerm(ctx, {
          accountId: boris.accountId,
          assignedServiceId: null,
          kind: 'percent',
          amount: 1_500n,
          from: day('2025-11-11'),
          until: day('2026-03-01'),
          priority: 100,
          isStacking: true,
          title: 'Сосед',
          source: 'staff',
        }),
      ),
    '2026-03-03': async () => {
      const { version } = await house.deed((ctx) => getAccount(ctx, boris.accountId))
      const span = { from: day('2025-12-20'), until: day('2026-01-20') }
      const change = { id: boris.accountId, version, tariffId: slow, ...span }
      await house.deed((ctx) => changeTariff(ctx, change))
    },
    '2026-05-20': () =>
      house.deed((ctx) =>
        pauseAccount(ctx, {
          accountId: anna.accountId,
          pauseTemplateId: 1,
          from: day('2026-06-01'),
          until: day('2026-08-01'),
          reason: 'лето',
        }),
      ),
  }
}

test('a year of changes ends with books that balance and charges equal to a recomputation', async (t) => {
  const year = await openYear(t)
  const { house, anna, boris, vera } = year
  await live(house, { ...autumn(year), ...spring(year) })

  const ids = [anna, boris, vera].map(({ contractId }) => contractId)
  assert.equal(await charged(house), await recomputed(house, ids))
  assert.ok((await house.balance(vera.contractId)) >= 0n, 'paid by the day, never into debt')
  const months = { firstMonth: FIRST.toPlainYearMonth(), lastMonth: LAST.toPlainYearMonth() }
  const run = await house.deed((ctx) =>
    startRecalculation(ctx, { ...months, scope: {}, isPreview: true, reason: '' }),
  )
  await carryRun(house.ground, systemActor('test'), run.id)
  const totals = await house.deed((ctx) => selectDifferenceTotals(ctx, run.id))
  assert.deepEqual([totals.dearerCount, totals.cheaperCount], [0, 0], 'nothing is left to correct')

  const invoice = (month: string) =>
    house.deed((ctx) =>
      issueInvoice(ctx, {
        contractId: boris.contractId,
        month: Temporal.PlainYearMonth.from(month),
      }),
    )
  const before = await invoice('2025-10')
  const after = await invoice('2026-04')
  assert.deepEqual([before.totalMinor, before.vatMinor], [950_00n, 158_33n], '20 % inside')
  assert.deepEqual([after.totalMinor, after.vatMinor], [1_000_00n, 180_33n], '22 % inside')
  await house.audit()
})
