import type { Speed } from '../../catalogue/rules/speed-rule.ts'

// Sessions that were let in before speeds were told have two numbers only.
const CLASS = /^altyn:(\d{1,10}):(\d{1,10})(?::(\d{1,10}):(\d{1,10}))?(?::i(\d{1,6}))?$/
const INTERIM_SECONDS_MAX = 999_999

// A guest by a login that was proved, or by nobody's: 0.
const GUEST_CLASS = /^altyn:guest:(\d{1,10})(?::(\d{1,10}):(\d{1,10}))?$/

type Owner = { accountId: number; contractId: number }

/**
 * What the Access-Accept puts into Class, so that accounting names its account and speed by itself, and how often the
 * server was told to report where that is not its usual.
 */
export function toClass(
  { accountId, contractId }: Owner,
  speed: Speed | undefined,
  interimSeconds?: number,
): string {
  const owner = `altyn:${accountId}:${contractId}`
  const interim =
    interimSeconds && interimSeconds <= INTERIM_SECONDS_MAX ? `:i${interimSeconds}` : ''
  return speed ? `${owner}:${speed.downKbps}:${speed.upKbps}${interim}` : `${owner}${interim}`
}

/** The Class of a guest: nobody's session, whose login was proved to be this account's, or nobody's. */
export function toGuestClass(accountId: number | undefined, speed: Speed | undefined): string {
  const guest = `altyn:guest:${accountId ?? 0}`
  return speed ? `${guest}:${speed.downKbps}:${speed.upKbps}` : guest
}

/** What a Class says of its session: whose it is, or that it is a guest's, and what it was told. */
export type Bearer = { speed?: Speed; interimSeconds?: number } & (
  | (Owner & { isGuest: false })
  | { isGuest: true; guestAccountId: number | null }
)

/** What a Class that came back says; undefined when it is not ours. */
export function fromClass(text: string | undefined): Bearer | undefined {
  const [, guestId, guestDown, guestUp] = GUEST_CLASS.exec(text ?? '') ?? []
  if (guestId) {
    return {
      isGuest: true,
      guestAccountId: Number(guestId) || null,
      ...toSpeed(guestDown, guestUp),
    }
  }
  const [, accountId, contractId, downKbps, upKbps, interim] = CLASS.exec(text ?? '') ?? []
  if (!accountId || !contractId) return undefined
  return {
    isGuest: false,
    accountId: Number(accountId),
    contractId: Number(contractId),
    ...toSpeed(downKbps, upKbps),
    ...(interim && { interimSeconds: Number(interim) }),
  }
}

function toSpeed(downKbps: string | undefined, upKbps: string | undefined): { speed?: Speed } {
  if (!downKbps || !upKbps) return {}
  return { speed: { downKbps: Number(downKbps), upKbps: Number(upKbps) } }
}
