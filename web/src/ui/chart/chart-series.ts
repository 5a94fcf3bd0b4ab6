export type ChartSeries = {
  key: string
  name: string
  values: readonly (number | null)[]
  /** A line over bars: a plan over the fact. */
  kind?: 'line' | 'bar'
}

export type ChartProps = {
  title: string
  kind: 'line' | 'area' | 'bar' | 'stacked-bar'
  /** What stands along the bottom, already in words. */
  marks: readonly string[]
  /** What the marks are, for the head of the table: «День». */
  markTitle: string
  /** Undefined while they are being read. */
  series: readonly ChartSeries[] | undefined
  /** A value in words: `1 234,50 ₽`. */
  format: (value: number) => string
  height?: number
}
