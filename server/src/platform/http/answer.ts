import type { BodyOf, ParamsOf, QueryOf, ResponseOf, RouteShape } from '@altyn/contract/route'
import type { FastifyReply, FastifyRequest } from 'fastify'
import type { Context } from '../context.ts'

export type Input<R extends RouteShape> = {
  params: ParamsOf<R>
  query: QueryOf<R>
  body: BodyOf<R>
  /** The file, or the piece of one, on routes that take bytes; empty on the others. */
  bytes: Buffer
  /** The version that the caller edits, from `If-Match`; 0 on routes without versions. */
  version: number
  /** The Idempotency-Key; empty on routes without one. */
  idempotencyKey: string
}
export type Exchange = { request: FastifyRequest; reply: FastifyReply }

export type AnsweredRoute = {
  route: RouteShape
  handle(ctx: Context, input: Input<RouteShape>, exchange: Exchange): Promise<unknown>
}

/** Binds a route of the contract to the deed that answers it. */
export function answer<R extends RouteShape>(
  route: R,
  handle: (
    ctx: Context,
    input: Input<R>,
    exchange: Exchange,
  ) => Promise<R['file'] extends string ? Buffer : ResponseOf<R>>,
): AnsweredRoute {
  return { route, handle: handle as AnsweredRoute['handle'] } // the mount parses by the same route
}
