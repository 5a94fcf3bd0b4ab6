import type { Context } from '#platform/context'
import { violates } from '#platform/database-errors'
import { Refusal, refuseField } from '#platform/refusal'
import {
  insertServiceClass,
  type ServiceClassForm,
  type ServiceClassRow,
  selectServiceClasses,
  updateServiceClass,
} from './service-classes.store.ts'

/** Adds a class of services of the provider's own. Its code names its revenue book for ever. */
export async function createServiceClass(
  ctx: Context,
  form: ServiceClassForm & { code: string },
): Promise<ServiceClassRow> {
  try {
    return await getServiceClass(ctx, await insertServiceClass(ctx, form))
  } catch (error) {
    if (violates(error, 'service_classes_code_key')) {
      throw refuseField('catalogue.class-code-taken', 'code')
    }
    throw error
  }
}

/** Changes what documents and receipts say from now on; papers that were issued stay as they are. */
export async function changeServiceClass(
  ctx: Context,
  { id, version, ...form }: ServiceClassForm & { id: number; version: number; isArchived: boolean },
): Promise<ServiceClassRow> {
  await getServiceClass(ctx, id)
  const isChanged = await updateServiceClass(ctx, id, version, form)
  if (!isChanged) throw new Refusal('platform.version-mismatch')
  return getServiceClass(ctx, id)
}

async function getServiceClass(ctx: Context, id: number): Promise<ServiceClassRow> {
  const found = (await selectServiceClasses(ctx)).find((item) => item.id === id)
  if (!found) throw new Refusal('catalogue.service-class.not-found', { id })
  return found
}
