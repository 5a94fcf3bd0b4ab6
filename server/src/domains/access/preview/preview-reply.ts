import { findAttributeErrorAs } from '@altyn/radius'
import type { Context } from '#platform/context'
import {
  type Chosen,
  categoriesOf,
  chooseAttributes,
  fillValue,
  type LinkKind,
  type Nas,
  placeWords,
  readAttributeRows,
  splitValues,
  untagged,
  type ValueFacts,
} from '../../network/index.ts'
import { findOpenSessionsOf } from '../../usage/index.ts'
import { INTERIM } from '../compose-rows.ts'
import { type RejectReason, reasonAgainst } from '../rules/refuse-login.ts'
import { type OwnAttribute, type OwnReason, ownOf, servicesOf } from './own-attributes.ts'
import { readScene, type Scene } from './read-scene.ts'

type Row = Awaited<ReturnType<typeof readAttributeRows>>[number]
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
    // Who is refused gets no session, and no service within it.
    categories: packet === 'accept' ? categoriesOf(servicesOf(scene, { isGuest })) : [],
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
  const { agentId, deviceGroupIds } = nas
  const server = { agentId, nasId: nas.id, deviceGroupIds }
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
