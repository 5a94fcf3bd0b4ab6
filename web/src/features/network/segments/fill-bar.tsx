import type { Segment } from '@altyn/contract/network/segments'
import { Tooltip } from 'antd'
import { formatShare } from '../../../lib/format/quantity.ts'
import { type Language, useLanguage, useTexts } from '../../../lib/i18n.ts'
import { fillOf, fillTone } from './fill-tone.ts'
import styles from './segments.module.css'
import { formatUnits } from './unit-count.ts'

const LEAST_SHARE = 0.001

/** How full a segment is: taken and held back as a bar, and the share as a number. */
export function FillBar({ segment }: { segment: Segment }) {
  const t = useTexts('network')
  const [language] = useLanguage()
  const { addressesCount } = segment
  if (addressesCount === 0)
    return <span className={styles.quiet}>{t('segments.nothingInside')}</span>
  const { taken, reserved, free, share } = fillOf(segment)
  const width = (count: number) => `${Math.min(100, (count / addressesCount) * 100)}%`
  const words = t('segments.fillWords', {
    taken: formatUnits(taken, language),
    all: formatUnits(addressesCount, language),
    free: formatUnits(free, language),
    reserved: formatUnits(reserved, language),
  })
  return (
    <Tooltip title={words}>
      <span className={styles.fill} data-tone={fillTone(share)}>
        <span className={styles.fillTrack}>
          <span data-part="taken" style={{ width: width(taken) }} />
          <span data-part="reserved" style={{ width: width(reserved) }} />
        </span>
        <span>{shareText(share, language)}</span>
      </span>
    </Tooltip>
  )
}

/** Of a network of IPv6 so little is taken that a rounded share would say nothing is. */
function shareText(share: number, language: Language): string {
  return share > 0 && share < LEAST_SHARE
    ? `< ${formatShare(LEAST_SHARE, language)}`
    : formatShare(share, language)
}
