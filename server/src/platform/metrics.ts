import { Registry } from 'prom-client'

type Sample = { labels?: Record<string, string | number>; value: number; metricName?: string }
type Metric = { name: string; help: string; type: string; values: Sample[] }

/** The registry of one process. */
export function createMetrics(): Registry {
  return new Registry()
}

/** Metrics of many processes as one text for Prometheus, each sample labelled by its process. */
export function renderMetrics(
  sources: { process: string; instance: string; metrics: unknown }[],
): string {
  const families = new Map<string, { head: string; lines: string[] }>()
  for (const { process, instance, metrics } of sources) {
    for (const metric of metrics as Metric[]) {
      const family = families.get(metric.name) ?? {
        head: `# HELP ${metric.name} ${metric.help}\n# TYPE ${metric.name} ${metric.type}`,
        lines: [],
      }
      families.set(metric.name, family)
      for (const { labels, value, metricName } of metric.values) {
        const all = { ...labels, process, instance: instance.slice(0, 8) }
        family.lines.push(`${metricName ?? metric.name}{${renderLabels(all)}} ${value}`)
      }
    }
  }
  return `${[...families.values()].map(({ head, lines }) => [head, ...lines].join('\n')).join('\n')}\n`
}

function renderLabels(labels: Record<string, string | number>): string {
  return Object.entries(labels)
    .map(([name, value]) => `${name}="${String(value).replaceAll(/["\\\n]/g, ' ')}"`)
    .join(',')
}
