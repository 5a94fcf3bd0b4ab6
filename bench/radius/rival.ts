import type { AccountingTotals } from './load/accounting-deck.ts'

/** A RADIUS server under measurement: ours or the peer, seen the same way. */
export type Rival = {
  name: string
  authPort: number
  acctPort: number
  pid: number
  /** What its database holds of one accounting run. */
  readTotals(run: string): Promise<AccountingTotals>
  stop(): Promise<void>
}
