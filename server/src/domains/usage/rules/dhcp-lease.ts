/** A lease as it is known, and what a DHCP server tells of its address. */
export type KnownLease = {
  id: bigint
  mac: string
  beganAt: Temporal.Instant
  expiresAt: Temporal.Instant
  endedAt: Temporal.Instant | null
}
export type LeaseEvent = 'assigned' | 'renewed' | 'released' | 'expired'
export type LeaseTold = {
  event: LeaseEvent
  mac: string
  at: Temporal.Instant
  expiresAt: Temporal.Instant
}
/** What follows from news of an address. */
export type LeaseStep =
  | { kind: 'none' }
  | { kind: 'renew'; id: bigint; expiresAt: Temporal.Instant }
  | { kind: 'end'; id: bigint; at: Temporal.Instant; reason: 'released' | 'expired' }
  /** `ousts`: the lease of another device that ends by it. `until`: it is over already. */
  | { kind: 'begin'; ousts: bigint | null; until: Temporal.Instant | null }

const before = (a: Temporal.Instant, b: Temporal.Instant) => Temporal.Instant.compare(a, b) < 0
const latest = (a: Temporal.Instant, b: Temporal.Instant) => (before(a, b) ? b : a)

/**
 * What news of an address mean for the leases of it that are known. News may come twice, late and in
 * any order: what is known is never undone, and an address is one device's at a time.
 */
export function stepOf(known: readonly KnownLease[], told: LeaseTold): LeaseStep {
  const isGiven = told.event === 'assigned' || told.event === 'renewed'
  return isGiven ? stepOfGiving(known, told) : stepOfEnd(known, told)
}

function stepOfGiving(known: readonly KnownLease[], { mac, at, expiresAt }: LeaseTold): LeaseStep {
  const around = known.find(
    ({ beganAt, endedAt }) => !before(at, beganAt) && (endedAt === null || before(at, endedAt)),
  )
  if (around?.mac === mac) {
    const isNews = around.endedAt === null && before(around.expiresAt, expiresAt)
    return isNews ? { kind: 'renew', id: around.id, expiresAt } : { kind: 'none' }
  }
  // Somebody else had it then, and has lost it since: whoever tells so now is late, and wrong.
  if (around && around.endedAt !== null) return { kind: 'none' }
  if (around && !before(around.beganAt, at)) return { kind: 'none' }
  const next = known
    .filter(({ beganAt }) => before(at, beganAt))
    .toSorted((a, b) => Temporal.Instant.compare(a.beganAt, b.beganAt))[0]
  const until = next ? (before(expiresAt, next.beganAt) ? expiresAt : next.beganAt) : null
  return { kind: 'begin', ousts: around?.id ?? null, until }
}

function stepOfEnd(known: readonly KnownLease[], { event, mac, at }: LeaseTold): LeaseStep {
  const live = known.find((lease) => lease.endedAt === null && lease.mac === mac)
  if (!live || before(at, live.beganAt)) return { kind: 'none' }
  if (event !== 'expired') return { kind: 'end', id: live.id, at, reason: 'released' }
  // A server looks for what has run out now and then: it ended when it ran out.
  if (before(at, live.expiresAt)) return { kind: 'none' }
  return { kind: 'end', id: live.id, at: latest(live.expiresAt, live.beganAt), reason: 'expired' }
}
