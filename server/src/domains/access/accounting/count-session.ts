import {
  ATTRIBUTE,
  CODE,
  type Packet,
  type PacketWriter,
  type RequestContext,
  VALUE,
} from '@altyn/radius'
import { type Ground, systemActor } from '#platform/context'
import { inTransaction } from '#platform/transaction'
import { isInside, loginOf } from '../../network/index.ts'
import { type AccountingRecord, closeSessionsOfNas, sessionKey } from '../../usage/index.ts'
import type { EmergencyWatch } from '../memory/emergency-watch.ts'
import type { Lines } from '../memory/lines.ts'
import { looksAtLines, type NasPeer } from '../memory/nas-peers.ts'
import type { Profiles } from '../memory/profiles.ts'
import type { Profile } from '../memory/read-profile.ts'
import type { SessionMarks } from '../memory/session-marks.ts'
import type { SessionServices } from '../memory/session-services.ts'
import { type Bearer, fromClass } from '../rules/session-class.ts'
import type { AccountingWriter } from './accounting-writer.ts'

const STATUS = VALUE['Acct-Status-Type']
const KINDS = new Map<number, AccountingRecord['kind']>([
  [STATUS.Start, 'start'],
  [STATUS['Interim-Update'], 'interim'],
  [STATUS.Stop, 'stop'],
])
const CAUSES = new Map<number, string>(
  Object.entries(VALUE['Acct-Terminate-Cause']).map(([name, value]) => [value, name]),
)
const GIGAWORD = 2n ** 32n
// A delay beyond a week is not a delay but a clock that has jumped.
const DELAY_SECONDS_MAX = 7 * 24 * 3600
const ACTOR = systemActor('radius')

export type Bookkeeper = {
  ground: Ground
  profiles: Profiles
  marks: SessionMarks
  emergency: EmergencyWatch
  lines: Lines
  services: SessionServices
  writer: AccountingWriter
}

/**
 * Answers an Accounting-Request once what it says is durable (RFC 2866 §4.1). Packets without a
 * session id or of an unknown kind are acknowledged and mean nothing.
 */
export async function countSession(
  keeper: Bookkeeper,
  request: Packet,
  context: RequestContext<NasPeer>,
): Promise<PacketWriter> {
  const status = request.readInteger(ATTRIBUTE['Acct-Status-Type']) ?? 0
  if (status === STATUS['Accounting-On'] || status === STATUS['Accounting-Off']) {
    await forgetSessionsOfNas(keeper, context.client.nasId, happenedAt(keeper, request))
  } else {
    const kind = KINDS.get(status)
    const record = kind && (await readRecord(keeper, kind, request, context.client))
    if (record) {
      await keeper.writer.write(record)
      mark(keeper.marks, record)
    }
  }
  return context.reply(CODE['Accounting-Response'])
}

/**
 * When it happened: the time of receipt less the delay that the server admits. Its own clock (Event-Timestamp) is not
 * asked: it jumps when the server starts without a battery, and ours does not.
 */
function happenedAt({ ground }: Bookkeeper, request: Packet): Temporal.Instant {
  const seconds = readNumber(request, 'Acct-Delay-Time')
  const now = ground.clock.now()
  return seconds > DELAY_SECONDS_MAX ? now : now.subtract({ seconds })
}

async function forgetSessionsOfNas(
  { ground, marks }: Bookkeeper,
  nasId: number,
  at: Temporal.Instant,
): Promise<void> {
  await inTransaction(ground, ACTOR, (ctx) => closeSessionsOfNas(ctx, { nasId, at }))
  marks.closedOfNas(nasId)
}

async function readRecord(
  keeper: Bookkeeper,
  kind: AccountingRecord['kind'],
  request: Packet,
  client: NasPeer,
): Promise<AccountingRecord | undefined> {
  const acctSessionId = request.readString(ATTRIBUTE['Acct-Session-Id'])
  if (!acctSessionId) return undefined
  const login = request.readString(ATTRIBUTE['User-Name']) ?? ''
  const address = request.readIpv4(ATTRIBUTE['Framed-IP-Address']) ?? null
  const told = fromClass(request.readString(ATTRIBUTE.Class))
  const part = keeper.services.partOf(client, request)
  return {
    kind,
    nasId: client.nasId,
    acctSessionId,
    login,
    ...(await bearerOf(keeper, { client, login, told, address })),
    at: happenedAt(keeper, request),
    address,
    framedPrefix: readPrefix(request, 'Framed-IPv6-Prefix') ?? readAddress6(request),
    delegatedPrefix: readPrefix(request, 'Delegated-IPv6-Prefix'),
    callingStation: request.readString(ATTRIBUTE['Calling-Station-Id']) ?? '',
    calledStation: request.readString(ATTRIBUTE['Called-Station-Id']) ?? '',
    nasPort: request.readString(ATTRIBUTE['NAS-Port-Id']) ?? '',
    line: await lineOf(keeper, request, client),
    // The server's output is what comes to the subscriber.
    octetsIn: readOctets(request, 'Acct-Output-Octets', 'Acct-Output-Gigawords'),
    octetsOut: readOctets(request, 'Acct-Input-Octets', 'Acct-Input-Gigawords'),
    sessionSeconds: readNumber(request, 'Acct-Session-Time'),
    cause: CAUSES.get(request.readInteger(ATTRIBUTE['Acct-Terminate-Cause']) ?? 0) ?? '',
    speedDownKbps: told?.speed?.downKbps ?? null,
    speedUpKbps: told?.speed?.upKbps ?? null,
    interimSeconds: told?.interimSeconds ?? client.interimSeconds,
    serviceIds: told?.serviceIds,
    part,
    isDivided: part === undefined && keeper.services.divides(client),
  }
}

