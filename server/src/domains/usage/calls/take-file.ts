import { hash } from 'node:crypto'
import type { Context } from '#platform/context'
import { tell } from '#platform/outbox'
import { Refusal, refuseField } from '#platform/refusal'
import { getAgent } from '../../network/index.ts'
import { type CallFileRow, findCallFile, insertCallFile } from './call-files.store.ts'

/** Keeps a file of calls; it is read in the background. The same bytes of an agent are taken once. */
export async function takeCallFile(
  ctx: Context,
  { agentId, name, content }: { agentId: number; name: string; content: Buffer },
): Promise<CallFileRow> {
  const agent = await getAgent(ctx, agentId)
  if (agent.kind !== 'calls') {
    throw refuseField('usage.agent-takes-no-calls', 'agentId', { name: agent.name })
  }
  if (agent.stoppedAt) {
    throw refuseField('usage.agent-stopped', 'agentId', { name: agent.name })
  }
  const digest = hash('sha256', content, 'buffer')
  const id = await insertCallFile(ctx, { agentId, name, digest, content })
  if (id === undefined) throw new Refusal('usage.call-file-known', { name })
  await tell(ctx, 'usage.call-file-taken', { fileId: id })
  return getCallFile(ctx, id)
}

export async function getCallFile(ctx: Context, id: number): Promise<CallFileRow> {
  const file = await findCallFile(ctx, id)
  if (!file) throw new Refusal('usage.call-file.not-found', { id })
  return file
}
