import { readFileSync } from 'node:fs'

/** The kernel counts in hundredths of a second for every program. */
const MICROSECONDS_PER_TICK = 10_000
const USER_TICKS = 11
const SYSTEM_TICKS = 12

/** Microseconds of processor that a process has used with all its threads. */
export function processorTimeOf(pid: number): number {
  const stat = readFileSync(`/proc/${pid}/stat`, 'utf8')
  // The name of the program comes second, in brackets, and may hold anything.
  const fields = stat.slice(stat.lastIndexOf(')') + 2).split(' ')
  const ticks = Number(fields[USER_TICKS]) + Number(fields[SYSTEM_TICKS])
  return ticks * MICROSECONDS_PER_TICK
}
