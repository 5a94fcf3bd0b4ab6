/** The least number of tags that families of access servers have for services (Junos: 1 to 8). */
export const SERVICES_MAX = 8

const NO_CATEGORIES: readonly string[] = []

/** Whose sessions get a service. */
export type ServiceRule = {
  id: number
  /** At the servers of one agent; null = of all. */
  agentId: number | null
  /** Of services with one slot a session gets one; '' = stands for itself. */
  slot: string
  isForAll: boolean
  isForGuests: boolean
  tariffIds: readonly number[]
  /** Services of the catalogue. */
  serviceIds: readonly number[]
}
/** Whose session it is. */
export type ServiceOccasion = {
  agentId: number
  isGuest: boolean
  tariffId: number | null
  /** Services of the catalogue that the account has now. */
  boughtIds: readonly number[]
}
/** Why a session gets a service, the strongest first. */
const SERVICE_GROUNDS = ['bought', 'tariff', 'everybody', 'guest'] as const
export type ServiceGround = (typeof SERVICE_GROUNDS)[number]
export type GivenService<Rule> = { service: Rule; by: ServiceGround }

/**
 * The services that a session gets, in the order of their numbers. A guest gets those for guests and nothing else. Of
 * services with one slot the one with the strongest ground is given, of equals the newer one; of more than the servers
 * can take, those with the strongest grounds.
 */
export function chooseServices<Rule extends ServiceRule>(
  rules: readonly Rule[],
  occasion: ServiceOccasion,
): GivenService<Rule>[] {
  const meant = rules
    .flatMap((service) => {
      const by = groundOf(service, occasion)
      return by ? [{ service, by }] : []
    })
    .sort((a, b) => rank(a) - rank(b) || b.service.id - a.service.id)
  const taken = new Set<string>()
  return meant
    .filter(({ service: { slot } }) => {
      if (slot === '') return true
      const isFree = !taken.has(slot)
      taken.add(slot)
      return isFree
    })
    .slice(0, SERVICES_MAX)
    .sort((a, b) => a.service.id - b.service.id)
}

/** The categories of traffic that a session's services are counted by, each once, in the order of their codes. */
export function categoriesOf(
  given: readonly GivenService<{ category: string | null }>[],
): readonly string[] {
  if (given.length === 0) return NO_CATEGORIES
  return [...new Set(given.flatMap(({ service }) => service.category ?? []))].sort()
}

function rank({ by }: { by: ServiceGround }): number {
  return SERVICE_GROUNDS.indexOf(by)
}

function groundOf(
  rule: ServiceRule,
  { agentId, isGuest, tariffId, boughtIds }: ServiceOccasion,
): ServiceGround | undefined {
  if (rule.agentId !== null && rule.agentId !== agentId) return undefined
  if (isGuest) return rule.isForGuests ? 'guest' : undefined
  if (rule.serviceIds.some((id) => boughtIds.includes(id))) return 'bought'
  if (tariffId !== null && rule.tariffIds.includes(tariffId)) return 'tariff'
  return rule.isForAll ? 'everybody' : undefined
}
