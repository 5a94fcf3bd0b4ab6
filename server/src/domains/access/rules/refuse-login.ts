export const REJECT_REASONS = [
  'unknown-login',
  'wrong-password',
  'no-password-method',
  'blocked-money',
  'blocked-staff',
  'blocked-own-wish',
  'switched-off',
  'account-closed',
  'no-tariff',
  'too-many-sessions',
  'no-free-address',
  'eap-failed',
  'other-station',
  'no-guest-address',
  'address-in-session',
  'station-barred',
  'other-line',
  'line-unread',
  'unknown-line',
  'shared-line',
] as const
export type RejectReason = (typeof REJECT_REASONS)[number]

const BY_STATE: Record<string, RejectReason> = {
  money: 'blocked-money',
  staff: 'blocked-staff',
  'own-wish': 'blocked-own-wish',
  off: 'switched-off',
  closed: 'account-closed',
}

/** Why an account that knows its password is still not let in; undefined when it is. */
export function reasonAgainst(account: {
  state: string
  hasTariff: boolean
  /** Its MAC address is none of those that it may come from. */
  isFromElsewhere: boolean
  /** What is wrong with the line that it comes by. */
  lineFault: 'other-line' | 'line-unread' | undefined
  /** Its device is barred at this server. */
  isBarred: boolean
  sessionsMax: number
  sessionsOpen: number
}): RejectReason | undefined {
  if (account.isBarred) return 'station-barred'
  if (account.state !== 'active') return BY_STATE[account.state] ?? 'switched-off'
  if (!account.hasTariff) return 'no-tariff'
  if (account.isFromElsewhere) return 'other-station'
  if (account.lineFault) return account.lineFault
  return account.sessionsOpen >= account.sessionsMax ? 'too-many-sessions' : undefined
}

/** What the subscriber's router may show. Says nothing that a stranger could use. */
export function replyMessage(reason: RejectReason): string {
  if (reason === 'blocked-money') return 'Not enough money on the account'
  if (reason === 'too-many-sessions') return 'Too many sessions'
  if (reason === 'unknown-login' || reason === 'wrong-password') return 'Wrong login or password'
  return 'Access is not allowed'
}
