import { readSubscriberCard } from '@altyn/contract/reports'
import { useMutationState, useQueryClient } from '@tanstack/react-query'
import { useEffect } from 'react'
import { refreshPaths, useCall } from '../../../lib/use-call.ts'

const USUAL_MILLISECONDS = 15_000
/** What follows a deed, charges and commands to the network, comes within seconds. */
const HURRY_MILLISECONDS = 1500
const HURRY_LASTS_MILLISECONDS = 12_000

/** The card of a subscriber, kept fresh while it is looked at, and more often right after a deed. */
export function useCard(id: number) {
  const client = useQueryClient()
  const deeds = useMutationState({
    filters: { status: 'success' },
    select: ({ state }) => state.submittedAt,
  })
  const sinceDeed = Temporal.Now.instant().epochMilliseconds - Math.max(0, ...deeds)
  const isHurry = sinceDeed < HURRY_LASTS_MILLISECONDS
  const answer = useCall(
    readSubscriberCard,
    { params: { id } },
    { everyMilliseconds: isHurry ? HURRY_MILLISECONDS : USUAL_MILLISECONDS },
  )
  const { data, error, isFetching, refetch } = answer
  const balances = data?.contracts
    .map(({ money }) => [money.balance.amount, ...money.accounts.map(({ state }) => state)].join())
    .join(';')
  // A charge that came after the deed belongs into the statement beside the card as well.
  useEffect(() => {
    if (balances !== undefined) void refreshPaths(client, FOLLOWERS)
  }, [client, balances])
  return { card: data, error, isFetching, retry: () => void refetch() }
}

const FOLLOWERS = ['/api/ledger', '/api/accounts', '/api/staff/audit']
