import {
  readSubscriberCard,
  type SearchHit,
  type SubscriberCard,
  searchAnything,
} from '@altyn/contract/reports'
import { Select } from 'antd'
import { useDeferredValue, useEffect, useEffectEvent, useState } from 'react'
import { useTexts } from '../../../../lib/i18n.ts'
import { useCall } from '../../../../lib/use-call.ts'
import { AlertLine } from '../../../../ui/feedback/alert-line.tsx'
import { ChoiceField } from '../../../../ui/fields/choice-field.tsx'

const LETTERS_MIN = 2

type AccountFieldProps = {
  id?: string
  value?: number
  onChange?: (id: number | undefined) => void
}

/** An account of any subscriber, found by anything that is known of them. */
export function AccountField({ id, value, onChange }: AccountFieldProps) {
  const t = useTexts('devices')
  const words = useTexts('accounts')
  const [hit, setHit] = useState<SearchHit>()
  const subscriberId = hit?.subscriberId ?? undefined
  const card = useCall(
    readSubscriberCard,
    { params: { id: subscriberId ?? 0 } },
    { isEnabled: subscriberId !== undefined },
  )
  const isRead = card.data?.subscriber.id === subscriberId
  const accounts = isRead && card.data ? openAccounts(card.data) : []
  const meant = accounts.find((row) => hit?.kind === 'account' && String(row.id) === hit.id)
  const meantId = (meant ?? accounts[0])?.id
  const take = useEffectEvent(() => onChange?.(meantId))
  // biome-ignore lint/correctness/useExhaustiveDependencies: the account is taken over when another one is meant, not at each drawing.
  useEffect(() => take(), [meantId])
  return (
    <>
      <SubscriberSearch id={id} onChoose={setHit} />
      {accounts.length > 0 && (
        <ChoiceField
          label={t('bind.account')}
          value={value}
          onChange={onChange}
          choices={accounts.map((row) => ({
            value: row.id,
            title: row.login,
            note: [row.contractNumber, row.tariffName].filter(Boolean).join(' · '),
            aside: words(`state.${row.state}`),
          }))}
        />
      )}
      {isRead && accounts.length === 0 && <AlertLine tone="warn" title={t('bind.noAccounts')} />}
    </>
  )
}

type SubscriberSearchProps = { id?: string; onChoose: (hit: SearchHit) => void }

function SubscriberSearch({ id, onChoose }: SubscriberSearchProps) {
  const t = useTexts('devices')
  const [typed, setTyped] = useState('')
  const q = useDeferredValue(typed.trim())
  const isAsked = q.length >= LETTERS_MIN
  const found = useCall(searchAnything, { query: { q } }, { isEnabled: isAsked })
  const hits = isAsked ? (found.data?.items ?? []).filter(leadsToAccounts) : []
  const keyOf = (hit: SearchHit) => `${hit.kind} ${hit.id}`
  return (
    <Select<string>
      id={id}
      showSearch={{ onSearch: setTyped, filterOption: false }}
      loading={isAsked && found.isFetching}
      placeholder={t('bind.search')}
      notFoundContent={t(isAsked ? 'bind.notFound' : 'bind.typeMore')}
      options={hits.map((hit) => ({
        value: keyOf(hit),
        label: [hit.title, hit.subtitle].filter(Boolean).join(' · '),
      }))}
      onChange={(key) => {
        const hit = hits.find((candidate) => keyOf(candidate) === key)
        if (hit) onChoose(hit)
      }}
    />
  )
}

function leadsToAccounts({ kind, subscriberId }: SearchHit): boolean {
  return subscriberId !== null && kind !== 'payment' && kind !== 'session'
}

function openAccounts({ contracts }: SubscriberCard) {
  return contracts.flatMap(({ contract, accounts }) =>
    accounts
      .filter(({ closedAt }) => closedAt === null)
      .map((row) => ({ ...row, contractNumber: contract.number })),
  )
}
