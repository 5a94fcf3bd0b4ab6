import { listOperators } from '@altyn/contract/settings'
import { type Me, readMe } from '@altyn/contract/staff'
import { type QueryClient, useQueryClient, useSuspenseQuery } from '@tanstack/react-query'
import { useCallback } from 'react'
import { call } from '../lib/api-client.ts'
import type { OperatorView } from '../lib/operator.ts'
import { callKey } from '../lib/use-call.ts'

const meQuery = {
  queryKey: callKey(readMe, undefined),
  queryFn: () => call(readMe),
  staleTime: 60_000,
}
const operatorsQuery = {
  queryKey: callKey(listOperators, undefined),
  queryFn: () => call(listOperators),
  staleTime: 300_000,
}

/** Who is signed in; asked once, before the first page is drawn. */
export function ensureMe(client: QueryClient): Promise<Me> {
  return client.ensureQueryData(meQuery)
}

export async function ensureOperators(client: QueryClient): Promise<void> {
  await client.ensureQueryData(operatorsQuery)
}

/** The signed-in member of staff. */
export function useMe(): Me {
  return useSuspenseQuery(meQuery).data
}

/** Puts the answer of a call about oneself where the pages read it. */
export function useNoteMe(): (me: Me) => void {
  const client = useQueryClient()
  return useCallback((me: Me) => client.setQueryData(meQuery.queryKey, me), [client])
}

/** The operator whose zone and currency the pages show; nothing on a house that is still empty. */
export function useOwnOperator(): OperatorView | undefined {
  const { items } = useSuspenseQuery(operatorsQuery).data
  return items.find(({ isDefault }) => isDefault) ?? items[0]
}
