import { findAttributeErrorAs } from '@altyn/radius'
import type { Context } from '#platform/context'
import { refuseField } from '#platform/refusal'
import {
  type Account,
  type AccountNetwork,
  findGroupsOfAccounts,
  findNetworksOfAccounts,
  getAccount,
} from '../accounts/index.ts'
import {
  type Agent,
  type Chosen,
  chooseAttributes,
  chooseServices,
  dialectOf,
  fillValue,
  findLeases,
  findPlaces,
  type GivenService,
  getAgent,
  type LinePlace,
  type LinkKind,
  listNas,
  listPools,
  listSessionServices,
  type Nas,
  placeWords,
  readAttributeRows,
  type SegmentKind,
  type ServiceGround,
  type SessionService,
  type Speed,
  splitValues,
  untagged,
  type ValueFacts,
} from '../network/index.ts'
import { findOpenSessionsOf } from '../usage/index.ts'
import { INTERIM } from './compose-rows.ts'
import { networkAttributes, poolPrefixesOf, prefixAttribute } from './encode-networks.ts'
import { readDueSpeeds } from './read-speed-plans.ts'
import { boughtAt } from './rules/bought.ts'
import type { DueSpeed, SpeedCause } from './rules/due-speed.ts'
import { kindsWanted, poolsAt } from './rules/pools.ts'
import { type RejectReason, reasonAgainst, replyMessage } from './rules/refuse-login.ts'
import { toClass, toGuestClass } from './rules/session-class.ts'
import { attributesOfServices } from './session-services/attributes-of-services.ts'
import { readBought } from './session-services/read-bought.ts'

type Row = Awaited<ReturnType<typeof readAttributeRows>>[number]
/** Why the program itself puts an attribute into the answer. */
export type OwnReason =
  | {
      kind:
        | 'always'
        | 'account-mark'
        | 'account-network'
        | 'fixed-address'
        | 'pool-address'
        | 'pool-prefix'
        | 'interface-id'
        | 'guest'
        | 'rejection'
    }
  | { kind: 'timer'; of: 'nas' | 'agent' }
  | { kind: 'speed'; cause: SpeedCause }
  | { kind: 'service'; title: string; by: ServiceGround }
type OwnAttribute = { name: string; value: string; why: OwnReason }
type PreviewedAttribute = {
  name: string
  tag: number
  values: string[]
  why: OwnReason | { kind: 'row'; link: LinkKind; row: Row }
  beaten: Chosen<Row>['beaten']
  replaced: OwnAttribute[]
  unsent: { value: string; missing: string | null }[]
}
export type ReplyPreview = {
  packet: 'accept' | 'reject'
  reason: RejectReason | null
  /** It would be let in as a guest, for that reason. */
  isGuest: boolean
  nas: Pick<Nas, 'id' | 'name' | 'dialect'>
  sessions: { open: number; max: number }
  isAddressAhead: boolean
  arePrefixesAhead: boolean
  /** Where it is bound, when its agent looks at lines. */
  line: { words: string; isChecked: boolean; isEnough: boolean } | null
  attributes: PreviewedAttribute[]
}
/** All that an answer to a sign-in of this account depends on. */
type Scene = {
  account: Account
  nas: Nas
  /** The account belongs to another agent: this server’s agent does not know its login. */
  isStranger: boolean
  groupIds: number[]
  speed: DueSpeed | undefined
  address: string | undefined
  agent: Agent
  networks: AccountNetwork[]
  /** Kinds that come from pools, and what of them it keeps. */
  kinds: SegmentKind[]
  leases: Partial<Record<SegmentKind, string>>
  hasGuestPool: boolean
  place: LinePlace | undefined
  /** Services of the catalogue that it has now, and those that servers give within sessions. */
  boughtIds: number[]
  sessionServices: SessionService[]
}

/**
 * What the account would get from an access server now, and why: it signs in with the right password from the device
 * and by the line that it always uses, so sessions that are open do not count. Nothing is changed, no address is given away.
 */
