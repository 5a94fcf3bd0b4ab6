/** Figures of wrong results are worth nothing: the first one that is wrong ends the benchmark. */
export function check(holds: boolean, message: string): void {
  if (!holds) throw new Error(`WRONG: ${message}`)
}
