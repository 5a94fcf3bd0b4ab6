import type { ReactNode } from 'react'
import { GoLink } from '../actions/go-link.tsx'
import { Skeleton } from '../feedback/skeleton.tsx'
import styles from './pieces.module.css'

export type Stat = {
  key: string
  label: string
  /** Undefined while it is being counted. */
  value: ReactNode | undefined
  /** The comparison that gives the number a meaning: «обычно 42», «на 12 % больше». */
  note?: ReactNode
  tone?: 'ok' | 'warn' | 'bad'
  /** The list that the number was counted from. */
  path?: string
}

/** The few numbers of a page, each leading to what it was counted from. */
export function StatTiles({ stats }: { stats: readonly Stat[] }) {
  return (
    <div className={styles.tiles}>
      {stats.map(({ key, path, ...stat }) =>
        path ? (
          <GoLink key={key} to={path} className={styles.tile}>
            <TileContent {...stat} />
          </GoLink>
        ) : (
          <div key={key} className={styles.tile}>
            <TileContent {...stat} />
          </div>
        ),
      )}
    </div>
  )
}

function TileContent({ label, value, note, tone }: Omit<Stat, 'key' | 'path'>) {
  return (
    <>
      <span className={styles.tileLabel}>{label}</span>
      <span className={styles.tileValue} data-tone={tone}>
        {value ?? <Skeleton width={90} height={22} />}
      </span>
      <span className={styles.tileNote}>{note ?? '\u00a0'}</span>
    </>
  )
}
