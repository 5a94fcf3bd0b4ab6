import type { Context } from '#platform/context'
import { violates } from '#platform/database-errors'
import { tell } from '#platform/outbox'
import { Refusal, refuseField } from '#platform/refusal'
import { refuseClosedDay } from '../settings/index.ts'
import { findServices, getService, type Service } from './find-service.ts'
import { faultOfService, type ServiceKind, type ServiceTerms } from './rules/service-version.ts'
import { selectServiceClasses } from './service-classes.store.ts'
import {
  insertService,
  insertServiceVersion,
  type ServiceForm,
  type ServiceMember,
  updateService,
} from './services.store.ts'

type Draft = ServiceTerms & { from: Temporal.PlainDate }

/** Creates a service, or a package of services at one price, and publishes its first price. */
export async function createService(
  ctx: Context,
  {
    kind,
    serviceClass,
    ...form
  }: ServiceForm & Draft & { kind: ServiceKind; serviceClass: string },
): Promise<Service> {
  refuseUnsound(kind, form)
  const known = (await selectServiceClasses(ctx)).find(({ code }) => code === serviceClass)
  if (!known || known.archivedAt)
    throw refuseField('catalogue.unknown-service-class', 'serviceClass')
  await refuseMembers(ctx, form.members)
  try {
    const id = await insertService(ctx, { ...form, kind, serviceClassId: known.id })
    await insertServiceVersion(ctx, id, { ...form, number: 1 })
    return await getService(ctx, id)
  } catch (error) {
    throw explained(error)
  }
}

/** Publishes the next price of a service from a day on. It must begin after the last one does. */
export async function publishServiceVersion(
  ctx: Context,
  { id, version, ...terms }: Draft & { id: number; version: number },
): Promise<Service> {
  const service = await getService(ctx, id)
  refuseUnsound(service.kind, terms)
  const last = service.versions.at(-1)
  if (last && Temporal.PlainDate.compare(terms.from, last.from) <= 0) {
    throw refuseField('catalogue.version-too-early', 'from', { after: last.from.toString() })
  }
  await refuseClosedDay(ctx, terms.from, 'from')
  await claim(ctx, id, version, {})
  await insertServiceVersion(ctx, id, { ...terms, number: (last?.number ?? 0) + 1 })
  await tell(ctx, 'catalogue.service-changed', { serviceId: id, since: terms.from.toString() })
  return getService(ctx, id)
}

/** Changes everything of a service but its kind and prices; hides it or puts it into the archive. */
export async function changeService(
  ctx: Context,
  {
    id,
    version,
    ...form
  }: Partial<ServiceForm> & {
    id: number
    version: number
    isHidden?: boolean
    isArchived?: boolean
  },
): Promise<Service> {
  await getService(ctx, id)
  if (form.members) await refuseMembers(ctx, form.members, id)
  try {
    await claim(ctx, id, version, form)
  } catch (error) {
    throw explained(error)
  }
  await tell(ctx, 'catalogue.service-changed', { serviceId: id })
  return getService(ctx, id)
}

async function claim(
  ctx: Context,
  id: number,
  version: number,
  change: Parameters<typeof updateService>[3],
): Promise<void> {
  const isChanged = await updateService(ctx, id, version, change)
  if (!isChanged) throw new Refusal('platform.version-mismatch')
}

/** A package holds services that are for sale by themselves, each once, and no other package. */
async function refuseMembers(
  ctx: Context,
  members: readonly ServiceMember[],
  packageId?: number,
): Promise<void> {
  const ids = members.map(({ serviceId }) => serviceId)
  const known = await findServices(ctx, ids)
  const isSound = ids.every((id) => {
    const member = known.get(id)
    return member && id !== packageId && member.members.length === 0 && !member.archivedAt
  })
  if (!isSound || new Set(ids).size !== ids.length) {
    throw refuseField('catalogue.wrong-package-member', 'members')
  }
}

function refuseUnsound(kind: ServiceKind, terms: ServiceTerms): void {
  const fault = faultOfService(kind, terms)
  if (fault) throw refuseField(fault.code, fault.field)
}

function explained(error: unknown): unknown {
  return violates(error, 'services_by_name')
    ? refuseField('catalogue.service-name-taken', 'name')
    : error
}
