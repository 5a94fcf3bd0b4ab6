import type { Segment } from '@altyn/contract/network'
import { formatShare } from '../../lib/format/quantity.ts'
import { useLanguage } from '../../lib/i18n.ts'
import { fillTone, shareOf } from './fill-tone.ts'
import styles from './network.module.css'

/** How full a network is: the share as a bar and as a number. */
export function FillBar({ segment }: { segment: Segment }) {
  const [language] = useLanguage()
  const share = shareOf(segment)
  return (
    <span className={styles.fill} data-tone={fillTone(share)}>
      <span className={styles.fillTrack}>
        <span style={{ width: `${Math.min(100, share * 100)}%` }} />
      </span>
      <span>{formatShare(share, language)}</span>
    </span>
  )
}
