import type { Context } from '#platform/context'
import { violates } from '#platform/database-errors'
import { Refusal, refuseField } from '#platform/refusal'
import { tellLines } from '../lines/tell-lines.ts'
import {
  type DeviceKind,
  findTemplate,
  insertTemplate,
  type TemplateColumns,
  type TemplateRow,
  updateTemplate,
} from './templates.store.ts'

export async function getTemplate(ctx: Context, id: number): Promise<TemplateRow> {
  const template = await findTemplate(ctx, id)
  if (!template) throw new Refusal('network.device-template.not-found', { id })
  return template
}

/** Describes a model of equipment: new devices of it begin with its ports. */
export async function createTemplate(
  ctx: Context,
  form: TemplateColumns & { kind: DeviceKind },
): Promise<TemplateRow> {
  refuseBarePattern(form)
  try {
    return await getTemplate(ctx, await insertTemplate(ctx, form))
  } catch (error) {
    throw explained(error)
  }
}

/** Changes a model, archives it or takes it back. Devices that were made by it stay as they are. */
export async function changeTemplate(
  ctx: Context,
  { isArchived, ...edit }: { id: number; version: number; isArchived: boolean },
  change: TemplateColumns,
): Promise<TemplateRow> {
  refuseBarePattern(change)
  const { archivedAt } = await getTemplate(ctx, edit.id)
  const archived_at = isArchived ? (archivedAt ?? ctx.now()) : null
  try {
    const isChanged = await updateTemplate(ctx, edit, { ...change, archived_at })
    if (!isChanged) throw new Refusal('platform.version-mismatch')
  } catch (error) {
    throw explained(error)
  }
  await tellLines(ctx)
  return getTemplate(ctx, edit.id)
}

/** A pattern without the number would find the same interface for every port. */
function refuseBarePattern({ port_match, port_pattern }: TemplateColumns): void {
  if (port_match === 'pattern' && !port_pattern.includes('{n}')) {
    throw refuseField('network.port-pattern-without-number', 'portPattern')
  }
}

function explained(error: unknown): unknown {
  return violates(error, 'device_templates_by_name')
    ? refuseField('network.template-name-taken', 'name')
    : error
}
