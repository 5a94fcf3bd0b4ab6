/** A period as people choose it: both days belong to it. */
export type PeriodValue = { from?: string; until?: string }
