import { formatMoney, isZero } from '../../lib/format/money.ts'
import { formatCount } from '../../lib/format/quantity.ts'
import { useLanguage, useTexts } from '../../lib/i18n.ts'
import { paths } from '../../lib/path-builder.ts'
import { usePermissions } from '../../lib/permissions.ts'
import { type Stat, StatTiles } from '../../ui/pieces/stat-tiles.tsx'
import type { TodayAnswer } from './today-answer.ts'

/** The house in a few numbers; each leads to the list that it was counted from. */
export function TodayTiles({ today }: { today: TodayAnswer | undefined }) {
  const t = useTexts('reports')
  const [language] = useLanguage()
  const can = usePermissions()
  const counters = today?.counters
  const count = (value: number | undefined) =>
    value === undefined ? undefined : formatCount(value, language)
  const list = (path: string) => (can('subscribers.read') ? path : undefined)
  const debt = today?.debtTotal
  const stats: Stat[] = [
    {
      key: 'subscribers',
      label: t('tiles.subscribers'),
      value: count(counters?.subscribers),
      note: counters && t('tiles.contracts', { count: counters.contracts }),
      path: list(paths.subscribers()),
    },
    {
      key: 'active',
      label: t('tiles.active'),
      value: count(counters?.accountsActive),
      note: counters && t('tiles.ofAll', { all: formatCount(counters.accounts, language) }),
      path: list(paths.subscribers()),
    },
    {
      key: 'blocked',
      label: t('tiles.blocked'),
      value: count(counters?.accountsBlockedForMoney),
      note: counters && t('tiles.blockedNote'),
      tone: counters?.accountsBlockedForMoney ? 'warn' : undefined,
      path: list(paths.subscribers({ blockedBy: 'money' })),
    },
    {
      key: 'debtors',
      label: t('tiles.debtors'),
      value: count(counters?.debtors),
      note: debt && !isZero(debt.amount) && t('tiles.debt', { sum: formatMoney(debt, language) }),
      tone: counters?.debtors ? 'bad' : undefined,
      path: list(paths.subscribers({ isDebtor: 'true' })),
    },
    {
      key: 'sessions',
      label: t('tiles.sessions'),
      value: count(counters?.sessionsOpen),
      note: counters && t('tiles.sessionsNote'),
      path: can('usage.read') ? paths.sessions() : undefined,
    },
  ]
  return <StatTiles stats={stats} />
}
