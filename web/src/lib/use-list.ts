import type { ResponseOf, RouteShape } from '@altyn/contract/route'
import { keepPreviousData, useInfiniteQuery } from '@tanstack/react-query'
import type { z } from 'zod'
import { type CallArguments, type CallInput, call } from './api-client.ts'
import type { ListSource } from './list-source.ts'
import { callKey, useCall } from './use-call.ts'

type PageAnswer = { items: unknown[]; nextCursor: string | null; total?: number }

/** A route that answers with a page of a list. */
export type ListRoute = RouteShape & {
  query: z.ZodObject
  response: z.ZodType<PageAnswer>
}
export type RowOf<R extends ListRoute> = ResponseOf<R>['items'][number]
type QueryInput<R extends ListRoute> = Partial<Omit<z.input<R['query']>, 'cursor' | 'limit'>>

/** A route that answers with all its rows at once. */
export type ItemsRoute = RouteShape & { response: z.ZodType<{ items: unknown[] }> }

type ListOptions = {
  params?: Record<string, string | number>
  /** False while the question cannot be asked yet. */
  isEnabled?: boolean
  /** Asks again this often: for open sessions and logs. */
  everyMilliseconds?: number | false
}

const PAGE_ROWS = 50
const EXPORT_PAGE_ROWS = 200
const EXPORT_ROWS_MAX = 100_000

/** Reads a list page by page with a keyset cursor; the old rows stay on the screen while new ones come. */
export function useList<R extends ListRoute>(
  route: R,
  query: QueryInput<R>,
  { params, isEnabled = true, everyMilliseconds = false }: ListOptions = {},
): ListSource<RowOf<R>> {
  const answer = useInfiniteQuery({
    queryKey: callKey(route, { params, query }, 'pages'),
    queryFn: ({ pageParam, signal }) =>
      readPage(route, {
        params,
        query: {
          ...query,
          cursor: pageParam,
          limit: PAGE_ROWS,
          total: pageParam ? undefined : true,
        },
        signal,
      }),
    initialPageParam: undefined as string | undefined,
    getNextPageParam: (last) => last.nextCursor ?? undefined,
    placeholderData: keepPreviousData,
    enabled: isEnabled,
    refetchInterval: everyMilliseconds,
  })
  return {
    rows: (answer.data?.pages.flatMap((page) => page.items) ?? []) as RowOf<R>[],
    state: answer.data ? 'ready' : answer.isError ? 'failed' : 'loading',
    error: answer.error,
    // What asks again by itself every few seconds must not blink each time.
    isRefreshing: everyMilliseconds
      ? answer.isPlaceholderData
      : answer.isFetching && !answer.isFetchingNextPage,
    total: answer.data?.pages[0]?.total,
    hasMore: answer.hasNextPage,
    isLoadingMore: answer.isFetchingNextPage,
    loadMore: () => {
      if (answer.hasNextPage && !answer.isFetchingNextPage) void answer.fetchNextPage()
    },
    reload: () => void answer.refetch(),
    readAll: (onProgress) => readAll(route, { params, query }, onProgress),
  }
}

/** A whole short list, `{ items }`, in the shape of a list that is read page by page. */
export function useItems<R extends ItemsRoute>(
  route: R,
  input?: CallInput<R>,
): ListSource<ResponseOf<R>['items'][number]> {
  const answer = useCall(route, input)
  const rows = (answer.data?.items ?? []) as ResponseOf<R>['items'][number][]
  return {
    rows,
    state: answer.data ? 'ready' : answer.isError ? 'failed' : 'loading',
    error: answer.error,
    isRefreshing: answer.isFetching,
    total: answer.data ? rows.length : undefined,
    hasMore: false,
    isLoadingMore: false,
    loadMore: () => {},
    reload: () => void answer.refetch(),
    readAll: async () => rows,
  }
}

async function readPage(route: ListRoute, input: object): Promise<PageAnswer> {
  // The hook's own signature has checked the query; here it is only carried.
  return (await call(route, ...([input] as CallArguments<ListRoute>))) as PageAnswer
}

async function readAll<R extends ListRoute>(
  route: R,
  { params, query }: { params?: object; query: object },
  onProgress: (count: number) => void,
): Promise<RowOf<R>[]> {
  const rows: unknown[] = []
  let cursor: string | null | undefined
  do {
    const page = await readPage(route, {
      params,
      query: { ...query, cursor: cursor ?? undefined, limit: EXPORT_PAGE_ROWS },
    })
    rows.push(...page.items)
    cursor = page.nextCursor
    onProgress(rows.length)
  } while (cursor && rows.length < EXPORT_ROWS_MAX)
  return rows as RowOf<R>[]
}
