import { createDiskJournal, type DiskJournal } from '#platform/disk-journal'
import type { TrafficSum } from '../rules/traffic-sums.ts'
import type { FlowBatch } from './take-batch.ts'

/** Keeps counted traffic on disk while the database is away. */
export type BatchJournal = DiskJournal<FlowBatch>

/** A journal in its own folder; `name` keeps processes that share the folder apart. */
export function createBatchJournal(folder: string, name: string): BatchJournal {
  return createDiskJournal(folder, name, { toLine, fromLine, atOnce: 1 })
}

function toLine({ instance, number, sums }: FlowBatch): string {
  const rows = sums.map((sum) => [
    sum.accountId,
    sum.contractId,
    sum.hourMs,
    sum.category,
    String(sum.octetsIn),
    String(sum.octetsOut),
  ])
  return JSON.stringify({ instance, number, rows })
}

type Row = [number, number, number, string, string, string]

function fromLine(line: string): FlowBatch {
  const { instance, number, rows }: { instance: string; number: number; rows: Row[] } =
    JSON.parse(line)
  const sums = rows.map(
    ([accountId, contractId, hourMs, category, octetsIn, octetsOut]): TrafficSum => ({
      accountId,
      contractId,
      hourMs,
      category,
      octetsIn: BigInt(octetsIn),
      octetsOut: BigInt(octetsOut),
    }),
  )
  return { instance, number, sums }
}
