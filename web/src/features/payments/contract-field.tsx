import { useEffect, useEffectEvent, useState } from 'react'
import { useTexts } from '../../lib/i18n.ts'
import { ChoiceField } from '../../ui/fields/choice-field.tsx'
import { Money } from '../../ui/pieces/money.tsx'
import { PayerChoice } from './payer-choice.tsx'
import { type PayerChoice as Choice, usePayer } from './use-payer.ts'

type ContractFieldProps = {
  value?: number
  onChange?: (contractId: number | undefined) => void
  /** The contract that cannot be chosen. */
  exceptId?: number
}

/** A contract of any subscriber, found by anything that is known of them. */
export function ContractField({ value, onChange, exceptId }: ContractFieldProps) {
  const t = useTexts('payments')
  const [choice, setChoice] = useState<Choice>()
  const { payer } = usePayer(choice)
  const contracts = (payer?.contracts ?? []).filter(({ id }) => id !== exceptId)
  const meantId = contracts.find(({ id }) => id === payer?.contractId)?.id ?? contracts[0]?.id
  const take = useEffectEvent(() => {
    if (meantId !== undefined) onChange?.(meantId)
  })
  const choose = (next: Choice | undefined) => {
    setChoice(next)
    if (!next) onChange?.(undefined)
  }
  // biome-ignore lint/correctness/useExhaustiveDependencies: the contract is taken over when another one is meant, not at each drawing.
  useEffect(() => take(), [meantId])
  return (
    <>
      <PayerChoice choice={choice} onChoose={choose} exceptContractId={exceptId} />
      {contracts.length > 0 && (
        <ChoiceField
          label={t('contract')}
          value={value}
          onChange={onChange}
          choices={contracts.map(({ id, number, balance }) => ({
            value: id,
            title: number,
            aside: <Money value={balance} />,
          }))}
        />
      )}
    </>
  )
}

type ContractFilterProps = { value?: string; onChange?: (contractId: number | undefined) => void }

/** The same as a filter of a list, whose value stands in the address as text. */
export function ContractFilter({ value, onChange }: ContractFilterProps) {
  return <ContractField value={value ? Number(value) : undefined} onChange={onChange} />
}
