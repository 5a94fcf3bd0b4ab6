import snmp from 'net-snmp'
import { type PollFailure, SnmpFailure } from './snmp-failure.ts'
import { type SnmpTarget, toUser } from './snmp-target.ts'

/** Octets stay octets: what is text and what is an address is for the reader to know. */
export type SnmpValue = number | bigint | string | Buffer
export type SnmpTable = Map<string, (SnmpValue | undefined)[]>
export type SnmpSession = {
  /** The values of these objects; undefined where the device has none. */
  get(oids: readonly string[]): Promise<(SnmpValue | undefined)[]>
  /** Columns by the index of their rows (`2`, `4194304000.7`), read in as few steps as fit. */
  table(columns: readonly string[]): Promise<SnmpTable>
}

const ROWS_MAX = 20_000
const COLUMNS_AT_ONCE = 5
// 50 values of about 25 octets fit into one datagram of any network.
const VALUES_AT_ONCE = 50
const GARBAGE_MAX = 10

type Ask = (reply: (error: Error | null, varbinds?: Answer) => void) => void
type Answer = (snmp.Varbind | snmp.Varbind[])[]
type Link = { session: snmp.Session; target: SnmpTarget; isGarbled: boolean; isLate: boolean }

/**
 * Asks a device over SNMP and hangs up, however it ends. Whatever goes wrong is an `SnmpFailure`; when
 * the signal says that time is up, it is `too-slow`.
 */
export async function withSession<Result>(
  target: SnmpTarget,
  signal: AbortSignal,
  work: (session: SnmpSession) => Promise<Result>,
): Promise<Result> {
  const link = openLink(target)
  const hangUp = () => {
    link.isLate = true
    link.session.cancelRequests(new SnmpFailure('too-slow'))
  }
  signal.addEventListener('abort', hangUp, { once: true })
  try {
    return await work({
      get: (oids) => getValues(link, oids),
      table: (columns) => readTable(link, columns),
    })
  } finally {
    signal.removeEventListener('abort', hangUp)
    link.session.close()
  }
}

function openLink(target: SnmpTarget): Link {
  const options = {
    port: target.snmpPort,
    timeout: target.snmpTimeoutMs,
    retries: target.snmpRetries,
    transport: target.address.includes(':') ? ('udp6' as const) : ('udp4' as const),
    // A device that walks backwards would be followed for ever.
    backwardsGetNexts: false,
  }
  const session =
    target.snmpVersion === 'v3'
      ? snmp.createV3Session(target.address, toUser(target), options)
      : snmp.createSession(target.address, target.secret, {
          ...options,
          version: target.snmpVersion === 'v1' ? snmp.Version1 : snmp.Version2c,
        })
  const link: Link = { session, target, isGarbled: false, isLate: false }
  let garbageCount = 0
  session.on('error', () => {
    link.isGarbled = true
    garbageCount += 1
    if (garbageCount > GARBAGE_MAX) session.cancelRequests(new SnmpFailure('bad-answer'))
  })
  return link
}

function ask(link: Link, run: Ask): Promise<Answer> {
  return new Promise((resolve, reject) => {
    if (link.isLate) return reject(new SnmpFailure('too-slow'))
    run((error, varbinds) => (error ? reject(toFailure(link, error)) : resolve(varbinds ?? [])))
  })
}

async function getValues(link: Link, oids: readonly string[]): Promise<(SnmpValue | undefined)[]> {
  const found = await ask(link, (reply) => link.session.get([...oids], reply))
  return oids.map((_, index) => {
    const varbind = found[index]
    return varbind && !Array.isArray(varbind) ? toValue(varbind) : undefined
  })
}

async function readTable(link: Link, columns: readonly string[]): Promise<SnmpTable> {
  const table: SnmpTable = new Map()
  // The first version has no bulk, and fails a whole request at the end of any of its columns.
  const step = link.target.snmpVersion === 'v1' ? 1 : COLUMNS_AT_ONCE
  for (let from = 0; from < columns.length; from += step) {
    await readColumns(link, columns.slice(from, from + step), (place, index, value) => {
      const row = table.get(index) ?? new Array<SnmpValue | undefined>(columns.length)
      row[from + place] = value
      table.set(index, row)
      if (table.size > ROWS_MAX) throw new SnmpFailure('bad-answer')
    })
  }
  return table
}

