import type { EChartsCoreOption } from 'echarts/core'
import type { ThemeName } from '../../lib/browser/theme-choice.ts'
import { formatRoughly } from '../../lib/format/quantity.ts'
import type { Language } from '../../lib/i18n.ts'
import { FONT_FAMILY, SERIES_COLOURS, TOKENS } from '../theme/tokens.ts'
import type { ChartProps, ChartSeries } from './chart-series.ts'

type Look = { theme: ThemeName; language: Language; isMotionReduced: boolean }

/** Our chart in the words of the drawing library. */
export function chartOption(
  { kind, marks, series, format }: ChartProps & { series: readonly ChartSeries[] },
  { theme, language, isMotionReduced }: Look,
): EChartsCoreOption {
  const token = TOKENS[theme]
  const label = { color: token.muted, fontFamily: FONT_FAMILY, fontSize: 12 }
  return {
    animation: !isMotionReduced,
    animationDuration: 250,
    color: [...SERIES_COLOURS[theme]],
    textStyle: { fontFamily: FONT_FAMILY },
    grid: {
      left: 4,
      right: 8,
      top: 12,
      bottom: series.length > 1 ? 28 : 4,
      outerBoundsMode: 'same',
    },
    legend: {
      show: series.length > 1,
      bottom: 0,
      left: 0,
      icon: 'roundRect',
      itemWidth: 10,
      itemHeight: 10,
      textStyle: label,
    },
    tooltip: {
      trigger: 'axis',
      confine: true,
      backgroundColor: token.raised,
      borderColor: token.line,
      textStyle: { ...label, color: token.text },
      axisPointer: { type: kind.includes('bar') ? 'shadow' : 'line' },
      valueFormatter: (value: unknown) => (typeof value === 'number' ? format(value) : '—'),
    },
    xAxis: {
      type: 'category',
      data: marks,
      boundaryGap: kind.includes('bar'),
      axisTick: { show: false },
      axisLine: { lineStyle: { color: token.line } },
      axisLabel: { ...label, hideOverlap: true },
    },
    yAxis: {
      type: 'value',
      splitLine: { lineStyle: { color: token.line } },
      // The exact sums are in the tooltip and in the table; here they would only take the room.
      axisLabel: { ...label, formatter: (value: number) => formatRoughly(value, language) },
    },
    series: series.map((one) => seriesOption(one, kind)),
  }
}

function seriesOption({ name, values, kind: own }: ChartSeries, kind: ChartProps['kind']) {
  const type = own ?? (kind.includes('bar') ? 'bar' : 'line')
  return {
    name,
    type,
    data: values,
    showSymbol: false,
    lineStyle: { width: 2 },
    barMaxWidth: 22,
    barCategoryGap: '35%',
    itemStyle: type === 'bar' ? { borderRadius: [3, 3, 0, 0] } : undefined,
    stack: kind === 'stacked-bar' && type === 'bar' ? 'sum' : undefined,
    areaStyle: kind === 'area' && type === 'line' ? { opacity: 0.12 } : undefined,
  }
}
