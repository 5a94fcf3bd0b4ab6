import type { CallAllowance, CallBill } from '../../rating/rules/call-bill.ts'
import type { AmountTerms, PricedUsage } from '../../rating/rules/usage-price.ts'
import type { DayNumber, Month } from './day-number.ts'
import type { Adjustment, PriceStep } from './price.ts'

export type BlockKind = 'off' | 'staff' | 'own-wish' | 'money'
/** Blocks under which a fee of its own may be taken; what is switched off is never charged. */
export type ChargedBlock = Exclude<BlockKind, 'off'>

export type FeeTerms = {
  versionNumber: number
  from: DayNumber
  until: DayNumber | null
  audience: 'everybody' | 'new-accounts'
  feeMinor: bigint
  feePeriod: 'month' | 'day'
  feeCharged: 'in-advance' | 'at-end' | 'daily-parts'
  feeAnchor: 'calendar' | 'connection'
  firstPeriod: 'by-days' | 'full' | 'none'
  lastPeriod: 'by-days' | 'full' | 'none'
  blockFees: Record<ChargedBlock, bigint>
  /** The fee while blocked ends after so many days of the block. */
  blockFeeDaysMax: number | null
  blockPolicy: 'none' | 'after-debt' | 'before-charge'
  /** What traffic or time on-line costs beyond the fee. */
  metered?: AmountTerms | null
  /** Which minutes of calls are given with the fee. */
  calls?: CallAllowance | null
}
/** What an account can have at a recurring fee: a tariff, or a service beside it. */
export type Offer = { id: number; name: string; serviceClass: string; versions: FeeTerms[] }
/** That an account has an offer over a half-open span of days. */
export type Holding = {
  offerId: number
  quantity: number
  from: DayNumber
  until: DayNumber | null
}
/** Whole days without access: a day on which there was access at any hour does not belong to it. */
export type BlockedDays = { kind: BlockKind; from: DayNumber; until: DayNumber | null }
export type FeeFacts = {
  holdings: readonly Holding[]
  blocked: readonly BlockedDays[]
  adjustments: readonly Adjustment[]
}
export type FeeQuestion = {
  month: Month
  asOf: DayNumber
  /** Only terms with this anchor count: the others have months of their own. */
  anchor?: FeeTerms['feeAnchor']
}

export type FeeLine = {
  offerId: number
  name: string
  serviceClass: string
  versionNumber: number
  /** `active`, or the block under whose fee these days fall. */
  state: 'active' | ChargedBlock
  /** The price as published: for a month, for a day, or once. */
  feeMinor: bigint
  feePeriod: 'month' | 'day' | 'once'
  quantity: number
  /** What personal terms made of the price, step by step. */
  steps: PriceStep[]
  from: DayNumber
  until: DayNumber
  days: number
  amountMinor: bigint
  /** How much was used and what of it is paid for; only of usage. */
  priced?: PricedUsage & { unit: AmountTerms['unit'] }
  /** Which calls were made and what of them is paid for; only of calls. */
  bill?: CallBill
}
/** What the fee of one month comes to, by what is known as of a day. */
export type FeeDue = {
  dueMinor: bigint
  lines: FeeLine[]
  /** Days of the month not charged because of a block, by its kind. */
  freeDays: Partial<Record<BlockKind, number>>
}

export const NOTHING_DUE: FeeDue = { dueMinor: 0n, lines: [], freeDays: {} }

export type Period = { months: readonly Month[]; asOf: DayNumber }

/** What one part of an account's charges comes to for one month, or for one day. */
export type Due = FeeDue & {
  /** Names the part within the account: `fee`, `service:5`, `exit:5`. */
  component: string
  kind: 'fee' | 'service' | 'one-off' | 'activation' | 'exit' | 'instalment' | 'usage' | 'calls'
  month: Month
  /** Under `before-charge` it is not posted until the money covers it. */
  mayWait: boolean
}
