import { type Account, listAccountHistory } from '@altyn/contract/accounts'
import type { ResponseOf } from '@altyn/contract/route'
import { useQueries } from '@tanstack/react-query'
import { call } from '../../lib/api-client.ts'
import { type Texts, useTexts } from '../../lib/i18n.ts'
import { useZone } from '../../lib/operator.ts'
import { callKey } from '../../lib/use-call.ts'
import type { HistoryItem } from '../../ui/pieces/history-list.tsx'
import { useTariffs } from './tariff-picker.tsx'

type History = ResponseOf<typeof listAccountHistory>
export type AccountHistoryItem = HistoryItem & { subject: 'blocks' | 'tariffs' | 'addresses' }

/** Blocks, tariffs and addresses of some accounts as lines of a history; undefined while it is read. */
export function useAccountHistory(accounts: readonly Account[]): {
  items: readonly AccountHistoryItem[] | undefined
  error: Error | null
} {
  const t = useTexts('accounts')
  const zone = useZone()
  const { tariffs } = useTariffs()
  const nameOf = (id: number) =>
    tariffs.find((tariff) => tariff.id === id)?.name ?? t('history.tariffId', { id })
  const answers = useQueries({
    queries: accounts.map(({ id }) => ({
      queryKey: callKey(listAccountHistory, { params: { id } }),
      queryFn: () => call(listAccountHistory, { params: { id } }),
    })),
  })
  const error = answers.find((answer) => answer.error)?.error ?? null
  if (answers.some(({ isPending }) => isPending)) return { items: undefined, error }
  const items = answers.flatMap(({ data }, index) => {
    const account = accounts[index]
    if (!data || !account) return []
    const line = { account, t, zone }
    return [
      ...data.blocks.flatMap((block) => blockLines(block, line)),
      ...tariffLines(data.tariffs, nameOf, line),
      ...data.addresses.flatMap((lease) => addressLines(lease, line)),
      ...lifeLines(line),
    ]
  })
  return { items, error }
}

type Line = { account: Account; t: Texts; zone: string }

function blockLines(
  block: History['blocks'][number],
  { account: { login }, t }: Line,
): AccountHistoryItem[] {
  const key = `block-${block.id}`
  const begun: AccountHistoryItem = {
    key,
    at: block.from,
    subject: 'blocks',
    tone: block.kind === 'money' ? 'bad' : 'warn',
    text: withReason(t(`history.blocked.${block.kind}`, { login }), block.reason, t),
    who: authorName(block.author, t),
  }
  // A block planned to end by itself has not ended yet.
  if (block.until === null || block.liftedBy === null) return [begun]
  const ended: AccountHistoryItem = {
    key: `${key}-end`,
    at: block.until,
    subject: 'blocks',
    tone: 'ok',
    text: withReason(t(`history.unblocked.${block.kind}`, { login }), block.liftReason ?? '', t),
    who: authorName(block.liftedBy, t),
  }
  return [begun, ended]
}

/** Each assignment follows the one before it, so the change is shown from name to name. */
function tariffLines(
  assignments: History['tariffs'],
  nameOf: (id: number) => string,
  { account, t, zone }: Line,
): AccountHistoryItem[] {
  const inOrder = [...assignments].sort((a, b) => a.from.localeCompare(b.from))
  return inOrder.map(({ tariffId, from, author }, index) => {
    const before = inOrder[index - 1]
    const values = { login: account.login, name: nameOf(tariffId) }
    return {
      key: `tariff-${account.id}-${from}-${tariffId}`,
      at: Temporal.PlainDate.from(from).toZonedDateTime(zone).toInstant().toString(),
      subject: 'tariffs' as const,
      tone: 'note' as const,
      text: before
        ? t('history.tariff', { ...values, before: nameOf(before.tariffId) })
        : t('history.firstTariff', values),
      who: authorName(author, t),
    }
  })
}

function addressLines(
  { address, from, until, author }: History['addresses'][number],
  { account, t }: Line,
): AccountHistoryItem[] {
  const values = { login: account.login, address }
  const key = `address-${account.id}-${address}-${from}`
  const who = authorName(author, t)
  const given = { key, at: from, subject: 'addresses' as const, who }
  const lines: AccountHistoryItem[] = [{ ...given, text: t('history.address', values) }]
  if (until === null) return lines
  const taken = { key: `${key}-end`, at: until, subject: 'addresses' as const }
  return [...lines, { ...taken, text: t('history.addressEnd', values) }]
}

function lifeLines({ account, t }: Line): AccountHistoryItem[] {
  const { id, login, openedAt, closedAt } = account
  const opened = { key: `open-${id}`, at: openedAt, subject: 'tariffs' as const }
  const lines: AccountHistoryItem[] = [
    { ...opened, tone: 'ok', text: t('history.opened', { login }) },
  ]
  if (closedAt === null) return lines
  const closed = { key: `close-${id}`, at: closedAt, subject: 'tariffs' as const }
  return [...lines, { ...closed, tone: 'quiet', text: t('history.closed', { login }) }]
}

/** Reasons that the system gives are codes; reasons that people give are their own words. */
const REASON_CODES = new Set(['money-short', 'covered'])

function withReason(words: string, reason: string, t: Texts): string {
  if (reason === '' || REASON_CODES.has(reason)) return words
  return t('history.withReason', { words, reason })
}

const MACHINES = new Set(['subscriptions', 'system', 'worker'])

/** Deeds of the system itself carry the name of one of its parts. */
export function authorName(author: string, t: Texts): string {
  return MACHINES.has(author) || author.startsWith('system') ? t('history.system') : author
}
