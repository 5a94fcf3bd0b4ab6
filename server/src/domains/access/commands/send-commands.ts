import { setTimeout as pause } from 'node:timers/promises'
import {
  ATTRIBUTE,
  CODE,
  createRequest,
  type PacketWriter,
  type RadiusClient,
  type RadiusResult,
} from '@altyn/radius'
import { type Context, type Ground, readingContext, systemActor } from '#platform/context'
import type { SecretBox } from '#platform/secret-box'
import { inTransaction } from '#platform/transaction'
import { findGroupsOfAccounts, getAccount } from '../../accounts/index.ts'
import {
  type AttributePair,
  categoriesOf,
  dialectOf,
  listNas,
  type Nas,
  readAttributeRows,
  type Speed,
} from '../../network/index.ts'
import {
  findOpenSession,
  judgeSession,
  keepSessionService,
  keepSessionSpeed,
  SESSION_NOT_FOUND,
  type Session,
} from '../../usage/index.ts'
import { composeRows, type Extras, type ReplyRow } from '../compose-rows.ts'
import { readDueSpeeds } from '../read-speed-plans.ts'
import { readDueServices } from '../session-services/read-due-services.ts'
import {
  type Answer,
  type CommandRow,
  recordAnswer,
  selectToRepeat,
  selectUnanswered,
  upsertAppliedStates,
} from './commands.store.ts'
import { doubtOf } from './probe-sessions.ts'

const ACTOR = systemActor('network-commands')
// At most two hundred a second for each access server.
const AT_ONCE = 20
const SLICE_PAUSE_MS = 100
const REPEAT_MINUTES = 15
const ATTEMPTS_MAX = 6
const USUAL_INTERIM_SECONDS = 300

export type Messenger = { ground: Ground; box: SecretBox; client: RadiusClient }
/** With the rows that a provider gives in a CoA. */
type Errand = Messenger & { rows: readonly ReplyRow[] }

/** Sends commands to the access servers and writes down what they answered. */
export async function sendCommands(messenger: Messenger, ids: readonly bigint[]): Promise<void> {
  const ctx = readingContext(messenger.ground, ACTOR)
  const commands = await selectUnanswered(ctx, ids)
  const servers = new Map((await listNas(ctx)).map((nas) => [nas.id, nas]))
  const rows = (await readAttributeRows(ctx)).filter(({ packet }) => packet === 'coa')
  const byServer = Map.groupBy(commands, ({ nasId }) => nasId)
  await Promise.all(
    [...byServer].map(([nasId, own]) => sendToOne({ ...messenger, rows }, own, servers.get(nasId))),
  )
}

/**
 * A server gets its commands in small slices with a pause between them: thousands at once, when a night
 * begins, are more than it can take, and what it drops comes again later for nothing.
 */
async function sendToOne(
  errand: Errand,
  commands: readonly CommandRow[],
  nas: Nas | undefined,
): Promise<void> {
  for (let i = 0; i < commands.length; i += AT_ONCE) {
    if (i > 0) await pause(SLICE_PAUSE_MS)
    const bySession = Map.groupBy(commands.slice(i, i + AT_ONCE), ({ sessionId }) => sessionId)
    await Promise.all([...bySession.values()].map((own) => carryInTurn(errand, own, nas)))
  }
}

/** Of one session in the order in which they were given: what a turbo replaces ends before it begins. */
async function carryInTurn(
  errand: Errand,
  commands: readonly CommandRow[],
  nas: Nas | undefined,
): Promise<void> {
  for (const command of commands) await carry(errand, command, nas)
}

/** Tries again what nobody answered while the session goes on. */
export async function repeatCommands(messenger: Messenger): Promise<void> {
  const ctx = readingContext(messenger.ground, ACTOR)
  const since = ctx.now().subtract({ minutes: REPEAT_MINUTES })
  await sendCommands(messenger, await selectToRepeat(ctx, { since, attemptsMax: ATTEMPTS_MAX }))
}

