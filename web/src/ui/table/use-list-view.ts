import { useMemo } from 'react'
import type { z } from 'zod'
import { type UrlState, useUrlState } from '../../lib/url-state.ts'

/** How a list is looked at: its filters, its order and the row that is peeked at, all kept in the address. */
export type ListView<Query = Record<string, unknown>> = {
  /** Names the list in what the browser remembers. */
  id: string
  /** What to ask the server, ready for `useList`. */
  query: Query
  /** The filters as they stand in the address. */
  values: UrlState
  change: (changes: Readonly<Record<string, string | undefined>>) => void
  /** Replaces all filters by those of a saved view. */
  replace: (values: UrlState) => void
  peekKey: string | undefined
}

/** Names in the address that belong to the page and not to the question. */
const PAGE_NAMES = new Set(['panel', 'peek', 'tab', 'view'])

/** The view of a list whose question has this schema; what the address says wrongly is left out. */
export function useListView<Schema extends z.ZodObject>(
  id: string,
  schema: Schema,
): ListView<Partial<z.input<Schema>>> {
  const [state, change] = useUrlState()
  const text = JSON.stringify(state)
  // The question keeps its identity while the address says the same, so nothing is asked twice.
  const values = useMemo(() => valuesOf(JSON.parse(text), schema), [text, schema])
  return {
    id,
    query: values as Partial<z.input<Schema>>, // each field was checked by its own schema
    values,
    change,
    replace: (next) => {
      const none = Object.fromEntries(Object.keys(values).map((name) => [name, undefined]))
      change({ ...none, ...next })
    },
    peekKey: state.peek,
  }
}

function valuesOf(state: UrlState, schema: z.ZodObject): UrlState {
  const fields: Record<string, z.core.$ZodType> = schema.shape
  const kept = Object.entries(state).filter(([name, value]) => {
    const field = fields[name] as z.ZodType | undefined // all fields of our contract are classic schemas
    return !PAGE_NAMES.has(name) && field?.safeParse(value).success
  })
  return Object.fromEntries(kept)
}
