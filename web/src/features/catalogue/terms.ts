import type { TariffVersion } from '@altyn/contract/catalogue'
import type { termsForm } from '@altyn/contract/catalogue/terms'
import type { z } from 'zod'

/** What a tariff costs and gives, as a form keeps it. */
export type TermsDraft = z.input<typeof termsForm>

/** The terms of a version as a form takes them over. */
export function toDraft(version: TariffVersion): TermsDraft {
  const { number, audience, from, until, publishedAt, publishedBy, ...terms } = version
  const { money, staff, 'own-wish': ownWish } = terms.blockFees
  return {
    ...terms,
    fee: terms.fee.amount,
    blockFees: { money: money.amount, staff: staff.amount, 'own-wish': ownWish.amount },
  }
}

export const FIRST_TERMS: TermsDraft = {
  fee: '',
  feePeriod: 'month',
  feeCharged: 'in-advance',
  blockPolicy: 'before-charge',
  speedDownKbps: 100_000,
  speedUpKbps: 100_000,
}