export async function previewReply(
  ctx: Context,
  { accountId, nasId }: { accountId: number; nasId: number },
): Promise<ReplyPreview> {
  const scene = await readScene(ctx, { accountId, nasId })
  const { account, nas, agent, kinds, leases } = scene
  const reason = reasonOf(scene)
  const isGuest = reason !== undefined && isGuestFor(scene, reason)
  const packet = reason && !isGuest ? ('reject' as const) : ('accept' as const)
  const chosen = chooseAttributes(await readAttributeRows(ctx), {
    ...occasionOf(scene, isGuest),
    packet,
  })
  const fromRows = chosen.map((one) => previewRow(one, factsOf(scene, isGuest)))
  const own = ownOf(scene, { reason, isGuest, interimSeconds: interimOf(fromRows) })
  return {
    packet,
    reason: reason ?? null,
    isGuest,
    nas: { id: nas.id, name: nas.name, dialect: nas.dialect },
    sessions: {
      open: (await findOpenSessionsOf(ctx, [account.id])).length,
      max: account.sessionsMax,
    },
    isAddressAhead: isGuest
      ? !agent.radius?.guestsWithoutAddress
      : !reason && kinds.includes('ipv4') && leases.ipv4 === undefined,
    arePrefixesAhead: !reason && kinds.some((kind) => kind !== 'ipv4' && !leases[kind]),
    line: lineOf(scene),
    attributes: putTogether(own, fromRows),
  }
}

function lineOf({ place, agent: { radius } }: Scene): ReplyPreview['line'] {
  if (!place || !radius || !(radius.checksLine || radius.authenticatesByLine)) return null
  return {
    words: placeWords(place),
    isChecked: radius.checksLine,
    isEnough: radius.authenticatesByLine,
  }
}

async function readScene(
  ctx: Context,
  { accountId, nasId }: { accountId: number; nasId: number },
): Promise<Scene> {
  const account = await getAccount(ctx, accountId)
  const nas = (await listNas(ctx)).find(({ id }) => id === nasId)
  if (!nas) throw refuseField('access.unknown-nas', 'nasId')
  const groups = await findGroupsOfAccounts(ctx, [accountId])
  const networks = await findNetworksOfAccounts(ctx, [accountId])
  const place = { agentId: nas.agentId, nasId }
  const pools = poolsAt(place, await listPools(ctx))
  const kinds = kindsWanted({ ...account, poolPrefixes: poolPrefixesOf(networks) }, pools)
  const key = { ...place, holder: { accountId } }
  const bought = await readBought(ctx, [accountId])
  const leases: Scene['leases'] = {}
  for (const { kind, address, isServing } of await findLeases(ctx, key, kinds)) {
    if (isServing) leases[kind] = address
  }
  return {
    account,
    nas,
    agent: await getAgent(ctx, nas.agentId),
    isStranger: account.agentId !== nas.agentId,
    groupIds: groups.map(({ groupId }) => groupId),
    speed: (await readDueSpeeds(ctx, [account])).get(accountId),
    address: account.address ?? leases.ipv4,
    networks,
    kinds,
    leases,
    place: (await findPlaces(ctx, [accountId]))[0],
    hasGuestPool: pools.guestNetworks.length > 0,
    boughtIds: boughtAt(bought.get(accountId) ?? [], ctx.now().epochMilliseconds),
    sessionServices: (await listSessionServices(ctx)).filter(({ archivedAt }) => !archivedAt),
  }
}

function isGuestFor({ agent, hasGuestPool }: Scene, reason: RejectReason): boolean {
  if (!agent.radius) return false
  const { admitsGuests, guestsWithoutAddress } = agent.radius
  return (
    admitsGuests.some((admitted) => admitted === reason) && (guestsWithoutAddress || hasGuestPool)
  )
}

function reasonOf({ account, isStranger, speed }: Scene): RejectReason | undefined {
  if (isStranger) return 'unknown-login'
  return reasonAgainst({
    state: account.state,
    hasTariff: speed !== undefined,
    isFromElsewhere: false,
    lineFault: undefined,
    isBarred: false,
    sessionsMax: account.sessionsMax,
    sessionsOpen: 0,
  })
}

