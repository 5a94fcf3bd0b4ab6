import { createDiskJournal, type DiskJournal } from '#platform/disk-journal'
import type { AccountingRecord } from '../../usage/index.ts'

const LINES_PER_BATCH = 1000

/** Keeps accounting on disk while the database is away. */
export type AccountingJournal = DiskJournal<AccountingRecord>

/** A journal in its own folder; `name` keeps processes that share the folder apart. */
export function createAccountingJournal(folder: string, name: string): AccountingJournal {
  return createDiskJournal(folder, name, { toLine, fromLine, atOnce: LINES_PER_BATCH })
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

function fromLine(line: string): AccountingRecord {
  const kept = JSON.parse(line)
  return {
    // Lines of before there were guests.
    isGuest: false,
    guestAccountId: null,
    isTrafficIgnored: false,
    // Lines of before option 82 was read.
    line: '',
    ...kept,
    // Lines that were written before servers' promises were kept have none.
    interimSeconds: kept.interimSeconds ?? null,
    at: Temporal.Instant.from(kept.at),
    octetsIn: BigInt(kept.octetsIn),
    octetsOut: BigInt(kept.octetsOut),
  }
}
