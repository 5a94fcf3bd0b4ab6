import type { Context } from '#platform/context'
import { tell } from '#platform/outbox'
import { Refusal, refuseField } from '#platform/refusal'
import { updateOperator } from './operators.store.ts'
import { isTimeZone, type OperatorChange, type OperatorRow } from './rules/operator.ts'

/** Changes the name, requisites or numbering of an operator; documents issued before keep theirs. */
export async function changeOperator(
  ctx: Context,
  { id, version, change }: { id: number; version: number; change: OperatorChange },
): Promise<OperatorRow> {
  if (change.time_zone !== undefined && !isTimeZone(change.time_zone)) {
    throw refuseField('settings.unknown-time-zone', 'timeZone', { timeZone: change.time_zone })
  }
  const operator = await updateOperator(ctx, id, version, change)
  if (!operator) throw new Refusal('platform.version-mismatch')
  await tell(ctx, 'settings.operator-changed', { operatorId: id })
  return operator
}