/** To the agent of another, the login says nothing: no row of the account is for it, nor for a guest. */
function occasionOf({ account, nas, agent, isStranger, groupIds, speed }: Scene, isGuest: boolean) {
  const server = { agentId: nas.agentId, nasId: nas.id }
  if (isGuest) return { ...server, isGuest, speed: agent.radius?.guestSpeed ?? undefined }
  if (isStranger) return server
  return { ...server, accountId: account.id, tariffId: account.tariffId, groupIds, speed }
}

function factsOf(
  { account, agent, isStranger, speed, address }: Scene,
  isGuest: boolean,
): ValueFacts {
  const { id, contractId, login } = account
  const owner = isStranger ? { login } : { login, accountId: id, contractId }
  if (isGuest) return { ...owner, speed: agent.radius?.guestSpeed ?? undefined }
  return isStranger ? owner : { ...owner, speed, address }
}

type Outcome = {
  reason: RejectReason | undefined
  isGuest: boolean
  interimSeconds: number | undefined
}

function ownOf(scene: Scene, { reason, isGuest, interimSeconds }: Outcome): OwnAttribute[] {
  if (isGuest) return ownOfGuest(scene, interimSeconds)
  return reason ? ownOfReject(reason) : ownOfAccept(scene, interimSeconds)
}

/** What authorising puts into an Access-Accept by itself, in its order. */
function ownOfAccept(scene: Scene, interimSeconds: number | undefined): OwnAttribute[] {
  const { account, nas, agent, speed, address, networks } = scene
  const owner = { accountId: account.id, contractId: account.contractId }
  const services = servicesOf(scene, { isGuest: false })
  const told = { speed, serviceIds: idsOf(services) }
  return [
    { name: 'Service-Type', value: 'Framed-User', why: { kind: 'always' } },
    ...oneIf(address, (value) => ({
      name: 'Framed-IP-Address',
      value,
      why: { kind: account.address === null ? 'pool-address' : 'fixed-address' },
    })),
    ...networkAttributes(networks, account.interfaceId).map(
      ([name, value]): OwnAttribute => ({
        name,
        value,
        why: { kind: name === 'Framed-Interface-Id' ? 'interface-id' : 'account-network' },
      }),
    ),
    ...poolPrefixes(scene),
    ...oneIf(nas.sessionSecondsMax ?? agent.sessionSecondsMax, (seconds) => ({
      name: 'Session-Timeout',
      value: String(seconds),
      why: timer(nas.sessionSecondsMax),
    })),
    interim(scene),
    { name: 'Class', value: toClass(owner, told, interimSeconds), why: { kind: 'account-mark' } },
    ...(speed ? speedAttributes(nas, speed, { kind: 'speed', cause: speed.cause }) : []),
    ...serviceAttributes(scene, services, interimSeconds),
  ]
}

/** The attribute of a value that there is and that is not 0. */
function oneIf<Value>(
  value: Value | undefined,
  toAttribute: (value: NonNullable<Value>) => OwnAttribute,
): OwnAttribute[] {
  return value ? [toAttribute(value)] : []
}

function poolPrefixes({ kinds, leases }: Scene): OwnAttribute[] {
  return kinds.flatMap((kind) => {
    const prefix = leases[kind]
    if (kind === 'ipv4' || prefix === undefined) return []
    const [name, value] = prefixAttribute(kind, prefix)
    return [{ name, value, why: { kind: 'pool-prefix' } }]
  })
}

function timer(own: number | null): OwnReason {
  return { kind: 'timer', of: own === null ? 'agent' : 'nas' }
}

function interim({ nas, agent }: Scene): OwnAttribute {
  const seconds = nas.interimSeconds ?? agent.interimSeconds
  return { name: INTERIM, value: String(seconds), why: timer(nas.interimSeconds) }
}

