import {
  createPrefixIndex,
  type IpAddress,
  type Prefix,
} from '../../catalogue/rules/prefix-index.ts'

/** A half-open span in epoch milliseconds; `untilMs` is infinite while it lasts. */
export type Span = { fromMs: number; untilMs: number }

/** By what an account has an address, the strongest first: what is on-line now is the truth of the network. */
export const CLAIM_KINDS = ['session', 'dhcp', 'fixed', 'network', 'lease'] as const
export type ClaimKind = (typeof CLAIM_KINDS)[number]

/** An account has a network, or a single address, over a span. */
export type Claim = Span & {
  kind: ClaimKind
  /** The same from one reading to the next, never that of another claim of the account. */
  key: string
  prefix: Prefix
}

/** Whose traffic it is. */
export type Holder = {
  accountId: number
  contractId: number
  agentId: number
  /** When the account had no access. */
  blocks: readonly Span[]
}

/** Who had which address when. */
export type AddressHolders = {
  /** The holder of the longest prefix around an address at a moment. */
  find(address: IpAddress, atMs: number): Holder | undefined
  /**
   * Puts what an account has now in place of what was known of it. Claims that are there no more end now and are
   * returned; what ended long ago is forgotten.
   */
  hold(holder: Holder, claims: readonly Claim[], nowMs: number): Claim[]
  /** The same for an account that has nothing any more. */
  release(accountId: number, nowMs: number): Claim[]
  /** A claim that was found gone ended earlier than it was missed. */
  end(accountId: number, key: string, untilMs: number): void
  size(): number
}

/** A flow is told an hour after its end at most; who had the address then is remembered for longer. */
const KEEP_MS = 2 * 3_600_000

type Tenure = Claim & { holder: Holder }
type Known = { holder: Holder; tenures: Tenure[] }
type Memory = { index: ReturnType<typeof createPrefixIndex<Tenure[]>>; known: Map<number, Known> }

/** A memory of holders that changes account by account. */
export function createAddressHolders(): AddressHolders {
  const memory: Memory = { index: createPrefixIndex<Tenure[]>(), known: new Map() }
  return {
    find: (address, atMs) => memory.index.find(address, atMs, holderAt),
    hold: (holder, claims, nowMs) => hold(memory, holder, claims, nowMs),
    release(accountId, nowMs) {
      const account = memory.known.get(accountId)
      return account ? hold(memory, account.holder, [], nowMs) : []
    },
    end(accountId, key, untilMs) {
      const tenures = memory.known.get(accountId)?.tenures ?? []
      const tenure = tenures.find((one) => one.key === key)
      if (tenure) tenure.untilMs = Math.min(tenure.untilMs, Math.max(untilMs, tenure.fromMs))
    },
    size: () => memory.known.size,
  }
}

function holderAt(tenures: Tenure[], atMs: number): Holder | undefined {
  for (const { fromMs, untilMs, holder } of tenures) {
    if (fromMs <= atMs && atMs < untilMs) return holder
  }
  return undefined
}

function hold(memory: Memory, fresh: Holder, claims: readonly Claim[], nowMs: number): Claim[] {
  const known = memory.known.get(fresh.accountId) ?? { holder: fresh, tenures: [] }
  Object.assign(known.holder, fresh)
  const wanted = new Map(claims.map((claim) => [claim.key, claim]))
  const gone: Claim[] = []
  const kept: Tenure[] = []
  for (const tenure of known.tenures) {
    const claim = wanted.get(tenure.key)
    if (claim) {
      // Also one that another account had ousted goes on while it is claimed.
      tenure.untilMs = claim.untilMs
      wanted.delete(tenure.key)
    } else if (tenure.untilMs === Number.POSITIVE_INFINITY) {
      tenure.untilMs = nowMs
      gone.push(tenure)
    }
    if (tenure.untilMs > nowMs - KEEP_MS) kept.push(tenure)
    else drop(memory, tenure)
  }
  for (const claim of wanted.values()) {
    const tenure = { ...claim, holder: known.holder }
    put(memory, tenure)
    kept.push(tenure)
  }
  known.tenures = kept
  if (kept.length > 0) memory.known.set(fresh.accountId, known)
  else memory.known.delete(fresh.accountId)
  return gone
}

/** What is claimed anew takes the address from whoever had it in the same way. */
function put({ index }: Memory, tenure: Tenure): void {
  const others = index.get(tenure.prefix) ?? []
  for (const other of others) {
    const isOusted =
      other.kind === tenure.kind &&
      other.holder !== tenure.holder &&
      other.fromMs <= tenure.fromMs &&
      other.untilMs > tenure.fromMs
    if (isOusted) other.untilMs = tenure.fromMs
  }
  index.set(tenure.prefix, [...others, tenure].sort(byStrength))
}

function byStrength(a: Tenure, b: Tenure): number {
  return CLAIM_KINDS.indexOf(a.kind) - CLAIM_KINDS.indexOf(b.kind) || b.fromMs - a.fromMs
}

function drop({ index }: Memory, tenure: Tenure): void {
  const left = (index.get(tenure.prefix) ?? []).filter((other) => other !== tenure)
  if (left.length > 0) index.set(tenure.prefix, left)
  else index.delete(tenure.prefix)
}
