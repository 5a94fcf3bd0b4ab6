import { MutationCache, QueryCache, QueryClient } from '@tanstack/react-query'
import { ApiUnreachable, isSignedOut } from './api-failure.ts'

const FRESH_MILLISECONDS = 15_000
const RETRIES_MAX = 2

/** Keeps answers for all pages. Whoever is signed out by the server is told so once, wherever it happened. */
export function createQueryClient(onSignedOut: () => void): QueryClient {
  const onError = (error: unknown) => {
    if (isSignedOut(error)) onSignedOut()
  }
  return new QueryClient({
    queryCache: new QueryCache({ onError }),
    mutationCache: new MutationCache({ onError }),
    defaultOptions: {
      queries: {
        staleTime: FRESH_MILLISECONDS,
        // A refusal stays a refusal; only silence is worth another try.
        retry: (failures, error) => error instanceof ApiUnreachable && failures < RETRIES_MAX,
      },
      // Whether a silent server has done the deed is unknown, so a person decides to repeat it.
      mutations: { retry: false },
    },
  })
}
