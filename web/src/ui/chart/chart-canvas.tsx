import { BarChart, LineChart } from 'echarts/charts'
import { AriaComponent, GridComponent, LegendComponent, TooltipComponent } from 'echarts/components'
import { init, use as registerParts } from 'echarts/core'
import { CanvasRenderer } from 'echarts/renderers'
import { useEffect, useRef } from 'react'
import { useMedia } from '../../lib/browser/media.ts'
import { useThemeChoice } from '../../lib/browser/theme-choice.ts'
import { useLanguage } from '../../lib/i18n.ts'
import styles from './chart.module.css'
import { chartOption } from './chart-option.ts'
import type { ChartProps, ChartSeries } from './chart-series.ts'

registerParts([
  BarChart,
  LineChart,
  GridComponent,
  LegendComponent,
  TooltipComponent,
  AriaComponent,
  CanvasRenderer,
])

/** The drawn part of a chart: follows the size of its place and the theme. */
export function ChartCanvas(props: ChartProps & { series: readonly ChartSeries[] }) {
  const place = useRef<HTMLDivElement>(null)
  const chart = useRef<ReturnType<typeof init>>(undefined)
  const [theme] = useThemeChoice()
  const [language] = useLanguage()
  const isMotionReduced = useMedia('(prefers-reduced-motion: reduce)')
  useEffect(() => {
    if (!place.current) return
    const made = init(place.current)
    chart.current = made
    const observer = new ResizeObserver(() => made.resize())
    observer.observe(place.current)
    return () => {
      observer.disconnect()
      made.dispose()
    }
  }, [])
  useEffect(() => {
    chart.current?.setOption(chartOption(props, { theme, language, isMotionReduced }), {
      notMerge: true,
    })
  })
  return <div ref={place} className={styles.place} role="img" aria-label={props.title} />
}