/** The line by its words, where it was read; told without one, it says nothing. */
async function lineOf({ lines }: Bookkeeper, request: Packet, client: NasPeer): Promise<string> {
  if (!looksAtLines(client.settings)) return ''
  const seen = await lines.see(request)
  return seen.line ? seen.words : ''
}

type Told = { client: NasPeer; login: string; told: Bearer | undefined; address: string | null }

/** Whose session it is, whether it is a guest's, and whether its traffic counts. */
async function bearerOf(
  keeper: Bookkeeper,
  { client, login, told, address }: Told,
): Promise<
  Pick<
    AccountingRecord,
    'accountId' | 'contractId' | 'isGuest' | 'guestAccountId' | 'isTrafficIgnored'
  >
> {
  const plain = { isGuest: false, guestAccountId: null, isTrafficIgnored: false }
  if (told ? told.isGuest : isOfGuests(client, address)) {
    const guestAccountId = told?.isGuest ? told.guestAccountId : null
    return { ...plain, accountId: null, contractId: null, isGuest: true, guestAccountId }
  }
  const { ignoresBlockedTraffic } = client.settings
  const profile =
    told && !ignoresBlockedTraffic ? undefined : await findProfile(keeper, client, login)
  const owner = told?.isGuest === false ? told : profile
  return {
    ...plain,
    accountId: owner?.accountId ?? null,
    contractId: owner?.contractId ?? null,
    isTrafficIgnored: ignoresBlockedTraffic && profile !== undefined && isBarred(keeper, profile),
  }
}

/** A server that brings no Class back tells its guests by their addresses alone. */
function isOfGuests({ guestNetworks }: NasPeer, address: string | null): boolean {
  return address !== null && guestNetworks.some((network) => isInside(address, network))
}

function isBarred({ emergency }: Bookkeeper, { state }: Profile): boolean {
  return state !== 'active' && !(state === 'money' && emergency.isOn())
}

async function findProfile(
  { profiles }: Bookkeeper,
  { agentId, settings }: NasPeer,
  login: string,
): Promise<Profile | undefined> {
  try {
    return await profiles.find(agentId, loginOf(login, settings))
  } catch {
    // With the database away usage is kept without its owner rather than lost.
    return undefined
  }
}

type PrefixName = 'Framed-IPv6-Prefix' | 'Delegated-IPv6-Prefix'

function readPrefix(request: Packet, name: PrefixName): string | null {
  return request.readIpv6Prefix(ATTRIBUTE[name]) ?? null
}

/** A server that gives single addresses names the address (RFC 6911 §3.1). */
function readAddress6(request: Packet): string | null {
  const address = request.readIpv6(ATTRIBUTE['Framed-IPv6-Address'])
  return address === undefined ? null : `${address}/128`
}

type NumberName = 'Acct-Delay-Time' | 'Acct-Session-Time'

function readNumber(request: Packet, name: NumberName): number {
  return Math.min(request.readInteger(ATTRIBUTE[name]) ?? 0, 2_147_483_647)
}

function readOctets(
  request: Packet,
  octets: 'Acct-Output-Octets' | 'Acct-Input-Octets',
  gigawords: 'Acct-Output-Gigawords' | 'Acct-Input-Gigawords',
): bigint {
  const low = BigInt(request.readInteger(ATTRIBUTE[octets]) ?? 0)
  return low + BigInt(request.readInteger(ATTRIBUTE[gigawords]) ?? 0) * GIGAWORD
}

/** A service within a session takes no place of its own. */
function mark(marks: SessionMarks, record: AccountingRecord): void {
  if (record.accountId === null || record.part) return
  const key = sessionKey(record)
  if (record.kind === 'stop') marks.closed(record.accountId, key)
  else marks.opened(record.accountId, key, record.callingStation)
}
