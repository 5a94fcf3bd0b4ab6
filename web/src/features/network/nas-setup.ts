import type { Nas } from '@altyn/contract/network'

export type SetupFacts = {
  nas: Pick<Nas, 'name' | 'address' | 'daeHost' | 'daePort' | 'requiresMessageAuthenticator'>
  /** Where this system listens for RADIUS. */
  server: string
  secret: string
  interimSeconds: number
}

export const SETUP_KINDS = ['mikrotik', 'cisco', 'accel-ppp'] as const
export type SetupKind = (typeof SETUP_KINDS)[number]

export const AUTH_PORT = 1812
export const ACCT_PORT = 1813

/** Lines that make an access server speak RADIUS to us, ready to be pasted. */
export function setupText(kind: SetupKind, facts: SetupFacts): string {
  return WRITERS[kind](facts).join('\n')
}

const WRITERS: Record<SetupKind, (facts: SetupFacts) => string[]> = {
  mikrotik: mikrotikLines,
  cisco: ciscoLines,
  'accel-ppp': accelLines,
}

function mikrotikLines({ nas, server, secret, interimSeconds }: SetupFacts): string[] {
  // The router signs and checks only when it is told to; before 7.15 it does not know the word.
  const signed = nas.requiresMessageAuthenticator
    ? ' require-message-auth=yes-for-request-resp'
    : ''
  return [
    `/radius add service=ppp address=${server} secret="${secret}" src-address=${nas.address} authentication-port=${AUTH_PORT} accounting-port=${ACCT_PORT} timeout=3s${signed}`,
    `/radius incoming set accept=yes port=${nas.daePort}`,
    `/ppp aaa set use-radius=yes accounting=yes interim-update=${interimSeconds}s`,
  ]
}

function ciscoLines({ nas, server, secret, interimSeconds }: SetupFacts): string[] {
  const minutes = Math.max(1, Math.round(interimSeconds / 60))
  return [
    'aaa new-model',
    'radius server ALTYN',
    ` address ipv4 ${server} auth-port ${AUTH_PORT} acct-port ${ACCT_PORT}`,
    ' timeout 3',
    ` key ${secret}`,
    'aaa group server radius ALTYN',
    ' server name ALTYN',
    'aaa authentication ppp default group ALTYN',
    'aaa authorization network default group ALTYN',
    'aaa accounting network default start-stop group ALTYN',
    `aaa accounting update periodic ${minutes}`,
    'aaa server radius dynamic-author',
    ` client ${server} server-key ${secret}`,
    ` port ${nas.daePort}`,
    ' auth-type any',
    'radius-server attribute 8 include-in-access-req',
    'radius-server attribute 44 include-in-access-req all',
  ]
}

function accelLines({ nas, server, secret, interimSeconds }: SetupFacts): string[] {
  return [
    '[modules]',
    'radius',
    'shaper',
    'auth_pap',
    'auth_chap_md5',
    'auth_mschap_v2',
    '',
    '[radius]',
    `nas-ip-address=${nas.address}`,
    `server=${server},${secret},auth-port=${AUTH_PORT},acct-port=${ACCT_PORT},req-limit=50,fail-timeout=0,max-fail=10,weight=1`,
    `dae-server=${nas.daeHost ?? nas.address}:${nas.daePort},${secret}`,
    `acct-interim-interval=${interimSeconds}`,
    'timeout=3',
    'max-try=3',
    '',
    '[shaper]',
    'attr=Filter-Id',
    'up-limiter=police',
    'down-limiter=tbf',
  ]
}
