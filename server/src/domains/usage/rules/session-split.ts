/** Octets of one direction of a session whose services are counted by themselves. */
export type Split = {
  /** What its server counted for the session as a whole, services included. */
  whole: bigint
  /** What its services have that are counted by themselves. */
  own: bigint
  /** What is counted as the session's own now. */
  plain: bigint
}

/**
 * By how much the session's own has to change: it counts what no service of its own counts, and never less than
 * nothing. Whichever of the two reports first, it comes to the same when both have: a service that is heard of after its
 * session takes back what was counted before, one that is heard of before it is taken off what the session brings.
 */
export function settleSplit({ whole, own, plain }: Split): bigint {
  const due = whole > own ? whole - own : 0n
  return due - plain
}
