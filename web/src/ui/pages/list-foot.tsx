import { Button } from 'antd'
import { useEffect, useEffectEvent, useRef } from 'react'
import { formatCount } from '../../lib/format/quantity.ts'
import { useLanguage, useTexts } from '../../lib/i18n.ts'
import type { ListSource } from '../../lib/list-source.ts'
import styles from './pages.module.css'

/** So far ahead of the end the next rows are asked for, so that scrolling never stops. */
const AHEAD = '600px'

/** The end of a list: asks for more when it comes near, and says when there is no more. */
export function ListFoot<Row>({ list }: { list: ListSource<Row> }) {
  const t = useTexts('ui')
  const [language] = useLanguage()
  const mark = useRef<HTMLDivElement>(null)
  const more = useEffectEvent(() => list.loadMore())
  const rowCount = list.rows.length
  // biome-ignore lint/correctness/useExhaustiveDependencies: after each page the mark is looked at anew, since it may still be near.
  useEffect(() => {
    if (!mark.current) return
    const observer = new IntersectionObserver(
      ([entry]) => {
        if (entry?.isIntersecting) more()
      },
      { root: scrollerOf(mark.current), rootMargin: AHEAD },
    )
    observer.observe(mark.current)
    return () => observer.disconnect()
  }, [rowCount])
  const count = formatCount(rowCount, language)
  const total = list.total === undefined ? undefined : formatCount(list.total, language)
  return (
    <div className={styles.foot}>
      <div ref={mark} />
      <span>{total ? t('list.shownOf', { count, total }) : t('list.shown', { count })}</span>
      {list.hasMore && (
        <Button size="small" loading={list.isLoadingMore} onClick={list.loadMore}>
          {t('list.more')}
        </Button>
      )}
    </div>
  )
}

/** The table scrolls inside itself on a wide screen, and with the page on a phone. */
function scrollerOf(element: HTMLElement): HTMLElement | null {
  const parent = element.parentElement
  if (!parent) return null
  return /auto|scroll/.test(getComputedStyle(parent).overflowY) ? parent : scrollerOf(parent)
}
