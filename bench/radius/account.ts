import { createHash } from 'node:crypto'

const SEED = 'altyn-bench-radius-1'
/** 100.64.0.0/10 has room for four million. */
const FIRST_ADDRESS = 0x64400000 + 256

/** The account number n, from 1: the same at every run, so that every server gets the same data. */
export type BenchAccount = { login: string; password: string; address: number; station: string }

export function accountOf(n: number): BenchAccount {
  const secret = createHash('sha256').update(`${SEED}:${n}`).digest('hex')
  const tail = n.toString(16).padStart(6, '0').toUpperCase()
  return {
    login: `u${String(n).padStart(7, '0')}`,
    password: secret.slice(0, 10),
    address: FIRST_ADDRESS + n,
    station: `02:00:00:${tail.slice(0, 2)}:${tail.slice(2, 4)}:${tail.slice(4, 6)}`,
  }
}

/** An address as people write it. */
export function dotted(address: number): string {
  return [24, 16, 8, 0].map((shift) => (address >>> shift) & 255).join('.')
}

/** Numbers 1 to count in an order that is the same at every run but never the order of the keys. */
export function shuffled(count: number): Uint32Array {
  const order = Uint32Array.from({ length: count }, (_, index) => index + 1)
  let state = 20_261_101
  for (let last = count - 1; last > 0; last -= 1) {
    state = (Math.imul(state, 1_664_525) + 1_013_904_223) >>> 0
    const other = state % (last + 1)
    const kept = order[last] ?? 0
    order[last] = order[other] ?? 0
    order[other] = kept
  }
  return order
}