/** What a guest gets; its address is known when its device calls. */
function ownOfGuest(scene: Scene, interimSeconds: number | undefined): OwnAttribute[] {
  const { account, nas, agent, isStranger } = scene
  const speed = agent.radius?.guestSpeed ?? undefined
  const services = servicesOf(scene, { isGuest: true })
  const told = { speed, serviceIds: idsOf(services) }
  const mark = toGuestClass(isStranger ? undefined : account.id, told)
  return [
    { name: 'Service-Type', value: 'Framed-User', why: { kind: 'always' } },
    {
      name: 'Session-Timeout',
      value: String(agent.radius?.guestSessionSeconds),
      why: { kind: 'guest' },
    },
    interim(scene),
    { name: 'Class', value: mark, why: { kind: 'account-mark' } },
    ...(speed ? speedAttributes(nas, speed, { kind: 'guest' }) : []),
    ...serviceAttributes(scene, services, interimSeconds),
  ]
}

type Given = readonly GivenService<SessionService>[]

function servicesOf(
  { account, nas, boughtIds, sessionServices }: Scene,
  { isGuest }: { isGuest: boolean },
): Given {
  if (!dialectOf(nas.dialect).services) return []
  const { tariffId } = account
  return chooseServices(sessionServices, { agentId: nas.agentId, isGuest, tariffId, boughtIds })
}

function idsOf(given: Given): number[] {
  return given.map(({ service }) => service.id)
}

function serviceAttributes(
  { nas, agent }: Scene,
  given: Given,
  interimSeconds: number | undefined,
): OwnAttribute[] {
  const interim = interimSeconds ?? nas.interimSeconds ?? agent.interimSeconds
  return attributesOfServices(nas.dialect, given, interim)
}

function speedAttributes({ dialect }: Nas, speed: Speed, why: OwnReason): OwnAttribute[] {
  return dialectOf(dialect)
    .speedAttributes(speed)
    .map(([name, value]) => ({ name, value, why }))
}

function ownOfReject(reason: RejectReason): OwnAttribute[] {
  return [{ name: 'Reply-Message', value: replyMessage(reason), why: { kind: 'rejection' } }]
}

/** How often the server is told to report, where a row says it. */
function interimOf(fromRows: readonly PreviewedAttribute[]): number | undefined {
  const value = fromRows.find(({ name }) => name === INTERIM)?.values[0]
  return value === undefined ? undefined : Number(value)
}

/** A row takes the place of what the program gives by the same name; one that sends nothing takes no place. */
function putTogether(
  own: readonly OwnAttribute[],
  fromRows: readonly PreviewedAttribute[],
): PreviewedAttribute[] {
  const given = new Set(fromRows.filter(({ values }) => values.length > 0).map(({ name }) => name))
  const kept = Map.groupBy(
    own.filter(({ name }) => !given.has(untagged(name))),
    // Services say the same attribute each for a reason of its own.
    ({ name, value, why }) => (why.kind === 'service' ? `${name} ${value}` : name),
  )
  const plain = { tag: 0, beaten: [], replaced: [], unsent: [] }
  return [
    ...[...kept.values()].flatMap(([first, ...more]) =>
      first
        ? [
            {
              ...plain,
              name: untagged(first.name),
              tag: tagOf(first.name),
              values: [first, ...more].map(({ value }) => value),
              why: first.why,
            },
          ]
        : [],
    ),
    ...fromRows.map((attribute) => ({
      ...attribute,
      replaced: given.has(attribute.name)
        ? own.filter(({ name }) => untagged(name) === attribute.name)
        : [],
    })),
  ]
}

function tagOf(name: string): number {
  return Number(name.split(':')[1] ?? 0)
}

function previewRow({ row, link, beaten }: Chosen<Row>, facts: ValueFacts): PreviewedAttribute {
  const values: string[] = []
  const unsent: PreviewedAttribute['unsent'] = []
  for (const value of splitValues(row.value)) {
    const filled = fillValue(value, facts)
    if ('missing' in filled) unsent.push({ value, missing: filled.missing })
    else if (findAttributeErrorAs(row.definition, filled.text, row.tag)) {
      unsent.push({ value, missing: null })
    } else values.push(filled.text)
  }
  const why = { kind: 'row' as const, link, row }
  return { name: row.attribute, tag: row.tag, values, why, beaten, replaced: [], unsent }
}
