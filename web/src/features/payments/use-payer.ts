import { readSubscriberCard, type SubscriberCard } from '@altyn/contract/reports'
import { useCall } from '../../lib/use-call.ts'
import type { PayableContract } from './payable-contract.ts'

/** Whom the search has found: a subscriber, and what exactly of theirs the words meant. */
export type PayerChoice = { subscriberId: number; contractId?: number; accountId?: number }

export type Payer = {
  subscriberId: number
  name: string
  address: string
  contracts: readonly PayableContract[]
  /** The contract that was meant. */
  contractId: number | undefined
}

/** Reads the contracts of the chosen payer with their money. */
export function usePayer(choice: PayerChoice | undefined): {
  payer: Payer | undefined
  error: unknown
} {
  const id = choice?.subscriberId
  const { data, error } = useCall(
    readSubscriberCard,
    { params: { id: id ?? 0 } },
    { isEnabled: id !== undefined },
  )
  if (!choice || !data || data.subscriber.id !== id) return { payer: undefined, error }
  return { payer: toPayer(data, choice), error: undefined }
}

function toPayer({ subscriber, contracts }: SubscriberCard, choice: PayerChoice): Payer {
  const open = contracts.filter(({ contract }) => contract.closedOn === null)
  const shown = open.length > 0 ? open : contracts
  const meant = shown.find(
    ({ contract, accounts }) =>
      contract.id === choice.contractId || accounts.some(({ id }) => id === choice.accountId),
  )
  return {
    subscriberId: subscriber.id,
    name: subscriber.name,
    address: subscriber.addresses[0]?.fullText ?? '',
    contracts: shown.map(({ contract, money }) => ({
      id: contract.id,
      number: contract.number,
      balance: money.balance,
      toPay: money.toPay,
    })),
    contractId: (meant ?? shown[0])?.contract.id,
  }
}
