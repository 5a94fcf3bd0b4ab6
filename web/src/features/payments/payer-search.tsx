import { type SearchHit, searchAnything } from '@altyn/contract/reports'
import { SearchOutlined } from '@ant-design/icons'
import { Input } from 'antd'
import { type KeyboardEvent, useEffect, useEffectEvent, useId, useState } from 'react'
import { failureText } from '../../lib/failure-text.ts'
import { useTexts } from '../../lib/i18n.ts'
import { useCall } from '../../lib/use-call.ts'
import { AlertLine } from '../../ui/feedback/alert-line.tsx'
import styles from './payer-search.module.css'
import type { PayerChoice } from './use-payer.ts'

const PAUSE_MILLISECONDS = 150
const WORDS_LENGTH_MIN = 2
const SHOWN_MAX = 8

type PayerSearchProps = {
  onChoose: (choice: PayerChoice) => void
  /** A contract that makes no sense here: the one the money lies on already. */
  exceptContractId?: number
  id?: string
}

/**
 * Finds who pays by anything that is known of them. `Enter` takes the first one found, even when
 * it was pressed before the answer came: a practised hand is faster than the network.
 */
export function PayerSearch({ onChoose, exceptContractId, id }: PayerSearchProps) {
  const t = useTexts('payments')
  const listId = useId()
  const search = useHits(exceptContractId)
  const [at, setAt] = useState(0)
  const [isHurried, setHurried] = useState(false)
  const { hits } = search
  const first = hits[0]
  const take = useEffectEvent((hit: SearchHit) => {
    setHurried(false)
    onChoose(toChoice(hit))
  })
  useEffect(() => {
    if (isHurried && !search.isPending && first) take(first)
  }, [isHurried, search.isPending, first])
  const press = (event: KeyboardEvent) => {
    const step = { ArrowDown: 1, ArrowUp: -1 }[event.key]
    if (step !== undefined) {
      event.preventDefault()
      setAt(Math.max(0, Math.min(hits.length - 1, at + step)))
    }
    if (event.key !== 'Enter' || event.ctrlKey) return
    event.preventDefault()
    const hit = hits[at]
    if (search.isPending || !hit) setHurried(true)
    else onChoose(toChoice(hit))
  }
  return (
    <div className={styles.search}>
      <Input
        id={id}
        size="large"
        prefix={<SearchOutlined aria-hidden />}
        placeholder={t('search.hint')}
        aria-label={t('search.label')}
        role="combobox"
        aria-expanded={hits.length > 0}
        aria-controls={listId}
        aria-activedescendant={hits[at] && `${listId}-${at}`}
        autoComplete="off"
        autoFocus
        value={search.typed}
        onChange={(event) => {
          search.setTyped(event.target.value)
          setAt(0)
          setHurried(false)
        }}
        onKeyDown={press}
      />
      {search.failure && <AlertLine tone="bad" {...search.failure} />}
      <div id={listId} role="listbox" aria-label={t('search.found')} className={styles.hits}>
        {hits.map((hit, index) => (
          <HitLine
            key={`${hit.kind}-${hit.id}`}
            id={`${listId}-${index}`}
            hit={hit}
            isCurrent={index === at}
            onChoose={() => onChoose(toChoice(hit))}
          />
        ))}
      </div>
      <SearchNote search={search} />
    </div>
  )
}

function HitLine(props: { id: string; hit: SearchHit; isCurrent: boolean; onChoose: () => void }) {
  const { id, hit, isCurrent, onChoose } = props
  const t = useTexts('payments')
  return (
    <button
      type="button"
      id={id}
      role="option"
      aria-selected={isCurrent}
      tabIndex={-1}
      className={styles.hit}
      // The focus stays with the words, so that the search can go on.
      onMouseDown={(event) => event.preventDefault()}
      onClick={onChoose}
    >
      <span className={styles.hitTitle}>{hit.title}</span>
      <span className={styles.hitKind}>{t(`search.kind.${hit.kind}`)}</span>
      <span className={styles.hitSubtitle}>{hit.subtitle}</span>
    </button>
  )
}

function SearchNote({ search }: { search: ReturnType<typeof useHits> }) {
  const t = useTexts('payments')
  if (search.hits.length > 0 || search.failure) return null
  const words = search.typed.trim()
  if (words.length < WORDS_LENGTH_MIN) return <p className={styles.note}>{t('search.help')}</p>
  return <p className={styles.note}>{t(search.isPending ? 'search.pending' : 'search.nothing')}</p>
}

function useHits(exceptContractId: number | undefined) {
  const [typed, setTyped] = useState('')
  const [words, setWords] = useState('')
  useEffect(() => {
    const timer = setTimeout(() => setWords(typed.trim()), PAUSE_MILLISECONDS)
    return () => clearTimeout(timer)
  }, [typed])
  const isAsked = words.length >= WORDS_LENGTH_MIN
  const answer = useCall(searchAnything, { query: { q: words } }, { isEnabled: isAsked })
  const isPending = words !== typed.trim() || (isAsked && answer.isFetching)
  const hits = isAsked && typed.trim().length >= WORDS_LENGTH_MIN ? (answer.data?.items ?? []) : []
  return {
    typed,
    setTyped,
    isPending,
    hits: payersOf(hits, { words, exceptContractId }),
    failure: answer.error && isAsked ? failureText(answer.error) : undefined,
  }
}

/** A payer found in several ways stands once; payments and unknown sessions lead to nobody's contract. */
function payersOf(
  items: readonly SearchHit[],
  { words, exceptContractId }: { words: string; exceptContractId: number | undefined },
): SearchHit[] {
  const seen = new Set<string>()
  const kept = items.filter((hit) => {
    if (hit.subscriberId === null || hit.kind === 'payment') return false
    if (hit.kind === 'contract' && Number(hit.id) === exceptContractId) return false
    const key = `${hit.subscriberId} ${hit.kind} ${hit.kind === 'subscriber' ? '' : hit.id}`
    if (seen.has(key)) return false
    seen.add(key)
    return true
  })
  const ranked = kept.toSorted((one, other) => rankOf(one, words) - rankOf(other, words))
  return ranked.slice(0, SHOWN_MAX)
}

/** What begins with the words is meant more often than what has them somewhere inside. */
function rankOf({ title }: SearchHit, words: string): number {
  const at = ` ${title.toLowerCase()}`.indexOf(` ${words.toLowerCase()}`)
  return at === 0 ? 0 : at > 0 ? 1 : 2
}

function toChoice({ kind, id, subscriberId }: SearchHit): PayerChoice {
  return {
    subscriberId: subscriberId ?? Number(id),
    ...(kind === 'contract' && { contractId: Number(id) }),
    ...(kind === 'account' && { accountId: Number(id) }),
  }
}
