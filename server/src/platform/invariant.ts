/** Stops the deed when something that must hold does not: a bug of ours, never the caller's fault. */
export function invariant(holds: unknown, message: string): asserts holds {
  if (!holds) throw new Error(`Invariant broken: ${message}`)
}
