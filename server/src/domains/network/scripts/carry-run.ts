import type { Context, Ground } from '#platform/context'
import { systemActor } from '#platform/context'
import { Refusal } from '#platform/refusal'
import type { SecretBox } from '#platform/secret-box'
import { inTransaction } from '#platform/transaction'
import { selectBindings } from '../devices/bindings.store.ts'
import { hide, type LogEntry, withEntry } from '../rules/scripts/transcript.ts'
import { getRun } from './ask-run.ts'
import { getScript } from './keep-scripts.ts'
import { type KeyKind, keepOffered, keepTrusted, selectKeys } from './keys.store.ts'
import { type PreparedRun, prepareRun, type SpeedReader } from './prepare-run.ts'
import { cancelOvertaken, endRun, keepProgress, type RunEnd, type RunRow } from './runs.store.ts'
import { carryByHttp } from './transports/http.ts'
import { carryBySsh } from './transports/ssh.ts'
import { carryByTelnet } from './transports/telnet.ts'
import { type Door, type Errand, type Journal, RunTrouble } from './transports/transport.ts'

export type ScriptTools = { ground: Ground; box: SecretBox; readSpeeds: SpeedReader }
export const CARRIER = systemActor('device-scripts')
export const ATTEMPTS_MAX = 3
/** Minutes until the next attempt, after the first and the second. */
const PAUSE_MINUTES = [1, 5]
const BEAT_MS = 1000
/** What may be otherwise next time. A wrong password or a strange key will not be. */
const PASSING = [
  'unreachable',
  'closed',
  'timed-out',
  'too-long-answer',
  'error-answer',
  'unexpected-status',
  'not-as-awaited',
]

type Claimed = { id: bigint; carrier: string; stopped: AbortSignal }
type Work = Claimed & { run: RunRow; prepared: PreparedRun }

/**
 * Carries one run out: fills in the values of now, talks to the device, writes down what was said and how
 * it ended. What came by itself and failed for a passing reason is tried again, unless something was sent
 * and the script is not safe to repeat.
 */
export async function carryRun(tools: ScriptTools, claimed: Claimed): Promise<void> {
  const { ground } = tools
  const run = await inTransaction(ground, CARRIER, (ctx) => getRun(ctx, claimed.id))
  const log = createLog()
  try {
    const prepared = await inTransaction(ground, CARRIER, (ctx) => prepare(ctx, tools, run))
    const end = prepared
      ? await talk(tools, { ...claimed, run, prepared }, log)
      : ({ state: 'cancelled', failure: 'superseded' } as const)
    await settle(ground, claimed, { ...end, log: log.entries() }, run)
  } catch (error) {
    if (!(error instanceof Refusal)) throw error
    const details = { ...error.details, code: error.code }
    const end: RunEnd = { state: 'failed', failure: 'not-runnable', details, log: log.entries() }
    await settle(ground, claimed, end, run)
  }
}

/** Undefined when the account has left the place meanwhile: nothing is to be said there any more. */
async function prepare(
  ctx: Context,
  { readSpeeds }: ScriptTools,
  run: RunRow,
): Promise<PreparedRun | undefined> {
  const { cause, accountId, portId, onuId } = run
  if (cause !== 'hand' && cause !== 'unbound' && accountId !== null) {
    const bound = await selectBindings(ctx, { accountIds: [accountId], isCurrent: true })
    const isThere = bound.some((row) => row.portId === portId && row.onuId === onuId)
    if (!isThere) return undefined
  }
  const script = await getScript(ctx, run.scriptId)
  return prepareRun(ctx, { script, target: run, readSpeeds })
}

type Log = ReturnType<typeof createLog>

function createLog() {
  let entries: LogEntry[] = []
  let isFresh = false
  return {
    entries: () => entries,
    add(entry: LogEntry) {
      if (entry.text === '' && entry.kind !== 'sent') return
      entries = withEntry(entries, entry)
      isFresh = true
    },
    /** Whether anything was added since the last question. */
    takeFresh() {
      const was = isFresh
      isFresh = false
      return was
    },
    hasSent: () => entries.some(({ kind }) => kind === 'sent'),
  }
}

async function talk(tools: ScriptTools, work: Work, log: Log): Promise<Omit<RunEnd, 'log'>> {
  const { prepared, stopped } = work
  const lost = new AbortController()
  const limit = AbortSignal.timeout(prepared.script.secondsMax * 1000)
  const signal = AbortSignal.any([stopped, lost.signal, limit])
  const door = openDoor(tools.box, prepared)
  const keys = await watchKeys(tools.ground, prepared)
  const heart = startBeating(tools.ground, { work, log, onLost: () => lost.abort() })
  try {
    await carry(prepared, { door, log, signal, checkKey: keys.check })
    return { state: 'done' }
  } catch (error) {
    if (stopped.aborted) return { state: mayRepeat(work, log) ? 'queued' : 'interrupted' }
    // Somebody else has settled it: what is written now is not heard.
    if (lost.signal.aborted) return { state: 'interrupted' }
    if (limit.aborted) {
      return failed(work, log, new RunTrouble('timed-out', { seconds: prepared.script.secondsMax }))
    }
    if (error instanceof RunTrouble) return failed(work, log, error)
    throw error
  } finally {
    heart.stop()
    await keys.keep()
  }
}

