import type { Context } from '#platform/context'
import { markConfirmed } from './doubts.store.ts'
import { insertEvidence } from './evidence.store.ts'
import { judgeAnswer, type ServerAnswer } from './rules/session-evidence.ts'
import { closeConcluded } from './sessions.store.ts'

/**
 * Takes down what an access server answered about a session, and finishes the session where that proves its end. Usage
 * stays as it is; a Stop or a report that still comes puts the end right.
 */
export async function judgeSession(
  ctx: Context,
  sessionId: bigint,
  answer: ServerAnswer,
): Promise<void> {
  const { cause, evidence } = judgeAnswer(answer)
  await insertEvidence(ctx, [{ sessionId, evidence }])
  if (evidence.kind === 'confirmed') await markConfirmed(ctx, sessionId)
  if (cause !== null) await closeConcluded(ctx, sessionId, cause)
}
