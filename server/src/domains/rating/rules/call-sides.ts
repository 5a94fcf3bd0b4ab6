/** What an exchange says of a call. Times in milliseconds since 1970. */
export type CallRecord = {
  /** Tells the call from all others, however often it is told. */
  key: string
  startedAtMs: number
  seconds: number
  numberFrom: string
  numberTo: string
  cause: string
  trunkIn: string
  trunkOut: string
}
/** Whose numbers these are over days since 1970-01-01, half-open. */
export type NumberOwner = {
  accountId: number
  contractId: number
  first: number
  last: number
  from: number
  until: number | null
}
export type Owner = { accountId: number; contractId: number }
/** A call as one of the two who speak sees it; nobody's when neither number is ours. */
export type CallSide = { side: 'out' | 'in'; call: CallRecord; owner: Owner | null }

export type FindOwner = (number: string, day: number) => Owner | undefined

const NUMBER = /^[1-9]\d{2,14}$/

/** A number that somebody may have: plain digits, neither short nor too long. */
export function asNumber(text: string): number | undefined {
  return NUMBER.test(text) ? Number(text) : undefined
}

/** Puts owners into an order in which one is found at once; ranges are looked at one by one. */
export function indexOwners(owners: readonly NumberOwner[]): FindOwner {
  const ranges = owners.filter(({ first, last }) => first !== last)
  const singles = Map.groupBy(
    owners.filter(({ first, last }) => first === last),
    ({ first }) => first,
  )
  return (text, day) => {
    const number = asNumber(text)
    if (number === undefined) return undefined
    const holds = (row: NumberOwner) =>
      row.from <= day && (row.until === null || day < row.until) && number <= row.last
    return (
      singles.get(number)?.find(holds) ?? ranges.find((row) => row.first <= number && holds(row))
    )
  }
}

/** The sides of a call that are ours: of who calls, of who is called, or of nobody. */
export function sidesOf(call: CallRecord, day: number, find: FindOwner): CallSide[] {
  const caller = find(call.numberFrom, day)
  const called = find(call.numberTo, day)
  if (!caller && !called) return [{ side: 'out', call, owner: null }]
  return [
    ...(caller ? [{ side: 'out' as const, call, owner: ownerOf(caller) }] : []),
    ...(called ? [{ side: 'in' as const, call, owner: ownerOf(called) }] : []),
  ]
}

function ownerOf({ accountId, contractId }: Owner): Owner {
  return { accountId, contractId }
}
