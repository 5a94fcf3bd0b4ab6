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

/** What a new tariff begins with: a plain monthly fee in advance. */
export const FIRST_TERMS: TermsDraft = {
  fee: '',
  feePeriod: 'month',
  feeCharged: 'in-advance',
  feeAnchor: 'calendar',
  firstPeriod: 'by-days',
  lastPeriod: 'by-days',
  blockFees: { money: '0', staff: '0', 'own-wish': '0' },
  blockFeeDaysMax: null,
  coefficientMin: 10_000,
  coefficientMax: 10_000,
  blockPolicy: 'before-charge',
  speedDownKbps: 100_000,
  speedUpKbps: 100_000,
  speedRules: [],
}
