import type { Onu } from '@altyn/contract/network/onus'
import { formatCount } from '../../../../lib/format/quantity.ts'
import { useLanguage, useTexts } from '../../../../lib/i18n.ts'
import { type Fact, Facts } from '../../../../ui/pieces/facts.tsx'
import { Instant } from '../../../../ui/pieces/moment.tsx'
import { formatDbm, SightTags } from './polling-words.tsx'

/** All that an OLT tells of one ONU. */
export function SightFacts({ sight }: { sight: NonNullable<Onu['sight']> }) {
  const t = useTexts('polling')
  const [language] = useLanguage()
  const { txDbm, distanceM, onlineAt, listedAt } = sight
  const facts: (Fact | false)[] = [
    { key: 'state', label: t('onu.state'), value: <SightTags sight={sight} /> },
    txDbm !== null && {
      key: 'tx',
      label: t('onu.tx'),
      value: t('dbm', { value: formatDbm(txDbm, language) }),
    },
    distanceM !== null && {
      key: 'distance',
      label: t('onu.distance'),
      value: t('metres', { value: formatCount(distanceM, language) }),
    },
    { key: 'online', label: t('onu.onlineAt'), value: <Instant value={onlineAt} isRelative /> },
    { key: 'listed', label: t('onu.listedAt'), value: <Instant value={listedAt} isRelative /> },
  ]
  return <Facts facts={facts.filter((fact) => fact !== false)} />
}