async function carry(errand: Errand, command: CommandRow, nas: Nas | undefined): Promise<void> {
  const answer = nas ? await send(errand, command, nas) : NO_ADDRESS
  await inTransaction(errand.ground, ACTOR, async (ctx) => {
    await recordAnswer(ctx, command.id, answer)
    await judge(ctx, command, answer)
    if (answer.outcome !== 'acknowledged' || command.kind === 'probe') return
    if (answer.speed) await keepSessionSpeed(ctx, command.sessionId, answer.speed)
    if (command.sessionServiceId !== null) {
      const { sessionId, sessionServiceId: serviceId, kind } = command
      return keepSessionService(ctx, { sessionId, serviceId, isOn: kind === 'start-service' })
    }
    if (command.accountId !== null) {
      const { state } = await getAccount(ctx, command.accountId)
      await upsertAppliedStates(ctx, [{ accountId: command.accountId, state }])
    }
  })
}

/** What the answer says about a session that is in doubt, or that the server does not know. */
async function judge(ctx: Context, command: CommandRow, answer: Answer): Promise<void> {
  const { outcome, errorCause } = answer
  const isAnswered = outcome === 'acknowledged' || outcome === 'refused'
  const reason = doubtOf(command)
  const isUnknown = errorCause === SESSION_NOT_FOUND && command.kind === 'disconnect'
  if (!isAnswered || answer.isGone || !(reason || isUnknown)) return
  await judgeSession(ctx, command.sessionId, {
    probe: command.kind === 'probe' ? 'ask' : 'end',
    isDone: outcome === 'acknowledged',
    errorCause,
    reason: reason ?? 'silent',
  })
}

const NO_ADDRESS: Answer = { outcome: 'no-address', errorCause: null }

async function send(errand: Errand, command: CommandRow, nas: Nas): Promise<Answer> {
  const ctx = readingContext(errand.ground, ACTOR)
  const session = await findOpenSession(ctx, command.sessionId)
  // Gone by itself meanwhile: what was wanted is so.
  if (!session) return { outcome: 'acknowledged', errorCause: null, isGone: true }
  // In doubt no more: it has reported since, so nobody asks about it and nobody ends it.
  if (doubtOf(command) && Temporal.Instant.compare(session.updatedAt, command.askedAt) > 0) {
    return { outcome: 'called-off', errorCause: null }
  }
  if (command.sessionServiceId !== null && !(await isStillWanted(ctx, command, session))) {
    return { outcome: 'called-off', errorCause: null }
  }
  const secret = Buffer.from(errand.box.open(nas.secretSealed))
  // What is due now, not what was when the command was given.
  const wish = await wishOf(ctx, errand, { command, nas, session })
  const result = await errand.client.send({
    host: nas.daeHost ?? nas.address,
    port: nas.daePort,
    request: compose(ctx, command, { nas, session, secret, ...wish }),
  })
  return {
    ...readAnswer(command, result),
    speed: command.kind === 'probe' ? undefined : wish?.speed,
  }
}

/** A service that is due again is not ended, one that is not any more is not begun. */
async function isStillWanted(
  ctx: Context,
  { kind, sessionServiceId }: CommandRow,
  session: Session,
): Promise<boolean> {
  const due = (await readDueServices(ctx, [session])).get(session.id)
  if (!due) return false
  const isDue = due.some(({ service }) => service.id === sessionServiceId)
  return isDue === (kind === 'start-service')
}

function readAnswer({ kind }: CommandRow, result: RadiusResult): Answer {
  if (result.kind !== 'reply') return { outcome: 'no-answer', errorCause: null }
  const { packet } = result
  const errorCause = packet.readInteger(ATTRIBUTE['Error-Cause']) ?? null
  const isDone =
    packet.code === CODE['Disconnect-ACK'] ||
    packet.code === CODE['CoA-ACK'] ||
    (kind === 'disconnect' && errorCause === SESSION_NOT_FOUND)
  return { outcome: isDone ? 'acknowledged' : 'refused', errorCause }
}

