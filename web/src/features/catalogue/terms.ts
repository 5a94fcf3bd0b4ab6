import type { TariffVersion, termsForm } from '@altyn/contract/catalogue'
import type { z } from 'zod'

/** What a tariff costs and gives, as a form keeps it. */
export type TermsDraft = z.input<typeof termsForm>

/** The terms of a version as a form takes them over. */
export function toDraft(version: TariffVersion): TermsDraft {
  const { fee, feePeriod, feeCharged, blockPolicy, speedDownKbps, speedUpKbps } = version
  return { fee: fee.amount, feePeriod, feeCharged, blockPolicy, speedDownKbps, speedUpKbps }
}

export const FIRST_TERMS: TermsDraft = {
  fee: '',
  feePeriod: 'month',
  feeCharged: 'in-advance',
  blockPolicy: 'before-charge',
  speedDownKbps: 100_000,
  speedUpKbps: 100_000,
}
