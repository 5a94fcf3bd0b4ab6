import {
  closeSync,
  createReadStream,
  existsSync,
  fdatasyncSync,
  mkdirSync,
  openSync,
  readdirSync,
  renameSync,
  rmSync,
  writeSync,
} from 'node:fs'
import { join } from 'node:path'

/** Keeps entries on disk while the database is away. */
export type DiskJournal<Entry> = {
  /** Written and synced when it returns: whoever sent it may forget it. */
  append(entries: readonly Entry[]): void
  hasEntries(): boolean
  /** Hands everything kept to `replay`, batch by batch. Safe to kill: what is left comes again. */
  drain(replay: (entries: Entry[]) => Promise<void>): Promise<number>
}

/** How an entry becomes a line without breaks and comes back, and how many are replayed at once. */
export type JournalLines<Entry> = {
  toLine(entry: Entry): string
  fromLine(line: string): Entry
  atOnce: number
}

/** A journal in its own folder; `name` keeps processes that share the folder apart. */
export function createDiskJournal<Entry>(
  folder: string,
  name: string,
  { toLine, fromLine, atOnce }: JournalLines<Entry>,
): DiskJournal<Entry> {
  mkdirSync(folder, { recursive: true, mode: 0o700 })
  const current = join(folder, `${name}.current`)
  let file: number | undefined

  const waiting = () =>
    readdirSync(folder)
      .filter((entry) => entry.endsWith('.full'))
      .sort()

  /** What is written next begins a file, so that nothing is written behind a line cut short. */
  function turnOver(): void {
    if (file !== undefined) closeSync(file)
    file = undefined
    if (existsSync(current)) renameSync(current, join(folder, nextName(waiting(), name)))
  }

  turnOver()
  return {
    append(entries) {
      try {
        file ??= openSync(current, 'a', 0o600)
        for (let i = 0; i < entries.length; i += atOnce) {
          const lines = entries.slice(i, i + atOnce).map((entry) => `${toLine(entry)}\n`)
          writeWhole(file, Buffer.from(lines.join('')))
        }
        fdatasyncSync(file)
      } catch (error) {
        turnOver()
        throw error
      }
    },
    hasEntries: () => existsSync(current) || waiting().length > 0,
    async drain(replay) {
      turnOver()
      let count = 0
      for (const entry of waiting()) {
        let batch: Entry[] = []
        for await (const line of wholeLines(join(folder, entry))) {
          batch.push(fromLine(line))
          if (batch.length < atOnce) continue
          await replay(batch)
          count += batch.length
          batch = []
        }
        if (batch.length > 0) await replay(batch)
        count += batch.length
        rmSync(join(folder, entry), { force: true })
      }
      return count
    },
  }
}

/** A disk that is nearly full takes a part only. */
function writeWhole(file: number, bytes: Uint8Array): void {
  for (let at = 0; at < bytes.length; ) at += writeSync(file, bytes, at)
}

function nextName(existing: string[], name: string): string {
  const last = existing.findLast((entry) => entry.startsWith(`${name}.`))
  const number = Number(last?.split('.').at(-2) ?? 0) + 1
  return `${name}.${String(number).padStart(8, '0')}.full`
}

/** A last line cut short by a crash was never acknowledged: it is left out. */
async function* wholeLines(path: string): AsyncGenerator<string> {
  let rest = ''
  for await (const chunk of createReadStream(path, { encoding: 'utf8', highWaterMark: 1 << 20 })) {
    const lines = (rest + chunk).split('\n')
    rest = lines.pop() ?? ''
    yield* lines
  }
}
