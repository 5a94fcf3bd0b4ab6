/** What a port is before anything is plugged in. `speedMbps` 0 = not said. */
export type PlainPort = { name: string; medium: string; speedMbps: number }
/** Ports that differ only in their last number: from `Gi0/1` on, 24 of them. */
export type PortSeries = { first: string; count: number; medium: string; speedMbps: number }

const LAST_NUMBER = /^(.*?)(\d{1,9})$/

/** The ports of a series by their names; a first name without a number is one port. */
export function expandSeries({ first, count, medium, speedMbps }: PortSeries): PlainPort[] {
  const [, before = first, number] = LAST_NUMBER.exec(first) ?? []
  if (number === undefined) return [{ name: first, medium, speedMbps }]
  return Array.from({ length: count }, (_, step) => ({
    name: before + String(Number(number) + step).padStart(number.length, '0'),
    medium,
    speedMbps,
  }))
}

/** Ports as the fewest series that have them in this order. */
export function collapsePorts(ports: readonly PlainPort[]): PortSeries[] {
  const series: PortSeries[] = []
  for (const port of ports) {
    const last = series.at(-1)
    if (last && continues(last, port)) last.count += 1
    else {
      const { name, medium, speedMbps } = port
      series.push({ first: name, count: 1, medium, speedMbps })
    }
  }
  return series
}

function continues(series: PortSeries, port: PlainPort): boolean {
  if (series.medium !== port.medium || series.speedMbps !== port.speedMbps) return false
  const next = expandSeries({ ...series, count: series.count + 1 })
  return next.length > series.count && next.at(-1)?.name === port.name
}
