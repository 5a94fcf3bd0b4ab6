import type { ResponseOf, RouteShape } from '@altyn/contract/route'
import {
  keepPreviousData,
  type QueryClient,
  type UseMutationResult,
  type UseQueryResult,
  useMutation,
  useQuery,
  useQueryClient,
} from '@tanstack/react-query'
import { useRef } from 'react'
import { type CallArguments, type CallInput, call } from './api-client.ts'
import { isSignedOut } from './api-failure.ts'
import { failureText } from './failure-text.ts'
import { showToast } from './toasts.ts'

/** Reports show what the other domains own, so every deed may have changed them. */
const REPORTS = '/api/reports'

type CallOptions = {
  /** False while the question cannot be asked yet. */
  isEnabled?: boolean
  /** Asks again this often: for running jobs and open sessions. */
  everyMilliseconds?: number | false
}

/** Reads one route and keeps the answer: shown at once the next time, refreshed behind. */
export function useCall<R extends RouteShape>(
  route: R,
  input?: CallInput<R>,
  { isEnabled = true, everyMilliseconds = false }: CallOptions = {},
): UseQueryResult<ResponseOf<R>> {
  return useQuery({
    queryKey: callKey(route, input),
    queryFn: ({ signal }) => call(route, ...argumentsOf<R>({ ...input, signal })),
    enabled: isEnabled,
    refetchInterval: everyMilliseconds,
    placeholderData: keepPreviousData,
  }) as UseQueryResult<ResponseOf<R>> // TanStack widens the type of a deferred generic
}

type DeedOptions<R extends RouteShape> = {
  /** What to say afterwards: a text, or a text made of the answer. Nothing is said without it. */
  done?: string | ((answer: ResponseOf<R>) => string)
  /** Paths whose answers are stale afterwards, besides the reports and the deed's own domain. */
  refresh?: readonly string[]
  onDone?: (answer: ResponseOf<R>) => void
  /** A form shows failures itself, at its fields and on top; otherwise they become a toast. */
  isFailureShownByCaller?: boolean
}

/** Does one deed: says that it is done, and refreshes everything that it may have changed. */
export function useDeed<R extends RouteShape>(
  route: R,
  { done, refresh = [], onDone, isFailureShownByCaller = false }: DeedOptions<R> = {},
): UseMutationResult<ResponseOf<R>, Error, CallInput<R>> {
  const client = useQueryClient()
  const keyOf = useIdempotencyKey()
  return useMutation<ResponseOf<R>, Error, CallInput<R>>({
    mutationFn: (input) =>
      call(
        route,
        ...argumentsOf<R>(
          route.idempotent && !input.idempotencyKey
            ? { ...input, idempotencyKey: keyOf.take(input) }
            : input,
        ),
      ),
    onSuccess: async (answer) => {
      keyOf.renew()
      const text = typeof done === 'function' ? done(answer) : done
      if (text) showToast({ tone: 'done', text })
      onDone?.(answer)
      await refreshPaths(client, [domainOf(route.path), REPORTS, ...refresh])
    },
    onError: (error) => {
      if (isFailureShownByCaller || isSignedOut(error)) return
      const { title, advice } = failureText(error)
      showToast({ tone: 'failed', text: title, advice })
    },
  })
}

/** Marks the answers of all routes under these paths as stale; those on the screen are read again. */
export function refreshPaths(client: QueryClient, prefixes: readonly string[]): Promise<void> {
  return client.invalidateQueries({
    predicate: ({ queryKey: [path] }) =>
      typeof path === 'string' && prefixes.some((prefix) => path.startsWith(prefix)),
  })
}

/** Answers are kept under the path first, so that a deed can refresh a whole branch of paths. */
export function callKey(route: RouteShape, input: object | undefined, ...more: unknown[]) {
  return [route.path, { ...input, signal: undefined }, ...more] as const
}

/** `/api/payments/:id/refund` → `/api/payments`. */
function domainOf(path: string): string {
  return path.split('/').slice(0, 3).join('/')
}

/** Callers give a whole input; a route without required fields merely allows less. */
function argumentsOf<R extends RouteShape>(input: object): CallArguments<R> {
  return [input] as CallArguments<R>
}

/**
 * The key stays the same while the same input is sent again, so a payment repeated after a
 * lost answer is taken once; a changed input or a finished deed gets a new key.
 */
function useIdempotencyKey() {
  const held = useRef<{ input: string; key: string }>(undefined)
  return {
    take(input: object): string {
      const text = JSON.stringify(input)
      if (held.current?.input !== text) held.current = { input: text, key: randomKey() }
      return held.current.key
    },
    renew() {
      held.current = undefined
    },
  }
}

/** 128 random bits. `crypto.randomUUID` is missing on plain http, where small providers may live. */
export function randomKey(): string {
  const bytes = crypto.getRandomValues(new Uint8Array(16))
  return Array.from(bytes, (byte) => byte.toString(16).padStart(2, '0')).join('')
}
