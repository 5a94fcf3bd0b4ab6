import {
  chooseServices,
  dialectOf,
  type GivenService,
  type Nas,
  type ServiceGround,
  type SessionService,
  type Speed,
} from '../../network/index.ts'
import { INTERIM } from '../compose-rows.ts'
import { networkAttributes, prefixAttribute } from '../encode-networks.ts'
import type { SpeedCause } from '../rules/due-speed.ts'
import { type RejectReason, replyMessage } from '../rules/refuse-login.ts'
import { toClass, toGuestClass } from '../rules/session-class.ts'
import { attributesOfServices } from '../session-services/attributes-of-services.ts'
import type { Scene } from './read-scene.ts'

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
export type OwnAttribute = { name: string; value: string; why: OwnReason }
type Outcome = {
  reason: RejectReason | undefined
  isGuest: boolean
  interimSeconds: number | undefined
}

/** What the program itself puts into the answer, in its order, each with its reason. */
export function ownOf(scene: Scene, { reason, isGuest, interimSeconds }: Outcome): OwnAttribute[] {
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

/** The services that it gets at this server, as a guest or for its own account. */
export function servicesOf(
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
