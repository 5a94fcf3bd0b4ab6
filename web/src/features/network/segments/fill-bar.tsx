import type { Segment } from '@altyn/contract/network/segments'
import { Tooltip } from 'antd'
import { formatCount, formatShare } from '../../../lib/format/quantity.ts'
import { useLanguage, useTexts } from '../../../lib/i18n.ts'
import { fillOf, fillTone } from './fill-tone.ts'
import styles from './segments.module.css'

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
    taken: formatCount(taken, language),
    free: formatCount(free, language),
    reserved: formatCount(reserved, language),
  })
  return (
    <Tooltip title={words}>
      <span className={styles.fill} data-tone={fillTone(share)}>
        <span className={styles.fillTrack}>
          <span data-part="taken" style={{ width: width(taken) }} />
          <span data-part="reserved" style={{ width: width(reserved) }} />
        </span>
        <span>{formatShare(share, language)}</span>
      </span>
    </Tooltip>
  )
}
