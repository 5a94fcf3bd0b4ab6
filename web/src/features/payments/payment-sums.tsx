import { listPayments, METHODS } from '@altyn/contract/payments'
import { parseAmount } from '@altyn/money'
import { formatCount, formatShare } from '../../lib/format/quantity.ts'
import { useLanguage, useTexts } from '../../lib/i18n.ts'
import { useCall } from '../../lib/use-call.ts'
import { Money } from '../../ui/pieces/money.tsx'
import { type Stat, StatTiles } from '../../ui/pieces/stat-tiles.tsx'
import type { PaymentsQuestion } from './payments-question.ts'

/** What the payments under the present conditions come to, in all and by the way they were paid. */
export function PaymentSums({ question }: { question: PaymentsQuestion }) {
  const t = useTexts('payments')
  const [language] = useLanguage()
  const all = useSum(question)
  const cash = useSum({ ...question, method: 'cash' })
  const bank = useSum({ ...question, method: 'bank' })
  const whole: Stat = {
    key: 'all',
    label: t('sums.all'),
    value: all && <Money value={all.sum} isPlain />,
    note:
      all?.total !== undefined &&
      t('sums.cancelledToo', { count: formatCount(all.total, language) }),
  }
  if (question.method) return <StatTiles stats={[whole]} />
  const parts = METHODS.map((method): Stat => {
    const part = method === 'cash' ? cash : bank
    const share = part && all ? shareOf(part.sum?.amount, all.sum?.amount) : undefined
    return {
      key: method,
      label: t(`method.${method}`),
      value: part && <Money value={part.sum} isPlain />,
      note: share !== undefined && t('sums.share', { share: formatShare(share, language) }),
    }
  })
  return <StatTiles stats={[whole, ...parts]} />
}

function useSum(question: PaymentsQuestion) {
  return useCall(listPayments, { query: { ...question, limit: 1, total: true } }).data
}

function shareOf(part: string | undefined, whole: string | undefined): number | undefined {
  const all = parseAmount(whole ?? '0')
  return all > 0n ? Number((parseAmount(part ?? '0') * 1000n) / all) / 1000 : undefined
}