type Keep = (place: number, index: string, value: SnmpValue) => void
type Column = { place: number; base: string; last: string }

async function readColumns(link: Link, bases: readonly string[], keep: Keep): Promise<void> {
  let open: Column[] = bases.map((base, place) => ({ place, base, last: base }))
  let repetitions = Math.max(1, Math.floor(VALUES_AT_ONCE / bases.length))
  while (open.length > 0) {
    const lists = await nextOf(link, open, repetitions)
    if (lists === 'too-big') {
      if (repetitions === 1) throw new SnmpFailure('bad-answer')
      repetitions = Math.floor(repetitions / 2)
      continue
    }
    open = open.filter((column, index) => isGoingOn(column, lists[index] ?? [], keep))
  }
}

async function nextOf(
  link: Link,
  columns: readonly Column[],
  repetitions: number,
): Promise<snmp.Varbind[][] | 'too-big'> {
  const oids = columns.map(({ last }) => last)
  try {
    const found = await ask(link, (reply) =>
      link.target.snmpVersion === 'v1'
        ? link.session.getNext(oids, reply)
        : link.session.getBulk(oids, 0, repetitions, reply),
    )
    return found.map((one) => (Array.isArray(one) ? one : [one]))
  } catch (error) {
    const status = error instanceof SnmpFailure ? error.cause : undefined
    if (status === snmp.ErrorStatus.TooBig) return 'too-big'
    if (status === snmp.ErrorStatus.NoSuchName) return []
    throw error
  }
}

/** Keeps what belongs to the column; false when it has been left. */
function isGoingOn(column: Column, found: readonly snmp.Varbind[], keep: Keep): boolean {
  for (const varbind of found) {
    const { oid } = varbind
    if (!oid.startsWith(`${column.base}.`)) return false
    const value = toValue(varbind)
    if (value === undefined) return false
    keep(column.place, oid.slice(column.base.length + 1), value)
    column.last = oid
  }
  return found.length > 0
}

function toValue(varbind: snmp.Varbind): SnmpValue | undefined {
  if (snmp.isVarbindError(varbind)) return undefined
  const { type, value } = varbind
  if (type === snmp.ObjectType.Counter64 && Buffer.isBuffer(value)) {
    return value.length === 0 ? 0n : BigInt.asUintN(64, BigInt(`0x${value.toString('hex')}`))
  }
  return typeof value === 'number' || typeof value === 'string' || Buffer.isBuffer(value)
    ? value
    : undefined
}

function toFailure({ isGarbled, isLate }: Link, error: Error): SnmpFailure {
  if (error instanceof SnmpFailure) return error
  if (isLate) return new SnmpFailure('too-slow')
  const { name, message } = error
  if (name === 'RequestFailedError') {
    const failure = new SnmpFailure('refused')
    failure.cause = 'status' in error ? error.status : undefined
    return failure
  }
  if (name === 'ResponseInvalidError') {
    const code = 'code' in error ? error.code : undefined
    return new SnmpFailure(REPORTS[message] ?? reasonOf(code))
  }
  // Nobody answered in time, or the network has no way there.
  return new SnmpFailure(isGarbled ? 'bad-answer' : 'no-answer')
}

/** The reports of RFC 3414, 3.2, as the library words them. */
const REPORTS: Record<string, PollFailure> = {
  'Unsupported Security Level': 'refused',
  'Unknown User Name': 'unknown-user',
  'Decryption Error': 'wrong-cipher',
}

function reasonOf(code: unknown): PollFailure {
  if (code === snmp.ResponseInvalidCode.ECouldNotDecrypt) return 'wrong-cipher'
  return code === snmp.ResponseInvalidCode.EAuthFailure ? 'wrong-password' : 'bad-answer'
}
