/** On what terms an account may be paused at own wish. */
export type PauseTerms = {
  daysMin: number
  daysMax: number
  /** Pauses that may begin in one calendar year; null = any number. */
  usesPerYear: number | null
  noticeDays: number
  contractDaysMin: number
  needsNoDebt: boolean
}
export type PauseSpan = { from: Temporal.PlainDate; until: Temporal.PlainDate }
export type PauseFacts = PauseSpan & {
  today: Temporal.PlainDate
  signedOn: Temporal.PlainDate
  availableMinor: bigint
  /** Other pauses of the account that are planned, going on or over. */
  others: readonly PauseSpan[]
}
export type PauseFault = { code: string; field: string; details?: Record<string, unknown> }

/** Why the terms do not allow a pause: the code of the refusal and the field; nothing when they do. */
export function faultOfPause(terms: PauseTerms, facts: PauseFacts): PauseFault | undefined {
  return faultOfDays(terms, facts) ?? faultOfCustomer(terms, facts)
}

function faultOfDays(
  terms: PauseTerms,
  { from, until, today }: PauseFacts,
): PauseFault | undefined {
  const days = from.until(until, { largestUnit: 'day' }).days
  if (days < terms.daysMin) {
    return { code: 'blocking.pause-too-short', field: 'until', details: { min: terms.daysMin } }
  }
  if (days > terms.daysMax) {
    return { code: 'blocking.pause-too-long', field: 'until', details: { max: terms.daysMax } }
  }
  const earliest = today.add({ days: terms.noticeDays })
  if (Temporal.PlainDate.compare(from, earliest) < 0) {
    return {
      code: 'blocking.pause-too-early',
      field: 'from',
      details: { earliest: earliest.toString() },
    }
  }
  return undefined
}

function faultOfCustomer(
  terms: PauseTerms,
  { from, until, signedOn, availableMinor, others }: PauseFacts,
): PauseFault | undefined {
  const allowed = signedOn.add({ days: terms.contractDaysMin })
  if (Temporal.PlainDate.compare(from, allowed) < 0) {
    return {
      code: 'blocking.pause-contract-too-young',
      field: 'from',
      details: { allowed: allowed.toString() },
    }
  }
  if (terms.needsNoDebt && availableMinor < 0n) {
    return { code: 'blocking.pause-in-debt', field: 'pauseTemplateId' }
  }
  const overlapping = others.find(
    (other) =>
      Temporal.PlainDate.compare(from, other.until) < 0 &&
      Temporal.PlainDate.compare(other.from, until) < 0,
  )
  if (overlapping) {
    return {
      code: 'blocking.pause-overlaps',
      field: 'from',
      details: { from: overlapping.from.toString(), until: overlapping.until.toString() },
    }
  }
  const used = others.filter((other) => other.from.year === from.year).length
  if (terms.usesPerYear !== null && used >= terms.usesPerYear) {
    return {
      code: 'blocking.pauses-used-up',
      field: 'pauseTemplateId',
      details: { uses: terms.usesPerYear, year: from.year },
    }
  }
  return undefined
}
