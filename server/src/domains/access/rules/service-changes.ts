import type { ServiceGround } from '../../network/rules/session-service.ts'

/** Why a service is ended: nothing gives it any more. */
const NOT_DUE = 'service-not-due'

export type ServiceChange = {
  kind: 'start-service' | 'end-service'
  serviceId: number
  reason: `service-by-${ServiceGround}` | typeof NOT_DUE
}
type Ordered = {
  sessionServiceId: number | null
  kind: string
  outcome: string | null
}
type Standing = {
  /** What the server knows that the session has, by the numbers of services. */
  told: readonly number[]
  due: readonly { service: { id: number }; by: ServiceGround }[]
  /** The latest order about each service. */
  ordered: readonly Ordered[]
}

/**
 * What a live session has to be told about its services, the ends first. The same order is not given again while the one
 * before is on its way or was refused lately. What may have been done although nobody answered is taken for done, where
 * it would be wrong.
 */
export function serviceChanges({ told, due, ordered }: Standing): ServiceChange[] {
  const dueIds = due.map(({ service }) => service.id)
  const unproved = (kind: ServiceChange['kind']) =>
    ordered
      .filter((order) => order.kind === kind && isUnproved(order))
      .flatMap(({ sessionServiceId }) => sessionServiceId ?? [])
  const mayBeOff = unproved('end-service')
  const ends = [...new Set([...told, ...unproved('start-service')])]
    .filter((id) => !dueIds.includes(id))
    .map((serviceId): ServiceChange => ({ kind: 'end-service', serviceId, reason: NOT_DUE }))
  const begins = due
    .filter(({ service }) => !told.includes(service.id) || mayBeOff.includes(service.id))
    .map(
      ({ service, by }): ServiceChange => ({
        kind: 'start-service',
        serviceId: service.id,
        reason: `service-by-${by}`,
      }),
    )
  return [...ends, ...begins].filter(
    ({ kind, serviceId }) =>
      !ordered.some(
        (order) =>
          order.sessionServiceId === serviceId &&
          order.kind === kind &&
          order.outcome !== 'acknowledged' &&
          order.outcome !== 'called-off',
      ),
  )
}

/** Its server may have done it: it has not answered. */
function isUnproved({ outcome }: Ordered): boolean {
  return outcome === null || outcome === 'no-answer'
}
