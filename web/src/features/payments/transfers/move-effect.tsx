import { Form } from 'antd'
import { isNegative, isZero, readAmount } from '../../../lib/format/money.ts'
import { useDraft } from '../../../ui/fields/draft-form.tsx'
import { BalanceEffect } from '../balance-effect.tsx'

export type MovingContract = {
  id: number
  number: string
  balance: { amount: string; currency: string }
}
type MoveEffectProps = {
  contract: MovingContract
  /** The amount leaves the contract, or comes to it. */
  sign: '-' | ''
}

/** Where the amount in the form takes the balance, and that of the contract that gets it. */
export function MoveEffect({ contract, sign }: MoveEffectProps) {
  const { form } = useDraft()
  const typed: unknown = Form.useWatch('amount', form)
  const toId: unknown = Form.useWatch('toContractId', form)
  const amount = typeof typed === 'string' ? readAmount(typed) : undefined
  if (amount === undefined || isZero(amount) || isNegative(amount)) return null
  const { currency } = contract.balance
  const from = {
    contractId: contract.id,
    contractNumber: contract.number,
    change: `${sign}${amount}`,
    currency,
  }
  const to = typeof toId === 'number' ? [{ contractId: toId, change: amount, currency }] : []
  return <BalanceEffect moves={[from, ...to]} />
}
