import type { CallOf, ResponseOf, RouteShape } from '@altyn/contract/route'
import { ApiMismatch, ApiUnreachable, fromErrorAnswer } from './api-failure.ts'

/** What a call takes: the fields of the route, and the headers that belong to some deeds. */
export type CallInput<R extends RouteShape> = CallOf<R> &
  VersionOf<R> & {
    /** The same key always gives the first answer, so a repeated call does nothing twice. */
    idempotencyKey?: string
    signal?: AbortSignal
  }

/** The version that was edited: the server refuses when somebody has changed it meanwhile. */
type VersionOf<R extends RouteShape> = R['versioned'] extends true
  ? { ifMatch: number }
  : { ifMatch?: undefined }

/** The input may be left out when nothing in it is required. */
export type CallArguments<R extends RouteShape> =
  Record<never, never> extends CallOf<R> & VersionOf<R>
    ? [input?: CallInput<R>]
    : [input: CallInput<R>]

type AnyInput = {
  params?: unknown
  query?: unknown
  body?: unknown
  idempotencyKey?: string
  ifMatch?: number
  signal?: AbortSignal
}

/** Makes one call of the contract and answers with the parsed response, or throws an ApiProblem, ApiUnreachable or ApiMismatch. */
export async function call<R extends RouteShape>(
  route: R,
  ...[input]: CallArguments<R>
): Promise<ResponseOf<R>> {
  const answer = await send(route, input ?? {})
  const content: unknown = answer.status === 204 ? undefined : await answer.json().catch(() => null)
  const parsed = route.response.safeParse(content)
  if (!parsed.success) throw new ApiMismatch(route.path, parsed.error)
  return parsed.data as ResponseOf<R> // the schema that parsed it is the schema that types it
}

/** The address of a GET route: for links that open a file in a new tab. */
export function addressOf<R extends RouteShape>(route: R, ...[input]: CallArguments<R>): string {
  const { params, query }: AnyInput = input ?? {}
  return fillPath(route.path, params) + queryText(query)
}

async function send(route: RouteShape, input: AnyInput): Promise<Response> {
  const address = fillPath(route.path, input.params) + queryText(input.query)
  const answer = await fetch(address, {
    method: route.method,
    credentials: 'same-origin',
    headers: headersOf(route, input),
    body: bodyOf(input.body),
    signal: input.signal,
  }).catch((cause: unknown) => {
    if (input.signal?.aborted) throw cause
    throw new ApiUnreachable(cause)
  })
  if (!answer.ok) throw await fromErrorAnswer(route.path, answer)
  return answer
}

function headersOf(route: RouteShape, { body, idempotencyKey, ifMatch }: AnyInput): Headers {
  const headers = new Headers({ accept: route.file ?? 'application/json' })
  if (route.upload) headers.set('content-type', 'application/octet-stream')
  else if (body !== undefined && !isRawBody(body)) headers.set('content-type', 'application/json')
  if (idempotencyKey) headers.set('idempotency-key', idempotencyKey)
  if (ifMatch !== undefined) headers.set('if-match', `"${ifMatch}"`)
  return headers
}

/** Files go as they are; the browser writes their content type itself. */
function isRawBody(body: unknown): body is Blob | FormData {
  return body instanceof Blob || body instanceof FormData
}

function bodyOf(body: unknown): BodyInit | undefined {
  if (body === undefined) return undefined
  return isRawBody(body) ? body : JSON.stringify(body)
}

function fillPath(path: string, params: unknown): string {
  const values = (params ?? {}) as Record<string, unknown> // the contract makes params an object
  return path.replaceAll(/:(\w+)/g, (_, name: string) => encodeURIComponent(String(values[name])))
}

function queryText(query: unknown): string {
  const search = new URLSearchParams()
  for (const [name, value] of Object.entries(query ?? {})) {
    for (const item of Array.isArray(value) ? value : [value]) {
      if (item !== undefined && item !== null && item !== '') search.append(name, String(item))
    }
  }
  const text = search.toString()
  return text ? `?${text}` : ''
}
