import { findAttributeErrorAs } from '@altyn/radius'
import type { Context } from '#platform/context'
import { refuseField } from '#platform/refusal'
import {
  type Account,
  findGroupsOfAccounts,
  findNetworksOfAccounts,
  getAccount,
} from '../accounts/index.ts'
import {
  type Chosen,
  chooseAttributes,
  dialectOf,
  fillValue,
  findLease,
  getAgent,
  type LinkKind,
  listNas,
  type Nas,
  readAttributeRows,
  splitValues,
  type ValueFacts,
} from '../network/index.ts'
import { findOpenSessionsOf } from '../usage/index.ts'
import { INTERIM } from './compose-rows.ts'
import { networkAttributes } from './encode-networks.ts'
import { readDueSpeeds } from './read-speed-plans.ts'
import type { DueSpeed, SpeedCause } from './rules/due-speed.ts'
import { type RejectReason, reasonAgainst, replyMessage } from './rules/refuse-login.ts'
import { toClass } from './rules/session-class.ts'

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
        | 'rejection'
    }
  | { kind: 'timer'; of: 'nas' | 'agent' }
  | { kind: 'speed'; cause: SpeedCause }
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
  nas: Pick<Nas, 'id' | 'name' | 'dialect'>
  sessions: { open: number; max: number }
  isAddressAhead: boolean
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
}

/**
 * What the account would get from an access server now, and why: it signs in with the right password from the device
 * that it always uses, so sessions that are open do not count. Nothing is changed, no address is given away.
 */
export async function previewReply(
  ctx: Context,
  { accountId, nasId }: { accountId: number; nasId: number },
): Promise<ReplyPreview> {
  const scene = await readScene(ctx, { accountId, nasId })
  const { account, nas, address } = scene
  const reason = reasonOf(scene)
  const packet = reason ? ('reject' as const) : ('accept' as const)
  const chosen = chooseAttributes(await readAttributeRows(ctx), { ...occasionOf(scene), packet })
  const fromRows = chosen.map((one) => previewRow(one, factsOf(scene)))
  const own = reason ? ownOfReject(reason) : await ownOfAccept(ctx, scene, interimOf(fromRows))
  return {
    packet,
    reason: reason ?? null,
    nas: { id: nas.id, name: nas.name, dialect: nas.dialect },
    sessions: {
      open: (await findOpenSessionsOf(ctx, [account.id])).length,
      max: account.sessionsMax,
    },
    isAddressAhead: !reason && account.addressSource === 'pool' && address === undefined,
    attributes: putTogether(own, fromRows),
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
  const leased = await findLease(ctx, { accountId, agentId: nas.agentId, nasId })
  const fixed = account.address ?? (account.addressSource === 'pool' ? leased?.address : undefined)
  return {
    account,
    nas,
    isStranger: account.agentId !== nas.agentId,
    groupIds: groups.map(({ groupId }) => groupId),
    speed: (await readDueSpeeds(ctx, [account])).get(accountId),
    address: account.addressSource === 'nas' ? undefined : fixed,
  }
}

function reasonOf({ account, isStranger, speed }: Scene): RejectReason | undefined {
  if (isStranger) return 'unknown-login'
  return reasonAgainst({
    state: account.state,
    hasTariff: speed !== undefined,
    isFromElsewhere: false,
    sessionsMax: account.sessionsMax,
    sessionsOpen: 0,
  })
}

/** To the agent of another, the login says nothing: no row of the account is for it. */
function occasionOf({ account, nas, isStranger, groupIds, speed }: Scene) {
  const server = { agentId: nas.agentId, nasId: nas.id }
  if (isStranger) return server
  return { ...server, accountId: account.id, tariffId: account.tariffId, groupIds, speed }
}

function factsOf({ account, isStranger, speed, address }: Scene): ValueFacts {
  if (isStranger) return { login: account.login }
  const { id, contractId, login } = account
  return { login, accountId: id, contractId, speed, address }
}

/** What authorising puts into an Access-Accept by itself, in its order. */
async function ownOfAccept(
  ctx: Context,
  { account, nas, speed, address }: Scene,
  interimSeconds: number | undefined,
): Promise<OwnAttribute[]> {
  const agent = await getAgent(ctx, nas.agentId)
  const sessionSecondsMax = nas.sessionSecondsMax ?? agent.sessionSecondsMax
  const timer = (own: number | null): OwnReason => ({
    kind: 'timer',
    of: own === null ? 'agent' : 'nas',
  })
  const networks = networkAttributes(await findNetworksOfAccounts(ctx, [account.id]))
  const kind = account.address === null ? 'pool-address' : 'fixed-address'
  const owner = { accountId: account.id, contractId: account.contractId }
  const attributes: (OwnAttribute | undefined)[] = [
    { name: 'Service-Type', value: 'Framed-User', why: { kind: 'always' } },
    address === undefined
      ? undefined
      : { name: 'Framed-IP-Address', value: address, why: { kind } },
    ...networks.map(([name, value]) => ({
      name,
      value,
      why: { kind: 'account-network' as const },
    })),
    sessionSecondsMax === 0
      ? undefined
      : {
          name: 'Session-Timeout',
          value: String(sessionSecondsMax),
          why: timer(nas.sessionSecondsMax),
        },
    {
      name: INTERIM,
      value: String(nas.interimSeconds ?? agent.interimSeconds),
      why: timer(nas.interimSeconds),
    },
    { name: 'Class', value: toClass(owner, speed, interimSeconds), why: { kind: 'account-mark' } },
    ...(speed ? speedAttributes(nas, speed) : []),
  ]
  return attributes.filter((attribute) => attribute !== undefined)
}

function speedAttributes({ dialect }: Nas, speed: DueSpeed): OwnAttribute[] {
  const why: OwnReason = { kind: 'speed', cause: speed.cause }
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
    own.filter(({ name }) => !given.has(name)),
    ({ name }) => name,
  )
  const plain = { tag: 0, beaten: [], replaced: [], unsent: [] }
  return [
    ...[...kept].flatMap(([name, [first, ...more]]) =>
      first
        ? [{ ...plain, name, values: [first, ...more].map(({ value }) => value), why: first.why }]
        : [],
    ),
    ...fromRows.map((attribute) => ({
      ...attribute,
      replaced: given.has(attribute.name) ? own.filter(({ name }) => name === attribute.name) : [],
    })),
  ]
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
