import type { StatementLine } from '@altyn/contract/ledger'
import { isNegative } from '../../lib/format/money.ts'
import { useTexts } from '../../lib/i18n.ts'
import { readExplanation } from './read-explanation.ts'

/** Names a line of a statement: what it is, and the words of its document or tariff. */
export function usePostingTitle(): (line: StatementLine) => string {
  const t = useTexts('ledger')
  return (line) => [t(`kind.${wordOf(line)}`), line.title].filter(Boolean).join(' · ')
}

function wordOf(line: StatementLine): string {
  const known = readExplanation(line.explanation)
  if (known?.kind === 'payment') return known.method === 'bank' ? 'bank' : 'cash'
  if (line.kind === 'charge' && !isNegative(line.amount.amount)) return 'return'
  return line.kind
}
