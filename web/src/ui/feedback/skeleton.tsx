import type { CSSProperties } from 'react'
import styles from './feedback.module.css'

type SkeletonProps = { width?: number | string; height?: number | string; style?: CSSProperties }

/** A grey bar of the final size, so that nothing jumps when the content comes. */
export function Skeleton({ width = '100%', height = 14, style }: SkeletonProps) {
  return <span className={styles.skeleton} style={{ width, height, ...style }} aria-hidden />
}

/** Several lines of a text that is on its way. */
export function SkeletonLines({ count = 3 }: { count?: number }) {
  return (
    <div className={styles.skeletonLines}>
      {Array.from({ length: count }, (_, index) => (
        // biome-ignore lint/suspicious/noArrayIndexKey: the bars are all alike and never move.
        <Skeleton key={index} width={`${92 - ((index * 17) % 40)}%`} />
      ))}
    </div>
  )
}
