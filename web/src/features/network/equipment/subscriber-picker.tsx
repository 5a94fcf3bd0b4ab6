import { readSubscriberCard, type SearchHit, searchAnything } from '@altyn/contract/reports'
import { Select } from 'antd'
import { useDeferredValue, useState } from 'react'
import { useTexts } from '../../../lib/i18n.ts'
import { useCall } from '../../../lib/use-call.ts'
import styles from './equipment.module.css'

const LETTERS_MIN = 2
const LEADING: ReadonlySet<SearchHit['kind']> = new Set(['subscriber', 'contract', 'account'])

type SubscriberPickerProps = {
  id?: string
  value?: number | string
  onChange?: (id: number | undefined) => void
  /** What exactly was meant: the subscriber, a contract or an account. */
  onHit?: (hit: SearchHit | undefined) => void
}

/** A subscriber, found by a name, a contract, a login or anything else that the search knows. */
export function SubscriberPicker({ id, value, onChange, onHit }: SubscriberPickerProps) {
  const t = useTexts('equipment')
  const [typed, setTyped] = useState('')
  const q = useDeferredValue(typed.trim())
  const isAsked = q.length >= LETTERS_MIN
  const found = useCall(searchAnything, { query: { q } }, { isEnabled: isAsked })
  const hits = (isAsked ? (found.data?.items ?? []) : []).filter(
    ({ kind, subscriberId }) => LEADING.has(kind) && subscriberId !== null,
  )
  const keyOf = (hit: SearchHit) => `${hit.kind} ${hit.id}`
  const [chosen, setChosen] = useState<SearchHit>()
  const name = useSubscriberName(value === undefined || chosen ? undefined : String(value))
  const labelOf = ({ title, subtitle }: SearchHit) => [title, subtitle].filter(Boolean).join(' · ')
  const choose = (key: string | undefined) => {
    const hit = hits.find((candidate) => keyOf(candidate) === key)
    setChosen(hit)
    onChange?.(hit?.subscriberId ?? undefined)
    onHit?.(hit)
  }
  return (
    <Select<string>
      id={id}
      className={styles.wide}
      value={(chosen && labelOf(chosen)) || name || undefined}
      allowClear
      showSearch={{ onSearch: setTyped, filterOption: false }}
      loading={isAsked && found.isFetching}
      placeholder={t('picker.subscriber')}
      notFoundContent={t(isAsked ? 'picker.nobody' : 'picker.type')}
      options={hits.map((hit) => ({ value: keyOf(hit), label: labelOf(hit) }))}
      onChange={choose}
    />
  )
}

/** The name of a subscriber who is known by a number only: a link was opened. */
export function useSubscriberName(id: string | undefined): string {
  const card = useCall(
    readSubscriberCard,
    { params: { id: Number(id) } },
    { isEnabled: id !== undefined },
  )
  return id === undefined ? '' : (card.data?.subscriber.name ?? '')
}
