import { useState } from 'react'
import { useUrlState } from '../../lib/url-state.ts'
import { PayerChoice } from './payer-choice.tsx'
import { PaymentForm } from './payment-form.tsx'
import { type PayerChoice as Choice, usePayer } from './use-payer.ts'

/** The cash desk on its own: words, `Enter`, the sum, `Ctrl+Enter`, and the next payer. */
export function AcceptPanel({ onClose }: { onClose: () => void }) {
  const [{ payer: asked }] = useUrlState()
  const [choice, choose] = useState<Choice | undefined>(
    /^\d+$/.test(asked ?? '') ? { subscriberId: Number(asked) } : undefined,
  )
  const { payer } = usePayer(choice)
  return (
    <PaymentForm
      contracts={payer?.contracts ?? []}
      contractId={payer?.contractId}
      payer={<PayerChoice choice={choice} onChoose={choose} />}
      onNext={() => choose(undefined)}
      onClose={onClose}
    />
  )
}
