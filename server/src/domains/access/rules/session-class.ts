import type { Speed } from '../../catalogue/rules/speed-rule.ts'

// Sessions that were let in before speeds were told have two numbers only.
const CLASS =
  /^altyn:(\d{1,10}):(\d{1,10})(?::(\d{1,10}):(\d{1,10}))?(?::i(\d{1,6}))?(?::s(\d[\d,]{0,99}))?$/
const INTERIM_SECONDS_MAX = 999_999
const ID_MAX = 2_147_483_647

// A guest by a login that was proved, or by nobody's: 0.
const GUEST_CLASS = /^altyn:guest:(\d{1,10})(?::(\d{1,10}):(\d{1,10}))?(?::s(\d[\d,]{0,99}))?$/

type Owner = { accountId: number; contractId: number }

/** What a session is told besides whose it is: its services by their numbers, none where it gets none. */
type ToldBesides = { speed: Speed | undefined; serviceIds?: readonly number[] }

/**
 * What the Access-Accept puts into Class, so that accounting names its account, speed and services by itself, and how
 * often the server was told to report where that is not its usual.
 */
export function toClass(
  { accountId, contractId }: Owner,
  { speed, serviceIds }: ToldBesides,
  interimSeconds?: number,
): string {
  const owner = `altyn:${accountId}:${contractId}`
  const interim =
    interimSeconds && interimSeconds <= INTERIM_SECONDS_MAX ? `:i${interimSeconds}` : ''
  const told = `${interim}${servicesOf(serviceIds)}`
  return speed ? `${owner}:${speed.downKbps}:${speed.upKbps}${told}` : `${owner}${told}`
}

/** The Class of a guest: nobody's session, whose login was proved to be this account's, or nobody's. */
export function toGuestClass(
  accountId: number | undefined,
  { speed, serviceIds }: ToldBesides,
): string {
  const guest = `altyn:guest:${accountId ?? 0}`
  const told = servicesOf(serviceIds)
  return speed ? `${guest}:${speed.downKbps}:${speed.upKbps}${told}` : `${guest}${told}`
}

function servicesOf(serviceIds: readonly number[] | undefined): string {
  return serviceIds && serviceIds.length > 0 ? `:s${serviceIds.join(',')}` : ''
}

/** What a Class says of its session: whose it is, or that it is a guest's, and what it was told. */
export type Bearer = { speed?: Speed; interimSeconds?: number; serviceIds?: number[] } & (
  | (Owner & { isGuest: false })
  | { isGuest: true; guestAccountId: number | null }
)

/** What a Class that came back says; undefined when it is not ours. */
export function fromClass(text: string | undefined): Bearer | undefined {
  const [, guestId, guestDown, guestUp, ofGuest] = GUEST_CLASS.exec(text ?? '') ?? []
  if (guestId) {
    return {
      isGuest: true,
      guestAccountId: Number(guestId) || null,
      ...toSpeed(guestDown, guestUp),
      ...toServices(ofGuest),
    }
  }
  const [, accountId, contractId, downKbps, upKbps, interim, services] =
    CLASS.exec(text ?? '') ?? []
  if (!accountId || !contractId) return undefined
  return {
    isGuest: false,
    accountId: Number(accountId),
    contractId: Number(contractId),
    ...toSpeed(downKbps, upKbps),
    ...(interim && { interimSeconds: Number(interim) }),
    ...toServices(services),
  }
}

function toSpeed(downKbps: string | undefined, upKbps: string | undefined): { speed?: Speed } {
  if (!downKbps || !upKbps) return {}
  return { speed: { downKbps: Number(downKbps), upKbps: Number(upKbps) } }
}

function toServices(text: string | undefined): { serviceIds?: number[] } {
  const ids = (text ?? '').split(',').map(Number)
  return text && ids.every((id) => id > 0 && id <= ID_MAX) ? { serviceIds: ids } : {}
}
