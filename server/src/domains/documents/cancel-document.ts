import type { Context } from '#platform/context'
import { Refusal } from '#platform/refusal'
import { type DocumentRow, markCancelled } from './documents.store.ts'
import { getDocument } from './issue-invoice.ts'

/** Cancels a document. Its number is never used again; the month may be invoiced anew. */
export async function cancelDocument(
  ctx: Context,
  { id, reason }: { id: number; reason: string },
): Promise<DocumentRow> {
  await getDocument(ctx, id)
  if (!(await markCancelled(ctx, id, reason))) throw new Refusal('documents.is-cancelled', { id })
  return getDocument(ctx, id)
}
