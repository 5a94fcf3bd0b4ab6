import type { DeviceLine } from '@altyn/contract/network/devices'
import { type Texts, useTexts } from '../../../lib/i18n.ts'
import styles from './devices.module.css'

const MEGABITS_IN_GIGABIT = 1000

/** Where a device stands, in one line. */
export function placeText({ location, entrance }: DeviceLine, t: Texts): string {
  return [location, entrance && t('card.entrance', { entrance })].filter(Boolean).join(', ')
}

/** How fast a port is. */
export function speedText(mbps: number, t: Texts): string {
  if (mbps === 0) return t('speed.none')
  return mbps < MEGABITS_IN_GIGABIT
    ? t('speed.mega', { value: mbps })
    : t('speed.giga', { value: mbps / MEGABITS_IN_GIGABIT })
}

/** How many accounts are on a device, beside how many ports it has. An OLT may well have more accounts. */
export function TakenPorts({ device }: { device: DeviceLine }) {
  const t = useTexts('devices')
  const { boundCount: bound, portsCount: ports, kind } = device
  const share = ports === 0 ? 0 : Math.min(1, bound / ports)
  const facts = { bound, ports }
  return (
    <span className={styles.taken} title={t('list.hint', facts)}>
      {kind !== 'olt' && (
        <span className={styles.takenTrack} aria-hidden>
          <span style={{ width: `${share * 100}%` }} />
        </span>
      )}
      <span>{kind === 'olt' ? t('list.onOlt', { bound }) : t('list.taken', facts)}</span>
    </span>
  )
}
