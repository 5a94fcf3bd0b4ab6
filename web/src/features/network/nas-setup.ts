import type { Nas } from '@altyn/contract/network'

export type SetupFacts = {
  nas: Pick<Nas, 'name' | 'address' | 'daeHost' | 'daePort' | 'requiresMessageAuthenticator'>
  /** Where this system listens for RADIUS. */
  server: string
  secret: string
  interimSeconds: number
}

export const SETUP_KINDS = ['mikrotik', 'cisco', 'juniper', 'huawei', 'accel-ppp'] as const
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
  juniper: juniperLines,
  huawei: huaweiLines,
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

function juniperLines({ nas, server, secret, interimSeconds }: SetupFacts): string[] {
  const minutes = Math.max(10, Math.round(interimSeconds / 60))
  const radius = `set access radius-server ${server}`
  const profile = 'set access profile ALTYN'
  return [
    `${radius} secret "${secret}"`,
    `${radius} port ${AUTH_PORT} accounting-port ${ACCT_PORT} dynamic-request-port ${nas.daePort}`,
    `${radius} timeout 3 retry 3 source-address ${nas.address}`,
    `${profile} authentication-order radius`,
    `${profile} radius authentication-server ${server}`,
    `${profile} radius accounting-server ${server}`,
    `${profile} accounting order radius`,
    `${profile} accounting update-interval ${minutes}`,
    `${profile} accounting statistics volume-time`,
    `${profile} service accounting-order radius`,
    'set access-profile ALTYN',
    // A filter for each direction and speed that tariffs have; this is 100 Mbit/s towards the subscriber.
    'set firewall policer p-100000k if-exceeding bandwidth-limit 100m burst-size-limit 12500000',
    'set firewall policer p-100000k then discard',
    'set firewall family inet filter out-100000k interface-specific',
    'set firewall family inet filter out-100000k term all then policer p-100000k accept',
    'set firewall family inet filter in-100000k interface-specific',
    'set firewall family inet filter in-100000k term all then policer p-100000k accept',
  ]
}

// Commands are listened for at the port 3799, which needs no line.
function huaweiLines({ server, secret, interimSeconds }: SetupFacts): string[] {
  const minutes = Math.max(1, Math.round(interimSeconds / 60))
  return [
    'radius-server group altyn',
    ` radius-server shared-key-cipher ${secret}`,
    ` radius-server authentication ${server} ${AUTH_PORT} weight 0`,
    ` radius-server accounting ${server} ${ACCT_PORT} weight 0`,
    ' radius-server timeout 3',
    'quit',
    `radius-server authorization ${server} shared-key-cipher ${secret} server-group altyn`,
    'aaa',
    ' authentication-scheme altyn',
    '  authentication-mode radius',
    ' accounting-scheme altyn',
    '  accounting-mode radius',
    `  accounting interim interval ${minutes}`,
    ' domain altyn',
    '  authentication-scheme altyn',
    '  accounting-scheme altyn',
    '  radius-server group altyn',
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
