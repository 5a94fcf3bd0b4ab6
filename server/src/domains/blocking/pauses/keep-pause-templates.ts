import type { Context } from '#platform/context'
import { violates } from '#platform/database-errors'
import { Refusal, refuseField } from '#platform/refusal'
import {
  findPauseTemplate,
  insertPauseTemplate,
  type PauseTemplateForm,
  type PauseTemplateRow,
  updatePauseTemplate,
} from './pause-templates.store.ts'

export async function getPauseTemplate(ctx: Context, id: number): Promise<PauseTemplateRow> {
  const template = await findPauseTemplate(ctx, id)
  if (!template) throw new Refusal('blocking.pause-template.not-found', { id })
  return template
}

/** Adds terms on which accounts may be paused. */
export async function createPauseTemplate(
  ctx: Context,
  form: PauseTemplateForm,
): Promise<PauseTemplateRow> {
  try {
    return await getPauseTemplate(ctx, await insertPauseTemplate(ctx, form))
  } catch (error) {
    throw explained(error)
  }
}

/** Changes terms for pauses, archives them or takes them back. Pauses ordered before stay. */
export async function changePauseTemplate(
  ctx: Context,
  form: PauseTemplateForm & { id: number; version: number; isArchived: boolean },
): Promise<PauseTemplateRow> {
  await getPauseTemplate(ctx, form.id)
  try {
    const isChanged = await updatePauseTemplate(ctx, form)
    if (!isChanged) throw new Refusal('platform.version-mismatch')
  } catch (error) {
    throw explained(error)
  }
  return getPauseTemplate(ctx, form.id)
}

function explained(error: unknown): unknown {
  return violates(error, 'pause_templates_by_name')
    ? refuseField('blocking.pause-name-taken', 'name')
    : error
}
