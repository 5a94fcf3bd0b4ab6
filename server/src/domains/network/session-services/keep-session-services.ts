import type { Context } from '#platform/context'
import { tell } from '#platform/outbox'
import { Refusal, refuseField } from '#platform/refusal'
import { findCategoryCodes, findServices, findTariffs } from '../../catalogue/index.ts'
import { getAgent } from '../register-nas.ts'
import {
  findSameName,
  findSessionService,
  insertSessionService,
  lockSessionServices,
  type SessionServiceForm,
  type SessionServiceRow,
  selectServicesInUse,
  updateArchived,
  updateSessionService,
} from './session-services.store.ts'

/** All of them are kept in memory by whoever answers sign-ins. */
const SERVICES_IN_USE_MAX = 1000

type Edit = { id: number; version: number }

/** Describes a service that access servers give within sessions. Live sessions get it by whoever hears of it. */
export async function createSessionService(
  ctx: Context,
  form: SessionServiceForm,
): Promise<SessionServiceRow> {
  const sound = await soundForm(ctx, form)
  await lockSessionServices(ctx)
  await refuseTooMany(ctx)
  await refuseTakenName(ctx, sound)
  const id = await insertSessionService(ctx, sound)
  await tellChanged(ctx, id)
  return getSessionService(ctx, id)
}

/** Changes a service; what was counted already stays as it was. */
export async function changeSessionService(
  ctx: Context,
  edit: Edit,
  change: Partial<SessionServiceForm>,
): Promise<SessionServiceRow> {
  const before = await getSessionService(ctx, edit.id)
  refuseArchived(before)
  const sound = await soundForm(ctx, { ...before, ...change })
  await lockSessionServices(ctx)
  await refuseTakenName(ctx, { ...sound, id: edit.id })
  if (!(await updateSessionService(ctx, edit, sound))) {
    throw new Refusal('platform.version-mismatch')
  }
  await tellChanged(ctx, edit.id)
  return getSessionService(ctx, edit.id)
}

/** No session gets it any more; live ones lose it. What was counted for it stays. Repeating changes nothing. */
export async function archiveSessionService(ctx: Context, edit: Edit): Promise<void> {
  const service = await getSessionService(ctx, edit.id)
  if (service.archivedAt) return
  await setArchived(ctx, edit, ctx.now())
}

/** Takes it back, unless another one has its name by now. */
export async function restoreSessionService(ctx: Context, edit: Edit): Promise<SessionServiceRow> {
  const service = await getSessionService(ctx, edit.id)
  if (!service.archivedAt) return service
  await lockSessionServices(ctx)
  await refuseTooMany(ctx)
  await refuseTakenName(ctx, service)
  await setArchived(ctx, edit, null)
  return getSessionService(ctx, edit.id)
}

async function setArchived(
  ctx: Context,
  edit: Edit,
  archivedAt: Temporal.Instant | null,
): Promise<void> {
  if (!(await updateArchived(ctx, edit, archivedAt))) throw new Refusal('platform.version-mismatch')
  await tellChanged(ctx, edit.id)
}

async function getSessionService(ctx: Context, id: number): Promise<SessionServiceRow> {
  const service = await findSessionService(ctx, id)
  if (!service) throw new Refusal('network.session-service.not-found', { id })
  return service
}

async function tellChanged(ctx: Context, sessionServiceId: number): Promise<void> {
  await tell(ctx, 'network.session-services-changed', { sessionServiceId })
}

/** A category stands only where it counts to one. */
async function soundForm(ctx: Context, form: SessionServiceForm): Promise<SessionServiceForm> {
  const { counting, category, agentId } = form
  if (agentId !== null) await refuseOtherAgent(ctx, agentId)
  if (counting === 'category') await refuseUnknownCategory(ctx, category)
  await refuseUnknownLinks(ctx, form)
  return { ...form, category: counting === 'category' ? category : null }
}

async function refuseOtherAgent(ctx: Context, agentId: number): Promise<void> {
  const { kind, name } = await getAgent(ctx, agentId)
  if (kind !== 'radius-internet') {
    throw refuseField('network.session-service-no-sessions', 'agentId', { name })
  }
}

async function refuseUnknownCategory(ctx: Context, category: string | null): Promise<void> {
  if (category === null) throw refuseField('network.session-service-category', 'category')
  if (!(await findCategoryCodes(ctx)).includes(category)) {
    throw refuseField('network.session-service-unknown-category', 'category', { code: category })
  }
}

/** What is done once has no time in which a session could have it, unless it is a turbo for hours. */
async function refuseUnknownLinks(
  ctx: Context,
  { tariffIds, serviceIds }: SessionServiceForm,
): Promise<void> {
  const tariffs = await findTariffs(ctx, tariffIds)
  if (tariffIds.some((id) => !tariffs.has(id)))
    throw refuseField('network.unknown-link', 'tariffIds')
  const services = await findServices(ctx, serviceIds)
  for (const id of serviceIds) {
    const service = services.get(id)
    if (!service) throw refuseField('network.unknown-link', 'serviceIds')
    const isForHours = service.versions.some(({ turbo }) => turbo !== null)
    if (service.kind === 'one-off' && !isForHours) {
      throw refuseField('network.session-service-one-off', 'serviceIds', { name: service.name })
    }
  }
}

async function refuseTooMany(ctx: Context): Promise<void> {
  if ((await selectServicesInUse(ctx)).length >= SERVICES_IN_USE_MAX) {
    throw new Refusal('network.session-services-too-many', { max: SERVICES_IN_USE_MAX })
  }
}

/** A record of a server has to be of one service: names do not meet at any server. */
async function refuseTakenName(
  ctx: Context,
  { id, name, agentId }: Pick<SessionServiceForm, 'name' | 'agentId'> & { id?: number },
): Promise<void> {
  const other = await findSameName(ctx, { id, name, agentId })
  if (other) throw refuseField('network.session-service-name-taken', 'name', { title: other.title })
}

function refuseArchived({ archivedAt }: SessionServiceRow): void {
  if (archivedAt) throw new Refusal('network.session-service-archived')
}
