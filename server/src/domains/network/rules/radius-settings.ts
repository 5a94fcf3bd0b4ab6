export type EapMethod = 'peap' | 'ttls' | 'md5'

export type GuestReason =
  | 'unknown-login'
  | 'wrong-password'
  | 'blocked-money'
  | 'blocked-staff'
  | 'blocked-own-wish'
  | 'switched-off'
  | 'account-closed'
  | 'no-tariff'
  | 'other-line'
  | 'line-unread'
  | 'unknown-line'

/** How a RADIUS agent lets subscribers in. */
export type RadiusSettings = {
  /** In the order in which they are offered; none = no 802.1X. */
  eapMethods: EapMethod[]
  stripsRealm: boolean
  authenticatesByMac: boolean
  learnsMac: boolean
  checksMac: boolean
  /** An account that is bound to a port or an ONU is let in from there only. */
  checksLine: boolean
  /** Whoever is bound and comes by a line that cannot be read is refused. */
  refusesUnreadLine: boolean
  /** Whoever has no login that is known is the account that is bound to the line. */
  authenticatesByLine: boolean
  restartsOnSpeedChange: boolean
  lastAuthOnly: boolean
  /** Refused sign-ins that are let in as guests. */
  admitsGuests: GuestReason[]
  guestsWithoutAddress: boolean
  /** Kbit/s, 0 = unlimited; null = the server is told none. */
  guestSpeed: { downKbps: number; upKbps: number } | null
  guestSessionSeconds: number
  checksFixedAddress: boolean
  ignoresBlockedTraffic: boolean
}

export const USUAL_RADIUS: RadiusSettings = {
  eapMethods: [],
  stripsRealm: false,
  authenticatesByMac: false,
  learnsMac: false,
  checksMac: false,
  checksLine: false,
  refusesUnreadLine: false,
  authenticatesByLine: false,
  restartsOnSpeedChange: true,
  lastAuthOnly: false,
  admitsGuests: [],
  guestsWithoutAddress: false,
  guestSpeed: null,
  guestSessionSeconds: 600,
  checksFixedAddress: false,
  ignoresBlockedTraffic: false,
}

/** Methods that speak inside of TLS: their peers check a certificate. */
export function needsCertificate({ eapMethods }: Pick<RadiusSettings, 'eapMethods'>): boolean {
  return eapMethods.some((method) => method !== 'md5')
}

/** The login that a User-Name means: without a realm, where the agent strips it. */
export function loginOf(userName: string, { stripsRealm }: RadiusSettings): string {
  if (!stripsRealm) return userName
  const [login = ''] = userName.slice(userName.indexOf('\\') + 1).split('@')
  return login
}

const MAC = /^(?:[0-9a-f]{2}[:.-]?){5}[0-9a-f]{2}$|^(?:[0-9a-f]{4}[.-]){2}[0-9a-f]{4}$/i

/** A MAC address as `aa:bb:cc:dd:ee:ff`, however it was written; undefined when the text is none. */
export function toMac(text: string): string | undefined {
  if (!MAC.test(text)) return undefined
  const digits = text.replaceAll(/[^0-9A-Fa-f]/g, '').toLowerCase()
  return digits.replace(/(..)(?=.)/g, '$1:')
}
