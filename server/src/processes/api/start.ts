import { existsSync } from 'node:fs'
import { join } from 'node:path'
import type { RouteShape } from '@altyn/contract/route'
import fastifyStatic from '@fastify/static'
import type { FastifyInstance } from 'fastify'
import { sql } from 'kysely'
import { collectDefaultMetrics } from 'prom-client'
import { readBeats, startHeartbeat } from '#platform/heartbeat'
import { describeApi } from '#platform/http/openapi'
import { createHttpServer } from '#platform/http/server'
import { createMetrics, renderMetrics } from '#platform/metrics'
import type { ProcessGround } from '../ground.ts'
import { renderDocs } from './docs-page.ts'
import { staffGate } from './gate.ts'
import { allRoutes } from './routes.ts'

const WEB_FOLDER = join(import.meta.dirname, '../../../../web/dist')
const VERSION = '0.1.0'
const YEAR_SECONDS = 31_536_000

/** Serves the API and the web on one port. */
export async function startApi(ground: ProcessGround) {
  const { config } = ground
  const metrics = createMetrics()
  collectDefaultMetrics({ register: metrics, prefix: 'altyn_' })
  const routes = allRoutes(ground.box, config)
  const app = await createHttpServer(ground, staffGate, routes, config)
  mountStatus(app, ground)
  mountDescription(
    app,
    routes.map(({ route }) => route),
  )
  await mountWeb(app)
  await app.listen({ port: config.port, host: config.host })
  const heartbeat = startHeartbeat(ground, 'api', metrics)
  await heartbeat.first
  const address = app.server.address()
  const port = typeof address === 'object' && address ? address.port : config.port
  return {
    app,
    ready: { port },
    async stop() {
      await heartbeat.stop()
      await app.close()
      await ground.pool.end()
    },
  }
}

/** The API described for programs and for people. Made when somebody first asks: few do, and it takes long. */
function mountDescription(app: FastifyInstance, shapes: RouteShape[]): void {
  let description: string | undefined
  app.get('/api/openapi.json', (_request, reply) => {
    description ??= JSON.stringify(describeApi(shapes, VERSION))
    return reply.type('application/json').send(description)
  })
  app.get('/api/docs', (_request, reply) => reply.type('text/html').send(renderDocs(shapes)))
}

function mountStatus(app: FastifyInstance, ground: ProcessGround): void {
  app.get('/healthz', () => ({ ok: true }))
  app.get('/readyz', async (_request, reply) => {
    const state = await readState(ground)
    const isReady = Object.values(state).every(Boolean)
    return reply.code(isReady ? 200 : 503).send({ ok: isReady, ...state })
  })
  app.get('/metrics', async (_request, reply) => {
    const beats = await readBeats(ground.db)
    return reply.type('text/plain; version=0.0.4').send(renderMetrics(beats))
  })
}

async function readState(ground: ProcessGround) {
  const web = existsSync(join(WEB_FOLDER, 'index.html'))
  try {
    await sql`select 1`.execute(ground.db)
    const alive = new Set((await readBeats(ground.db)).map(({ process }) => process))
    return { database: true, web, radius: alive.has('radius'), worker: alive.has('worker') }
  } catch {
    return { database: false, web, radius: false, worker: false }
  }
}

/** The built web; addresses that are no files are pages of its own router. */
async function mountWeb(app: FastifyInstance): Promise<void> {
  await app.register(fastifyStatic, {
    root: WEB_FOLDER,
    wildcard: true,
    index: false,
    cacheControl: false,
    setHeaders(reply, path) {
      const isHashed = path.includes('/assets/')
      reply.header(
        'cache-control',
        isHashed ? `public, max-age=${YEAR_SECONDS}, immutable` : 'no-cache',
      )
    },
  })
  app.setNotFoundHandler((request, reply) => {
    const isPage =
      request.method === 'GET' &&
      !request.url.startsWith('/api/') &&
      !/\.\w+$/.test(request.url.split('?')[0] ?? '')
    if (isPage && existsSync(join(WEB_FOLDER, 'index.html'))) {
      return reply.header('cache-control', 'no-cache').sendFile('index.html')
    }
    if (isPage) return reply.code(503).type('text/html').send(BUILDING_PAGE)
    const problem = {
      type: 'urn:altyn:platform.not-found',
      title: 'platform.not-found',
      status: 404,
      code: 'platform.not-found',
    }
    return reply.code(404).type('application/problem+json').send(JSON.stringify(problem))
  })
  app.get('/', (_request, reply) =>
    existsSync(join(WEB_FOLDER, 'index.html'))
      ? reply.header('cache-control', 'no-cache').sendFile('index.html')
      : reply.code(503).type('text/html').send(BUILDING_PAGE),
  )
}

const BUILDING_PAGE =
  '<!doctype html><meta charset="utf-8"><meta http-equiv="refresh" content="2"><title>Altyn</title><p>Интерфейс собирается, минуту… · The interface is being built, a minute…</p>'