/** The speed that a command tells: the one that is due, or for a question the one that the session has. */
async function wishOf(
  ctx: Context,
  errand: Errand,
  { command, nas, session }: { command: CommandRow; nas: Nas; session: Session },
): Promise<Pick<Wish, 'speed' | 'extras'> | undefined> {
  if (command.kind === 'change-speed') return readWish(ctx, errand, { command, nas, session })
  const { speedDownKbps: downKbps, speedUpKbps: upKbps } = session
  if (command.kind !== 'probe' || downKbps === null || upKbps === null) return undefined
  return { speed: { downKbps, upKbps } }
}

/** What a command is made of. */
type Wish = { nas: Nas; session: Session; secret: Buffer; speed?: Speed; extras?: Extras }

function compose(
  ctx: Context,
  command: CommandRow,
  { nas, session, secret, speed, extras }: Wish,
): PacketWriter {
  const isDisconnect = command.kind === 'disconnect'
  const code = isDisconnect ? CODE['Disconnect-Request'] : CODE['CoA-Request']
  const request = createRequest(code, { secret, messageAuthenticator: true })
  request.addString(ATTRIBUTE['User-Name'], command.login)
  request.addString(ATTRIBUTE['Acct-Session-Id'], command.acctSessionId)
  if (session.address) request.addIpv4(ATTRIBUTE['Framed-IP-Address'], session.address)
  const seconds = Math.floor(ctx.now().epochMilliseconds / 1000)
  request.addInteger(ATTRIBUTE['Event-Timestamp'], seconds)
  for (const [name, value] of serviceAttributes(command, nas, session)) {
    request.addByName(name, value)
  }
  if (!speed) return request
  for (const [name, value] of dialectOf(nas.dialect).speedAttributes(speed)) {
    if (!extras?.replaces.has(name)) request.addByName(name, value)
  }
  if (extras) request.addEncoded(extras.encoded)
  return request
}

/** How a server is told about a service; nothing in other commands. */
function serviceAttributes(
  { kind, serviceName }: CommandRow,
  nas: Nas,
  { promisedSeconds }: Session,
): AttributePair[] {
  const words = dialectOf(nas.dialect).services
  if (!words || serviceName === null) return []
  const interimSeconds = promisedSeconds ?? nas.interimSeconds ?? USUAL_INTERIM_SECONDS
  return kind === 'start-service'
    ? words.activate(serviceName, interimSeconds)
    : words.deactivate(serviceName)
}

/** The speed that is due, and what the provider's own rows give in a CoA. */
async function readWish(
  ctx: Context,
  { rows }: Errand,
  { command, nas, session }: { command: CommandRow; nas: Nas; session: Session },
): Promise<Pick<Wish, 'speed' | 'extras'>> {
  const account = await getAccount(ctx, command.accountId ?? 0)
  const speed = (await readDueSpeeds(ctx, [account])).get(account.id)
  if (rows.length === 0) return { speed }
  const groups = await findGroupsOfAccounts(ctx, [account.id])
  const { id, contractId, login, tariffId, address } = account
  const facts = { login, accountId: id, contractId, address, speed }
  const occasion = {
    packet: 'coa' as const,
    nasId: nas.id,
    agentId: nas.agentId,
    deviceGroupIds: nas.deviceGroupIds,
    accountId: id,
    tariffId,
    groupIds: groups.map(({ groupId }) => groupId),
    categories: await readCategories(ctx, rows, session),
    speed,
  }
  return { speed, extras: composeRows(rows, occasion, facts) }
}

/** The categories that services of the session are counted by, where a row asks for it. */
async function readCategories(
  ctx: Context,
  rows: readonly ReplyRow[],
  session: Session,
): Promise<readonly string[]> {
  if (rows.every(({ category }) => category === null)) return []
  return categoriesOf((await readDueServices(ctx, [session])).get(session.id) ?? [])
}
