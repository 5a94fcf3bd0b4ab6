import { sql } from 'kysely'
import type { Context } from '#platform/context'
import type { Evidence, EvidenceAt } from './rules/session-evidence.ts'

const EVIDENCE_MAX = 200

export async function insertEvidence(
  ctx: Context,
  found: readonly { sessionId: bigint; evidence: Evidence }[],
): Promise<void> {
  if (found.length === 0) return
  const plain = found.map(({ evidence: { kind: _, ...facts } }) => JSON.stringify(facts))
  await sql`
    insert into usage.session_evidence (session_id, at, kind, facts)
    select session_id, ${ctx.now()}, kind, facts
    from unnest(${found.map(({ sessionId }) => sessionId)}::bigint[],
      ${found.map(({ evidence }) => evidence.kind)}::text[], ${plain}::jsonb[])
      as i (session_id, kind, facts)`.execute(ctx.tx)
}

/** What is known about a session, live or finished, the latest first. */
export async function selectEvidence(ctx: Context, sessionId: bigint): Promise<EvidenceAt[]> {
  const { rows } = await sql<{ at: Temporal.Instant; kind: string; facts: object }>`
    select at, kind, facts
    from usage.session_evidence
    where session_id = ${sessionId}
    order by at desc, id desc
    limit ${EVIDENCE_MAX}`.execute(ctx.tx)
  return rows.map(({ at, kind, facts }) => ({ ...facts, kind, at })) as EvidenceAt[] // as this domain wrote it
}
