import type { z } from 'zod'
import type { Permission } from './permissions.ts'

/** Who may call a route: anybody, any signed-in staff member, or a holder of one permission. */
export type Access = 'public' | 'signed-in' | Permission

export type RouteShape = {
  method: 'GET' | 'POST' | 'PUT' | 'PATCH' | 'DELETE'
  /** Fastify notation: `/api/ledger/contracts/:contractId/statement`. */
  path: `/api/${string}`
  summary: string
  access: Access
  params?: z.ZodObject
  query?: z.ZodObject
  body?: z.ZodType
  response: z.ZodType
  /** The mutation takes an `Idempotency-Key` header; the same key always gives the first answer. */
  idempotent?: boolean
  /** A question whose input is too large for an address: nothing is changed, nothing recorded. */
  asks?: boolean
  /**
   * The body is bytes, not JSON: a whole file, or a piece of a file that a recorded deed has opened.
   * Pieces are not recorded one by one.
   */
  upload?: 'whole' | 'piece'
  /** What machines ask and tell by the thousand is kept as what it is, not line by line in the audit. */
  isUnrecorded?: boolean
  /** The edit names the version that it was made from, in `If-Match`. */
  versioned?: boolean
  /** The answer is a file of this media type, not JSON. */
  file?: string
}

/** Describes one HTTP call once, for the server that answers it and the browser that makes it. */
export function route<const Shape extends RouteShape>(shape: Shape): Shape {
  return shape
}

export type ParamsOf<R extends RouteShape> = R['params'] extends z.ZodType
  ? z.output<R['params']>
  : undefined
export type QueryOf<R extends RouteShape> = R['query'] extends z.ZodType
  ? z.output<R['query']>
  : undefined
export type BodyOf<R extends RouteShape> = R['body'] extends z.ZodType
  ? z.output<R['body']>
  : undefined
export type ResponseOf<R extends RouteShape> = z.output<R['response']>

/** What the browser passes: fields with defaults may be left out. */
export type CallOf<R extends RouteShape> = (R['params'] extends z.ZodType
  ? { params: z.input<R['params']> }
  : { params?: undefined }) &
  (R['query'] extends z.ZodType ? { query?: z.input<R['query']> } : { query?: undefined }) &
  (R['body'] extends z.ZodType
    ? { body: z.input<R['body']> }
    : R['upload'] extends string
      ? { body: Blob }
      : { body?: undefined })
