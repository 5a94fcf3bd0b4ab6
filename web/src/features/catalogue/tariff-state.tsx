import type { Tariff } from '@altyn/contract/catalogue'
import { useTexts } from '../../lib/i18n.ts'
import { StatusTag, type StatusTone } from '../../ui/pieces/status-tag.tsx'

const TONES = { active: 'ok', hidden: 'warn', planned: 'note', archived: 'quiet' } as const

type TariffState = keyof typeof TONES

/** On sale, hidden from new contracts, not begun yet, or in the archive. */
export function TariffStateTag({ tariff, isBare }: { tariff: Tariff; isBare?: boolean }) {
  const t = useTexts('catalogue')
  const state = stateOf(tariff)
  const tone: StatusTone = TONES[state]
  return <StatusTag tone={tone} label={t(`state.${state}`)} isBare={isBare} />
}

export function stateOf({ archivedAt, isHidden, current }: Tariff): TariffState {
  if (archivedAt) return 'archived'
  if (isHidden) return 'hidden'
  return current ? 'active' : 'planned'
}
