import type { Rejection } from '@altyn/contract/access'
import type { StatusTone } from '../../ui/pieces/status-tag.tsx'

const TONES: Record<Rejection['reason'], StatusTone> = {
  'unknown-login': 'bad',
  'wrong-password': 'bad',
  'no-password-method': 'bad',
  'blocked-money': 'warn',
  'blocked-staff': 'warn',
  'blocked-own-wish': 'quiet',
  'switched-off': 'quiet',
  'account-closed': 'quiet',
  'no-tariff': 'bad',
  'too-many-sessions': 'warn',
  'no-free-address': 'bad',
  'eap-failed': 'bad',
  'other-station': 'warn',
  'no-guest-address': 'bad',
  'address-in-session': 'warn',
  'station-barred': 'quiet',
  'other-line': 'warn',
  'line-unread': 'warn',
  'unknown-line': 'bad',
  'shared-line': 'bad',
}

/** Red is a fault to be mended, yellow is a rule at work, grey is as it should be. */
export function rejectionTone(reason: Rejection['reason']): StatusTone {
  return TONES[reason]
}
