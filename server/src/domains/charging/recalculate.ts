import type { Context } from '#platform/context'
import { violates } from '#platform/database-errors'
import { tell } from '#platform/outbox'
import { Refusal, refuseField } from '#platform/refusal'
import { countContractsHolding, readToday } from '../accounts/index.ts'
import { countContracts } from '../subscribers/index.ts'
import { insertRun, type RunRow, type RunScope } from './runs.store.ts'
import { getRun } from './start-run.ts'

const MONTHS_MAX = 36

export type Recalculation = {
  firstMonth: Temporal.PlainYearMonth
  lastMonth: Temporal.PlainYearMonth
  scope: RunScope
  /** Only looks: nothing is posted. */
  isPreview: boolean
  reason: string
}

/**
 * Starts a recalculation of past months by what is known now: posts, or only shows, the difference
 * to what was charged. A closed month gets its correction in the first open one. The worker does it.
 */
export async function startRecalculation(ctx: Context, order: Recalculation): Promise<RunRow> {
  const today = await readToday(ctx)
  const { firstMonth, lastMonth, scope, isPreview, reason } = order
  refuseSpan(order, today)
  const first = firstMonth.toPlainDate({ day: 1 })
  try {
    const id = await insertRun(ctx, {
      kind: isPreview ? 'preview' : 'recalculation',
      firstMonth: first,
      lastMonth: lastMonth.toPlainDate({ day: 1 }),
      scope,
      reason,
      day: today,
      contractsTotal: await countScope(ctx, scope, first),
    })
    await tell(ctx, 'charging.run-started', { runId: id })
    return await getRun(ctx, id)
  } catch (error) {
    if (violates(error, 'runs_one_at_a_time')) throw new Refusal('charging.already-running')
    throw error
  }
}

function refuseSpan({ firstMonth, lastMonth }: Recalculation, today: Temporal.PlainDate): void {
  if (Temporal.PlainYearMonth.compare(lastMonth, firstMonth) < 0) {
    throw refuseField('charging.months-backwards', 'until')
  }
  if (Temporal.PlainYearMonth.compare(lastMonth, today.toPlainYearMonth()) > 0) {
    throw refuseField('charging.month-to-come', 'until')
  }
  const months = firstMonth.until(lastMonth, { largestUnit: 'month' }).months + 1
  if (months > MONTHS_MAX)
    throw refuseField('charging.too-many-months', 'from', { max: MONTHS_MAX })
}

async function countScope(
  ctx: Context,
  { contractIds, tariffId, serviceId }: RunScope,
  since: Temporal.PlainDate,
): Promise<number> {
  if (contractIds) return new Set(contractIds).size
  if (tariffId !== undefined) return countContractsHolding(ctx, { tariffId, since })
  if (serviceId !== undefined) return countContractsHolding(ctx, { serviceId, since })
  return countContracts(ctx)
}
