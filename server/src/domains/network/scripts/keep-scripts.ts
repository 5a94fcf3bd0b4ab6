import {
  DEVICE_WORDS,
  findScriptFaults,
  parseCommands,
  parseRequests,
  wordsOf,
} from '@altyn/contract/network/script-text'
import type { Context } from '#platform/context'
import { violates } from '#platform/database-errors'
import { Refusal, refuseField } from '#platform/refusal'
import { selectTemplates } from '../devices/templates.store.ts'
import {
  findScript,
  insertScript,
  type ScriptForm,
  type ScriptRow,
  updateScript,
} from './scripts.store.ts'

export async function getScript(ctx: Context, id: number): Promise<ScriptRow> {
  const script = await findScript(ctx, id)
  if (!script) throw new Refusal('network.script.not-found', { id })
  return script
}

/** Writes a script. One that cannot be read is refused with the line that is wrong. */
export async function createScript(ctx: Context, form: ScriptForm): Promise<ScriptRow> {
  await refuseUnsound(ctx, form)
  try {
    return await getScript(ctx, await insertScript(ctx, form))
  } catch (error) {
    throw explained(error)
  }
}

/**
 * Changes a script, archives it or takes it back. One that policies run stays until it is taken out of
 * them.
 */
export async function changeScript(
  ctx: Context,
  edit: { id: number; version: number },
  { isArchived, ...change }: Partial<ScriptForm> & { isArchived?: boolean },
): Promise<ScriptRow> {
  const script = await getScript(ctx, edit.id)
  const form = { ...script, ...change }
  await refuseUnsound(ctx, form)
  if (isArchived && script.policiesCount > 0) {
    throw refuseField('network.script-in-policies', 'isArchived', { count: script.policiesCount })
  }
  const archivedAt =
    isArchived === undefined
      ? script.archivedAt
      : isArchived
        ? (script.archivedAt ?? ctx.now())
        : null
  try {
    const isChanged = await updateScript(ctx, edit, { ...form, archivedAt })
    if (!isChanged) throw new Refusal('platform.version-mismatch')
  } catch (error) {
    throw explained(error)
  }
  return getScript(ctx, edit.id)
}

/** Whether a script speaks of something that a device as a whole has not. */
export function needsPort({ body }: Pick<ScriptForm, 'body'>): boolean {
  return wordsOf(withoutRemarks(body)).some((word) => !DEVICE_WORDS.some((known) => known === word))
}

/** The words that a script fills in; those of remarks are nobody's. */
export function wordsOfScript({ body }: Pick<ScriptForm, 'body'>): string[] {
  return wordsOf(withoutRemarks(body))
}

function withoutRemarks(body: string): string {
  return body
    .split('\n')
    .filter((line) => !line.startsWith('#'))
    .join('\n')
}

/** The steps of a script, which was found sound when it was written. */
export const stepsOf = {
  commands: ({ body }: ScriptForm) => parseCommands(body).steps,
  requests: ({ body }: ScriptForm) => parseRequests(body).steps,
}

async function refuseUnsound(ctx: Context, form: ScriptForm): Promise<void> {
  const [fault] = findScriptFaults(form.transport, form.body)
  if (fault) {
    const { line, rule, word = '' } = fault
    throw refuseField('network.wrong-script', 'body', { line, rule, word })
  }
  const templates = new Set((await selectTemplates(ctx)).map(({ id }) => id))
  if (!form.templateIds.every((id) => templates.has(id))) {
    throw refuseField('network.unknown-template', 'templateIds')
  }
}

function explained(error: unknown): unknown {
  return violates(error, 'scripts_by_name')
    ? refuseField('network.script-name-taken', 'name')
    : error
}
