import {
  closeSync,
  existsSync,
  fdatasyncSync,
  mkdirSync,
  openSync,
  readdirSync,
  readFileSync,
  renameSync,
  rmSync,
  writeSync,
} from 'node:fs'
import { join } from 'node:path'
import type { AccountingRecord } from '../../usage/index.ts'

const LINES_PER_BATCH = 1000

/** Keeps accounting on disk while the database is away. */
export type AccountingJournal = {
  /** Written and synced when it returns: the packet may be acknowledged. */
  append(records: readonly AccountingRecord[]): void
  hasEntries(): boolean
  /** Hands everything kept to `replay`, batch by batch. Safe to kill: what is left comes again. */
  drain(replay: (records: AccountingRecord[]) => Promise<void>): Promise<number>
}

/** A journal in its own folder; `name` keeps processes that share the folder apart. */
export function createAccountingJournal(folder: string, name: string): AccountingJournal {
  mkdirSync(folder, { recursive: true, mode: 0o700 })
  const current = join(folder, `${name}.current`)
  let file: number | undefined

  const waiting = () =>
    readdirSync(folder)
      .filter((entry) => entry.endsWith('.full'))
      .sort()

  return {
    append(records) {
      file ??= openSync(current, 'a', 0o600)
      writeSync(file, records.map((record) => `${toLine(record)}\n`).join(''))
      fdatasyncSync(file)
    },
    hasEntries: () => existsSync(current) || waiting().length > 0,
    async drain(replay) {
      if (file !== undefined) closeSync(file)
      file = undefined
      if (existsSync(current)) renameSync(current, join(folder, nextName(waiting(), name)))
      let count = 0
      for (const entry of waiting()) {
        const records = readRecords(join(folder, entry))
        for (let i = 0; i < records.length; i += LINES_PER_BATCH) {
          await replay(records.slice(i, i + LINES_PER_BATCH))
        }
        count += records.length
        rmSync(join(folder, entry))
      }
      return count
    },
  }
}

function nextName(existing: string[], name: string): string {
  const last = existing.findLast((entry) => entry.startsWith(`${name}.`))
  const number = Number(last?.split('.').at(-2) ?? 0) + 1
  return `${name}.${String(number).padStart(8, '0')}.full`
}

function toLine(record: AccountingRecord): string {
  const { at, octetsIn, octetsOut, ...plain } = record
  return JSON.stringify({
    ...plain,
    at: at.toString(),
    octetsIn: String(octetsIn),
    octetsOut: String(octetsOut),
  })
}

/** A last line cut short by a crash was never acknowledged: it is left out. */
function readRecords(path: string): AccountingRecord[] {
  const lines = readFileSync(path, 'utf8').split('\n')
  return lines.slice(0, -1).map((line) => {
    const kept = JSON.parse(line)
    return {
      ...kept,
      at: Temporal.Instant.from(kept.at),
      octetsIn: BigInt(kept.octetsIn),
      octetsOut: BigInt(kept.octetsOut),
    }
  })
}
