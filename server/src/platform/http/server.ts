import compress from '@fastify/compress'
import cookie from '@fastify/cookie'
import Fastify, { type FastifyInstance } from 'fastify'
import type { Ground } from '../context.ts'
import type { AnsweredRoute } from './answer.ts'
import { type Gate, mountRoute } from './mount.ts'
import { toProblem } from './problem.ts'

const BODY_BYTES_MAX = 1024 * 1024
const REQUEST_TIMEOUT_MS = 30_000

const SECURITY_HEADERS = {
  'content-security-policy':
    "default-src 'self'; style-src 'self' 'unsafe-inline'; img-src 'self' data: blob:; font-src 'self' data:; frame-src 'self' blob:; object-src 'none'; base-uri 'none'; frame-ancestors 'self'",
  'x-content-type-options': 'nosniff',
  'referrer-policy': 'same-origin',
}

/** An HTTP server with every route of the house mounted, errors as problem+json. */
export async function createHttpServer(
  ground: Ground,
  gate: Gate,
  routes: AnsweredRoute[],
  options: { trustProxy: boolean },
): Promise<FastifyInstance> {
  const app = Fastify({
    bodyLimit: BODY_BYTES_MAX,
    requestTimeout: REQUEST_TIMEOUT_MS,
    trustProxy: options.trustProxy,
    forceCloseConnections: true,
    logger: false,
    routerOptions: { maxParamLength: 200 },
  })
  // Files come as plain bytes; what is larger than one body comes in pieces.
  app.addContentTypeParser(
    'application/octet-stream',
    { parseAs: 'buffer' },
    (_request, body, done) => done(null, body),
  )
  await app.register(cookie)
  await app.register(compress, { threshold: 1024 })
  app.addHook('onRequest', async (_request, reply) => {
    reply.headers(SECURITY_HEADERS)
  })
  app.setErrorHandler((error, request, reply) => {
    const problem = toProblem(error)
    if (problem.status >= 500) {
      ground.log.error(
        { err: error, method: request.method, url: request.routeOptions.url },
        problem.code,
      )
    }
    return reply
      .code(problem.status)
      .type('application/problem+json; charset=utf-8')
      .send(JSON.stringify(problem))
  })
  for (const route of routes) mountRoute(app, ground, gate, route)
  return app
}
