import {
  ATTRIBUTE,
  CODE,
  createRequest,
  type PacketWriter,
  type RadiusClient,
  type RadiusResult,
} from '@altyn/radius'
import { dayOf } from '#platform/clock'
import { type Context, type Ground, readingContext, systemActor } from '#platform/context'
import type { SecretBox } from '#platform/secret-box'
import { inTransaction } from '#platform/transaction'
import { getAccount } from '../accounts/index.ts'
import { getTariff, versionOn } from '../catalogue/index.ts'
import { dialectOf, listNas, type Nas } from '../network/index.ts'
import { getDefaultOperator } from '../settings/index.ts'
import { findOpenSession, type Session } from '../usage/index.ts'
import {
  type CommandOutcome,
  type CommandRow,
  recordAnswer,
  selectToRepeat,
  selectUnanswered,
  upsertAppliedStates,
} from './commands.store.ts'

const ACTOR = systemActor('network-commands')
const AT_ONCE = 32
const REPEAT_MINUTES = 15
const ATTEMPTS_MAX = 6
// RFC 5176 §3.6: the session that we want to end is not there any more.
const SESSION_NOT_FOUND = 503

export type Messenger = { ground: Ground; box: SecretBox; client: RadiusClient }

/** Sends commands to the access servers and writes down what they answered. */
export async function sendCommands(messenger: Messenger, ids: readonly bigint[]): Promise<void> {
  const ctx = readingContext(messenger.ground, ACTOR)
  const commands = await selectUnanswered(ctx, ids)
  const servers = new Map((await listNas(ctx)).map((nas) => [nas.id, nas]))
  for (let i = 0; i < commands.length; i += AT_ONCE) {
    const slice = commands.slice(i, i + AT_ONCE)
    await Promise.all(slice.map((command) => carry(messenger, command, servers.get(command.nasId))))
  }
}

/** Tries again what nobody answered while the session goes on. */
export async function repeatCommands(messenger: Messenger): Promise<void> {
  const ctx = readingContext(messenger.ground, ACTOR)
  const since = ctx.now().subtract({ minutes: REPEAT_MINUTES })
  await sendCommands(messenger, await selectToRepeat(ctx, { since, attemptsMax: ATTEMPTS_MAX }))
}

async function carry(
  messenger: Messenger,
  command: CommandRow,
  nas: Nas | undefined,
): Promise<void> {
  const answer = nas ? await send(messenger, command, nas) : NO_ADDRESS
  await inTransaction(messenger.ground, ACTOR, async (ctx) => {
    await recordAnswer(ctx, command.id, answer)
    if (answer.outcome === 'acknowledged' && command.accountId !== null) {
      const { state } = await getAccount(ctx, command.accountId)
      await upsertAppliedStates(ctx, [{ accountId: command.accountId, state }])
    }
  })
}

type Answer = { outcome: CommandOutcome; errorCause: number | null }
const NO_ADDRESS: Answer = { outcome: 'no-address', errorCause: null }

async function send(messenger: Messenger, command: CommandRow, nas: Nas): Promise<Answer> {
  const ctx = readingContext(messenger.ground, ACTOR)
  const session = await findOpenSession(ctx, command.sessionId)
  // Gone by itself meanwhile: what was wanted is so.
  if (!session) return { outcome: 'acknowledged', errorCause: null }
  const secret = Buffer.from(messenger.box.open(nas.secretSealed))
  const result = await messenger.client.send({
    host: nas.daeHost ?? nas.address,
    port: nas.daePort,
    request: await compose(ctx, command, { nas, session, secret }),
  })
  return readAnswer(command, result)
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

async function compose(
  ctx: Context,
  command: CommandRow,
  { nas, session, secret }: { nas: Nas; session: Session; secret: Buffer },
): Promise<PacketWriter> {
  const isDisconnect = command.kind === 'disconnect'
  const code = isDisconnect ? CODE['Disconnect-Request'] : CODE['CoA-Request']
  const request = createRequest(code, { secret, messageAuthenticator: true })
  request.addString(ATTRIBUTE['User-Name'], command.login)
  request.addString(ATTRIBUTE['Acct-Session-Id'], command.acctSessionId)
  if (session.address) request.addIpv4(ATTRIBUTE['Framed-IP-Address'], session.address)
  const seconds = Math.floor(ctx.now().epochMilliseconds / 1000)
  request.addInteger(ATTRIBUTE['Event-Timestamp'], seconds)
  if (!isDisconnect) {
    for (const [name, value] of await speedPairs(ctx, command, nas)) request.addByName(name, value)
  }
  return request
}

async function speedPairs(ctx: Context, command: CommandRow, nas: Nas) {
  const account = await getAccount(ctx, command.accountId ?? 0)
  if (!account.tariffId) return []
  const today = dayOf(ctx.now(), (await getDefaultOperator(ctx)).time_zone)
  const version = versionOn(
    (await getTariff(ctx, account.tariffId)).versions,
    today,
    account.tariffSince ?? today,
  )
  if (!version) return []
  const speed = { downKbps: version.speedDownKbps, upKbps: version.speedUpKbps }
  return dialectOf(nas.dialect).speedAttributes(speed)
}
