import type { ResponseOf } from '@altyn/contract/route'
import { listAudit } from '@altyn/contract/staff'
import { type Contract, listCreditLimits, type Subscriber } from '@altyn/contract/subscribers'
import { type UseQueryResult, useQueries } from '@tanstack/react-query'
import { call } from '../../lib/api-client.ts'
import { formatMoney, readAmount } from '../../lib/format/money.ts'
import { useLanguage, useTexts } from '../../lib/i18n.ts'
import { useCurrency } from '../../lib/operator.ts'
import { usePermissions } from '../../lib/permissions.ts'
import { callKey } from '../../lib/use-call.ts'
import type { HistoryItem } from '../../ui/pieces/history-list.tsx'
import { deedKey, isToldElsewhere } from './deed-words.ts'

type AuditEntry = ResponseOf<typeof listAudit>['items'][number]

const AUDIT_SHOWN = 100

/** A line of the audit; what the history of the object tells as well is marked. */
export type AuditItem = HistoryItem & { isToldElsewhere: boolean }

export type CardHistory<Item extends HistoryItem = HistoryItem> = {
  items: readonly Item[] | undefined
  error: Error | null
}

/** The credit limits of contracts as lines of a history; undefined while they are read. */
export function useCreditHistory(contracts: readonly Contract[]): CardHistory {
  const t = useTexts('subscribers')
  const [language] = useLanguage()
  const answers = useQueries({
    queries: contracts.map(({ id }) => ({
      queryKey: callKey(listCreditLimits, { params: { id } }),
      queryFn: () => call(listCreditLimits, { params: { id } }),
    })),
  })
  return collect(answers, (data, index) =>
    data.items.map(({ from, amount, author, reason }) => ({
      key: `credit-${index}-${from}`,
      at: from,
      tone: 'note',
      text: t(reason ? 'history.creditFor' : 'history.credit', {
        number: contracts[index]?.number,
        amount: formatMoney(amount, language),
        reason,
      }),
      who: author,
    })),
  )
}

type Question = { objectKind?: string; objectId?: string; contractId?: number }

/** Who did what with a card, its contracts and its accounts; for those who may read the audit. */
export function useAuditHistory(
  subscriber: Subscriber,
  accountIds: readonly number[],
): CardHistory<AuditItem> {
  const can = usePermissions()
  const lineOf = useAuditLine()
  const contractIds = subscriber.contracts.map(({ id }) => id)
  const questions: Question[] = [
    { objectKind: 'subscribers', objectId: String(subscriber.id) },
    { objectKind: 'subscribers/subscribers', objectId: String(subscriber.id) },
    ...contractIds.map((contractId) => ({ contractId })),
    ...contractIds.map((id) => ({ objectKind: 'subscribers/contracts', objectId: String(id) })),
    ...accountIds.map((id) => ({ objectKind: 'accounts', objectId: String(id) })),
    ...accountIds.map((id) => ({ objectKind: 'blocking/accounts', objectId: String(id) })),
  ]
  const answers = useQueries({
    queries: (can('staff.audit') ? questions : []).map((question) => ({
      queryKey: callKey(listAudit, { query: question }),
      queryFn: () => call(listAudit, { query: { ...question, limit: AUDIT_SHOWN } }),
    })),
  })
  const { items, error } = collect(answers, (data) => data.items.map(lineOf))
  // The same deed may concern both the contract and the account that were asked for.
  const unique = items && [...new Map(items.map((item) => [item.key, item])).values()]
  return { items: unique, error }
}

function useAuditLine(): (entry: AuditEntry) => AuditItem {
  const t = useTexts('subscribers')
  const [language] = useLanguage()
  const currency = useCurrency()
  return ({ id, at, deed, actorName, details }) => {
    const key = deedKey(deed)
    const amount = textOf(details.amount)
    const isAmount = readAmount(amount) !== undefined
    const about = isAmount ? formatMoney({ amount, currency }, language) : textOf(details.login)
    const words = [key ? t(`deed.${key}`) : deed, about].filter(Boolean).join(' · ')
    const reason = textOf(details.reason)
    const told = reason === '' ? words : t('history.withReason', { words, reason })
    const isRefused = textOf(details.refused) !== ''
    return {
      key: `audit-${id}`,
      at,
      tone: isRefused ? 'warn' : 'quiet',
      text: isRefused ? t('history.refused', { words: told }) : told,
      who: actorName,
      isToldElsewhere: !isRefused && isToldElsewhere(deed),
    }
  }
}

function textOf(detail: unknown): string {
  return typeof detail === 'string' ? detail : ''
}

/** All lines once every answer is there, or the first failure. */
function collect<Answer, Item extends HistoryItem>(
  answers: readonly UseQueryResult<Answer>[],
  linesOf: (answer: Answer, index: number) => Item[],
): CardHistory<Item> {
  const error = answers.find((answer) => answer.error)?.error ?? null
  if (answers.some(({ isPending }) => isPending)) return { items: undefined, error }
  const items = answers.flatMap(({ data }, index) => (data ? linesOf(data, index) : []))
  return { items, error }
}
