import * as contract from '@altyn/contract/accounts/personal-terms'
import { formatAmount, parseAmount } from '@altyn/money'
import { answer } from '#platform/http/answer'
import { toApiTime } from '#platform/http/api-values'
import { refuseField } from '#platform/refusal'
import { findAccounts } from '../find-account.ts'
import { agreeTerm, cancelTerm, endTerm } from './agree-term.ts'
import {
  type PersonalTermKind,
  type PersonalTermRow,
  selectPersonalTerms,
} from './personal-terms.store.ts'

const WHOLE_BASIS_POINTS = 10_000n
const BASIS_POINTS_DIGITS = 4

export const personalTermsRoutes = [
  answer(contract.listPersonalTerms, async (ctx, { query }) => {
    const accounts = await findAccounts(ctx, { contractIds: [query.contractId] })
    const terms = await selectPersonalTerms(
      ctx,
      accounts.map(({ id }) => id),
    )
    return { items: terms.map(toApiTerm) }
  }),
  answer(contract.agreePersonalTerm, async (ctx, { params, body }) => {
    const { from, until, amount, ...form } = body
    const agreed = await agreeTerm(ctx, {
      ...form,
      accountId: params.accountId,
      amount: parseTermAmount(form.kind, amount),
      from: Temporal.PlainDate.from(from),
      until: until === null ? null : Temporal.PlainDate.from(until),
      source: 'staff',
    })
    return toApiTerm(agreed)
  }),
  answer(contract.endPersonalTerm, async (ctx, { params, body }) => {
    const until = body.until === null ? null : Temporal.PlainDate.from(body.until)
    return toApiTerm(await endTerm(ctx, { id: params.id, until }))
  }),
  answer(contract.cancelPersonalTerm, async (ctx, { params }) =>
    toApiTerm(await cancelTerm(ctx, params.id)),
  ),
]

/** Minor units of money, or basis points: a coefficient 0.5 is 5000, and so is 50 per cent. */
function parseTermAmount(kind: PersonalTermKind, text: string): bigint {
  const [, fraction = ''] = text.split('.')
  if (kind === 'coefficient') {
    const [whole = '0'] = text.split('.')
    return BigInt(whole) * WHOLE_BASIS_POINTS + BigInt(fraction.padEnd(BASIS_POINTS_DIGITS, '0'))
  }
  if (fraction.length > 2) throw refuseField('accounts.too-fine', 'amount')
  const amount = parseAmount(text)
  if (kind === 'percent' && amount > WHOLE_BASIS_POINTS) {
    throw refuseField('accounts.discount-above-whole', 'amount')
  }
  return amount
}

function toApiTerm(row: PersonalTermRow): contract.PersonalTerm {
  return {
    ...row,
    amount: row.kind === 'coefficient' ? coefficientText(row.amount) : formatAmount(row.amount),
    from: toApiTime(row.from),
    until: toApiTime(row.until),
    agreedAt: toApiTime(row.agreedAt),
    cancelledAt: toApiTime(row.cancelledAt),
  }
}

function coefficientText(basisPoints: bigint): string {
  const fraction = String(basisPoints % WHOLE_BASIS_POINTS).padStart(BASIS_POINTS_DIGITS, '0')
  return `${basisPoints / WHOLE_BASIS_POINTS}.${fraction}`
}
