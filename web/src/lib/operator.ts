import { createContext, use } from 'react'

export type OperatorView = { timeZone: string; currency: string }

const Operator = createContext<OperatorView | undefined>(undefined)

/** The operator on whose behalf the pages are shown: its zone for all times, its currency for all sums. */
export const OperatorProvider = Operator.Provider

/** The operator's time zone; the browser's own only before sign-in. */
export function useZone(): string {
  return use(Operator)?.timeZone ?? Temporal.Now.timeZoneId()
}

/** Today in the operator's time zone, `2026-04-17`. */
export function useToday(): string {
  return Temporal.Now.plainDateISO(useZone()).toString()
}

/** The operator's currency, for sums that have none of their own yet. */
export function useCurrency(): string {
  return use(Operator)?.currency ?? 'RUB'
}
