import { cpus, totalmem } from 'node:os'

export type Metric = {
  bench: string
  metric: string
  value: number
  unit: string
  vs?: string
  ratio?: number
}

/** Prints one figure as one JSON line. */
export function report(metric: Metric): void {
  process.stdout.write(`${JSON.stringify(metric)}\n`)
}

/** Prints on what machine the figures were taken. */
export function reportMachine(bench: string): void {
  const [cpu] = cpus()
  const machine = {
    cpu: cpu?.model,
    cores: cpus().length,
    memoryGib: Math.round(totalmem() / 2 ** 30),
    node: process.version,
  }
  process.stdout.write(`${JSON.stringify({ bench, machine })}\n`)
}

/** Rounds to three significant digits: more would pretend. */
export function rounded(value: number): number {
  return Number(value.toPrecision(3))
}