function mayRepeat({ prepared }: Work, log: Log): boolean {
  return prepared.script.isRepeatable || !log.hasSent()
}

function failed(work: Work, log: Log, { failure, details }: RunTrouble): Omit<RunEnd, 'log'> {
  const { cause, attempts } = work.run
  const isAgain =
    cause !== 'hand' && attempts < ATTEMPTS_MAX && PASSING.includes(failure) && mayRepeat(work, log)
  return { state: isAgain ? 'queued' : 'failed', failure, details }
}

async function settle(
  ground: Ground,
  claimed: Claimed,
  end: RunEnd,
  { attempts, portId }: RunRow,
): Promise<void> {
  await inTransaction(ground, CARRIER, async (ctx) => {
    const minutes = PAUSE_MINUTES[attempts - 1] ?? 1
    const dueAt = end.state === 'queued' ? ctx.now().add({ minutes }) : undefined
    await endRun(ctx, claimed, { ...end, dueAt })
    // What is to be tried again may have been overtaken while it was tried.
    if (dueAt && portId !== null) await cancelOvertaken(ctx, [portId])
  })
}

function startBeating(
  ground: Ground,
  { work, log, onLost }: { work: Work; log: Log; onLost: () => void },
): { stop(): void } {
  let sinceWritten = 0
  const timer = setInterval(() => {
    sinceWritten += 1
    if (!log.takeFresh() && sinceWritten < 10) return
    sinceWritten = 0
    inTransaction(ground, CARRIER, (ctx) => keepProgress(ctx, work, log.entries())).then(
      (isOurs) => {
        if (!isOurs) onLost()
      },
      // The database is away for a moment: the next beat tells it.
      (error: unknown) =>
        ground.log.warn({ error: String(error) }, 'a run could not be written down'),
    )
  }, BEAT_MS)
  return { stop: () => clearInterval(timer) }
}

function openDoor(box: SecretBox, { device, login, port }: PreparedRun): Door {
  const open = (sealed: Buffer | null) => (sealed ? box.open(sealed) : '')
  return {
    host: device.address,
    port,
    user: login.login,
    password: open(login.passwordSealed),
    key: open(login.keySealed),
    passphrase: open(login.passphraseSealed),
    enablePassword: open(login.enablePasswordSealed),
    token: open(login.tokenSealed),
    isHttps: login.isHttps,
    allowsOldAlgorithms: login.allowsOldAlgorithms,
  }
}

/** Compares what a device shows with what is trusted, and keeps what is new for people to look at. */
async function watchKeys(ground: Ground, { device, login }: PreparedRun) {
  const known = await inTransaction(ground, CARRIER, (ctx) => selectKeys(ctx, device.id))
  let shown: { kind: KeyKind; fingerprint: string; isTrusted: boolean } | undefined
  return {
    check(kind: KeyKind, fingerprint: string): void {
      const trusted = known.find((key) => key.kind === kind)?.trusted ?? null
      if (trusted === fingerprint || (shown?.fingerprint === fingerprint && shown.isTrusted)) return
      shown = { kind, fingerprint, isTrusted: trusted === null && login.trustsFirstKey }
      if (shown.isTrusted) return
      throw new RunTrouble(trusted === null ? 'host-key-unknown' : 'host-key-changed', {
        kind,
        fingerprint,
        ...(trusted !== null && { trusted }),
      })
    },
    async keep(): Promise<void> {
      if (!shown) return
      const { isTrusted, ...key } = { ...shown, deviceId: device.id }
      await inTransaction(ground, CARRIER, (ctx) =>
        isTrusted ? keepTrusted(ctx, key) : keepOffered(ctx, key),
      )
    },
  }
}

type Ways = Pick<Errand<never>, 'door' | 'signal' | 'checkKey'> & { log: Log }

async function carry(prepared: PreparedRun, { door, log, signal, checkKey }: Ways): Promise<void> {
  const { script } = prepared
  const basic = Buffer.from(`${door.user}:${door.password}`).toString('base64')
  const secrets = [door.password, door.enablePassword, door.passphrase, door.token, basic]
  const write = (kind: LogEntry['kind']) => (text: string) =>
    log.add({ kind, text: hide(text, secrets).trim() })
  const journal: Journal = { sent: write('sent'), answered: write('answered'), note: write('note') }
  const common = { door, journal, checkKey, signal, prompts: script.prompts, errors: script.errors }
  if (prepared.kind === 'requests') {
    return carryByHttp({ ...common, steps: prepared.steps })
  }
  const errand = { ...common, steps: prepared.steps }
  return script.transport === 'ssh' ? carryBySsh(errand) : carryByTelnet(errand)
}
