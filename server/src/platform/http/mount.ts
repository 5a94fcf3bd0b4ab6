import type { RouteShape } from '@altyn/contract/route'
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify'
import type { z } from 'zod'
import { type Actor, type Context, type Ground, readingContext } from '../context.ts'
import { Refusal } from '../refusal.ts'
import { inTransaction } from '../transaction.ts'
import type { AnsweredRoute, Input } from './answer.ts'
import { once } from './idempotency.ts'

const IDEMPOTENCY_KEY = /^[\x21-\x7e]{8,200}$/

export type Gate = {
  /** Who sends this request; undefined when nobody is signed in. */
  findActor(ctx: Context, request: FastifyRequest): Promise<Actor | undefined>
  /** Refuses an actor who may not call a route. */
  admit(actor: Actor, route: RouteShape): void
  /** Writes down a deed that was done, in its own transaction. */
  record(ctx: Context, route: RouteShape, input: Input<RouteShape>, done: unknown): Promise<void>
}

const NO_BYTES = Buffer.alloc(0)
/** Of a file that comes in one piece. */
const FILE_BYTES_MAX = 32 * 1024 * 1024
const NOBODY: Actor = { id: 'nobody', name: '', permissions: new Set() }

/** Serves a route: who → may they → is the input right → the deed in a transaction → the answer. */
export function mountRoute(
  app: FastifyInstance,
  ground: Ground,
  gate: Gate,
  { route, handle }: AnsweredRoute,
): void {
  app.route({
    method: route.method,
    url: route.path,
    ...(route.upload === 'whole' && { bodyLimit: FILE_BYTES_MAX }),
    async handler(request, reply) {
      refuseForeignOrigin(request)
      const actor = await actorOf(ground, gate, route, request)
      const input = readInput(route, request)
      const deed = (ctx: Context) => handle(ctx, input, { request, reply })
      if (route.method === 'GET') {
        const found = await deed(readingContext(ground, actor))
        return send(reply, route, found)
      }
      if (route.asks) return send(reply, route, await inTransaction(ground, actor, deed))
      const recorded = async (ctx: Context) => {
        const done = await deed(ctx)
        if (route.upload !== 'piece' && !route.isUnrecorded)
          await gate.record(ctx, route, input, done)
        return done
      }
      const done = await inTransaction(ground, actor, (ctx) =>
        route.idempotent ? onceOrPlain(ctx, route, input, reply, recorded) : recorded(ctx),
      )
      // Returned, not thrown: what the deed wrote down (a failed sign-in) has to stay.
      if (done instanceof Refusal) throw done
      return send(reply, route, done)
    },
  })
}

async function actorOf(
  ground: Ground,
  gate: Gate,
  route: RouteShape,
  request: FastifyRequest,
): Promise<Actor> {
  const actor = await gate.findActor(readingContext(ground, NOBODY), request)
  if (route.access === 'public') return actor ?? { ...NOBODY, address: request.ip }
  if (!actor) throw new Refusal('staff.not-signed-in')
  gate.admit(actor, route)
  return actor
}

/** A browser of another site must not act with our cookie. Machines send no Origin. */
function refuseForeignOrigin(request: FastifyRequest): void {
  const { origin, host } = request.headers
  if (request.method === 'GET' || origin === undefined) return
  if (!URL.canParse(origin) || new URL(origin).host !== host)
    throw new Refusal('platform.wrong-origin')
}

function readInput(route: RouteShape, request: FastifyRequest): Input<RouteShape> {
  return {
    params: parse(route.params, request.params, ''),
    query: parse(route.query, request.query, ''),
    body: parse(route.body, request.body ?? {}, ''),
    bytes: route.upload ? readBytes(request) : NO_BYTES,
    version: route.versioned ? readVersion(request) : 0,
    idempotencyKey: route.idempotent ? readKey(request) : '',
  } as Input<RouteShape> // parsed by the route's own schemas
}

function parse(schema: z.ZodType | undefined, value: unknown, fallback: unknown): unknown {
  if (!schema) return fallback
  const parsed = schema.safeParse(value)
  if (parsed.success) return parsed.data
  const fields = parsed.error.issues.map((issue) => ({
    field: issue.path.join('.'),
    rule: issue.code === 'custom' || issue.code === 'invalid_format' ? issue.message : issue.code,
  }))
  throw new Refusal('platform.invalid', {}, fields)
}

function readVersion(request: FastifyRequest): number {
  const match = /^"?(\d+)"?$/.exec(request.headers['if-match'] ?? '')
  if (!match) throw new Refusal('platform.version-required')
  return Number(match[1])
}

function readBytes({ body }: FastifyRequest): Buffer {
  if (Buffer.isBuffer(body) && body.length > 0) return body
  throw new Refusal('platform.bad-request')
}

/** A key is asked of machines only: a person who presses twice is caught by the page. */
function readKey(request: FastifyRequest): string {
  const key = request.headers['idempotency-key']
  if (key === undefined) return ''
  if (typeof key !== 'string' || !IDEMPOTENCY_KEY.test(key)) {
    throw new Refusal('platform.idempotency-key-required')
  }
  return key
}

async function onceOrPlain(
  ctx: Context,
  route: RouteShape,
  input: Input<RouteShape>,
  reply: FastifyReply,
  deed: (ctx: Context) => Promise<unknown>,
): Promise<unknown> {
  if (!input.idempotencyKey) return deed(ctx)
  const request = { key: input.idempotencyKey, route: route.path, body: input.body }
  const { isRepeat, response } = await once(ctx, request, () => deed(ctx))
  if (isRepeat) reply.header('idempotency-replayed', 'true')
  return response
}

function send(reply: FastifyReply, route: RouteShape, found: unknown): FastifyReply {
  if (route.file) return reply.type(route.file).send(found)
  return reply.type('application/json; charset=utf-8').send(JSON.stringify(found))
}
