import type { Context } from '#platform/context'
import { invariant } from '#platform/invariant'
import { Refusal } from '#platform/refusal'
import { selectOperators } from './operators.store.ts'
import type { OperatorRow } from './rules/operator.ts'

/** The operator that sells unless something else is said. There is always exactly one. */
export async function getDefaultOperator(ctx: Context): Promise<OperatorRow> {
  const operator = (await selectOperators(ctx)).find((row) => row.is_default)
  invariant(operator, 'there is a default operator')
  return operator
}

export async function getOperator(ctx: Context, id: number): Promise<OperatorRow> {
  const operator = (await selectOperators(ctx)).find((row) => row.id === id)
  if (!operator) throw new Refusal('settings.operator.not-found', { id })
  return operator
}
