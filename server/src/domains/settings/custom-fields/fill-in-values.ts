import type { Context } from '#platform/context'
import { type FieldFault, Refusal } from '#platform/refusal'
import { brokenRule, normaliseValue } from '../rules/custom-value.ts'
import { type FieldOwner, selectFields, selectValues, upsertValue } from './custom-fields.store.ts'

/**
 * Fills in fields of one's own on a subscriber, a contract or an account that the caller knows to
 * be there. What is not named stays; an empty text clears. Nothing is kept when a value is wrong or
 * a required field would be left empty: every such field is named, as `values.<id>`.
 */
export async function fillInValues(
  ctx: Context,
  order: { owner: FieldOwner; ownerId: number; values: Record<string, string> },
): Promise<void> {
  const { owner, ownerId } = order
  const fields = (await selectFields(ctx)).filter((row) => row.owner === owner && !row.archivedAt)
  const before = await selectValues(ctx, owner, [ownerId])
  const typed = new Map(Object.entries(order.values).map(([id, value]) => [Number(id), value]))
  const faults: FieldFault[] = [...typed.keys()]
    .filter((id) => fields.every((field) => field.id !== id))
    .map((id) => ({ field: `values.${id}`, rule: 'unknown' }))
  const changed = new Map<number, string>()
  for (const field of fields) {
    const text = typed.get(field.id)
    const kept = before.find(({ fieldId }) => fieldId === field.id)?.value ?? ''
    const value = text === undefined ? kept : normaliseValue(field, text)
    // What was there before is only asked to be there: its list may have changed since.
    const rule = value === kept && value !== '' ? undefined : brokenRule(field, value)
    if (rule) faults.push({ field: `values.${field.id}`, rule })
    else if (value !== kept) changed.set(field.id, value)
  }
  if (faults.length > 0) throw new Refusal('platform.invalid', {}, faults)
  for (const [fieldId, value] of changed) await upsertValue(ctx, { ownerId, fieldId, value })
}
