export const PLACEHOLDERS = [
  'login',
  'account',
  'contract',
  'downKbps',
  'upKbps',
  'address',
] as const
type Placeholder = (typeof PLACEHOLDERS)[number]

const IN_BRACES = /\{(\w+)\}/g

/** What is known about a sign-in when its values are filled in. `account` and `contract` are their numbers in the system. */
export type ValueFacts = {
  login: string
  accountId?: number
  contractId?: number
  address?: string | null
  speed?: { downKbps: number; upKbps: number }
}

/** Facts of nobody, by which a value is tried out when it is typed. */
export const SAMPLE_FACTS: ValueFacts = {
  login: 'login',
  accountId: 1,
  contractId: 1,
  address: '192.0.2.1',
  speed: { downKbps: 100_000, upKbps: 50_000 },
}

/** The values of a row: one on each line that is not empty. */
export function splitValues(text: string): string[] {
  return text
    .split('\n')
    .map((line) => line.trim())
    .filter((line) => line !== '')
}

/** The first word in braces that nothing is known to put in place of; undefined when all are known. */
export function findUnknownPlaceholder(value: string): string | undefined {
  const words = [...value.matchAll(IN_BRACES)].map(([, word = '']) => word)
  return words.find((word) => !PLACEHOLDERS.some((known) => known === word))
}

/** Puts the facts into a value. When there is nothing to put, the value is not to be sent. */
export function fillValue(
  value: string,
  facts: ValueFacts,
): { text: string } | { missing: Placeholder } {
  const known = textsOf(facts)
  const missing = PLACEHOLDERS.find(
    (word) => value.includes(`{${word}}`) && (known[word] ?? '') === '',
  )
  if (missing) return { missing }
  // A function, so that a login with `$&` in it stays what it is.
  return { text: value.replaceAll(IN_BRACES, (whole, word: string) => known[word] ?? whole) }
}

function textsOf({ login, accountId, contractId, address, speed }: ValueFacts) {
  const texts: Record<string, string | undefined> = {
    login,
    account: accountId?.toString(),
    contract: contractId?.toString(),
    downKbps: speed?.downKbps.toString(),
    upKbps: speed?.upKbps.toString(),
    address: address ?? undefined,
  }
  return texts
}
