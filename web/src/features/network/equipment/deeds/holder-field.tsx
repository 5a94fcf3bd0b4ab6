import { readSubscriberCard, type SearchHit, type SubscriberCard } from '@altyn/contract/reports'
import { useEffect, useEffectEvent, useState } from 'react'
import { useTexts } from '../../../../lib/i18n.ts'
import { useCall } from '../../../../lib/use-call.ts'
import { AlertLine } from '../../../../ui/feedback/alert-line.tsx'
import { ChoiceField } from '../../../../ui/fields/choice-field.tsx'
import { SubscriberPicker } from '../subscriber-picker.tsx'

export type HolderValue = { contractId: number; accountId: number | null }
type HolderFieldProps = {
  id?: string
  value?: HolderValue
  onChange?: (holder: HolderValue | undefined) => void
  /** Whose it is to be; without one the subscriber is looked for. */
  subscriberId?: number
}

/** To whom: an account, or a contract as a whole. What was meant by the search is chosen at once. */
export function HolderField({ id, value, onChange, subscriberId }: HolderFieldProps) {
  const t = useTexts('equipment')
  const [hit, setHit] = useState<SearchHit>()
  const whose = subscriberId ?? hit?.subscriberId ?? undefined
  const card = useCall(
    readSubscriberCard,
    { params: { id: whose ?? 0 } },
    { isEnabled: whose !== undefined },
  )
  const known = card.data?.subscriber.id === whose ? card.data : undefined
  const choices = known ? choicesOf(known, t('handOut.wholeContract')) : []
  const meant = choices.find(({ of }) => hit && of === `${hit.kind} ${hit.id}`) ?? choices[0]
  const take = useEffectEvent(() => onChange?.(meant?.holder))
  // biome-ignore lint/correctness/useExhaustiveDependencies: taken over when another one is meant, not at each drawing.
  useEffect(() => take(), [meant?.of])
  const keyOf = (holder: HolderValue | undefined) =>
    choices.find(
      (choice) =>
        choice.holder.contractId === holder?.contractId &&
        choice.holder.accountId === holder?.accountId,
    )?.of
  return (
    <>
      {subscriberId === undefined && <SubscriberPicker id={id} value={whose} onHit={setHit} />}
      {choices.length > 0 && (
        <ChoiceField
          label={t('handOut.whom')}
          value={keyOf(value)}
          onChange={(of) => onChange?.(choices.find((choice) => choice.of === of)?.holder)}
          choices={choices.map(({ of, title, note }) => ({ value: of, title, note }))}
        />
      )}
      {known && choices.length === 0 && <AlertLine tone="warn" title={t('handOut.noContracts')} />}
    </>
  )
}

type HolderChoice = { of: string; holder: HolderValue; title: string; note: string }

/** Accounts that are open, and each contract as a whole. */
function choicesOf({ contracts }: SubscriberCard, wholeContract: string): HolderChoice[] {
  const open = contracts.filter(({ contract }) => contract.closedOn === null)
  return open.flatMap(({ contract, accounts }) => [
    ...accounts
      .filter(({ closedAt }) => closedAt === null)
      .map(({ id, login, tariffName }) => ({
        of: `account ${id}`,
        holder: { contractId: contract.id, accountId: id },
        title: login,
        note: [contract.number, tariffName].filter(Boolean).join(' · '),
      })),
    {
      of: `contract ${contract.id}`,
      holder: { contractId: contract.id, accountId: null },
      title: contract.number,
      note: wholeContract,
    },
  ])
}
