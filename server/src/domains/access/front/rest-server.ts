import { timingSafeEqual } from 'node:crypto'
import {
  CODE,
  createReply,
  type Packet,
  type PacketWriter,
  type RequestContext,
} from '@altyn/radius'
import Fastify, { type FastifyReply, type FastifyRequest } from 'fastify'
import type { Log } from '#platform/log'
import type { NasPeer, NasPeers } from '../memory/nas-peers.ts'
import { type RestRequest, restRequest, toAnswer, toPacket } from './rest-packet.ts'

const BODY_BYTES_MAX = 65_536
const IN_FLIGHT_MAX = 1024
const CONNECTION_MS = 15_000

type Handle = (
  request: Packet,
  context: RequestContext<NasPeer>,
) => PacketWriter | undefined | Promise<PacketWriter | undefined>
export type RestServerOptions = {
  host: string
  port: number
  peers: NasPeers
  handleAuth: Handle
  handleAcct: Handle
  log: Log
}

/**
 * The same answers for a FreeRADIUS in front that asks by rlm_rest. It shows, as HTTP Basic, the address of the access server
 * and the secret that both share with it, so whoever may not ask over UDP may not ask here either. Statuses are those that
 * rlm_rest turns into its results: 200 with attributes, 204 kept, 401 refused with attributes, 403 a server that nobody knows,
 * 5xx no answer, so that the access server asks again.
 */
export async function startRestServer(options: RestServerOptions) {
  const app = Fastify({
    bodyLimit: BODY_BYTES_MAX,
    connectionTimeout: CONNECTION_MS,
    forceCloseConnections: true,
  })
  let inFlight = 0
  const answer =
    (code: number, handle: Handle) => async (asked: FastifyRequest, to: FastifyReply) => {
      if (inFlight >= IN_FLIGHT_MAX) return to.code(503).send({ error: 'too much at once' })
      inFlight += 1
      try {
        return await respond(options, { code, handle, asked, to })
      } finally {
        inFlight -= 1
      }
    }
  app.post('/authorize', answer(CODE['Access-Request'], options.handleAuth))
  app.post('/accounting', answer(CODE['Accounting-Request'], options.handleAcct))
  app.setErrorHandler((error: { statusCode?: number; message: string }, _request, reply) => {
    if (error.statusCode && error.statusCode < 500) {
      return reply.code(error.statusCode).send({ error: error.message })
    }
    options.log.error({ error: error.message }, 'FreeRADIUS was not answered')
    return reply.code(500).send({ error: 'the cause is in the log of Altyn' })
  })
  await app.listen({ host: options.host, port: options.port })
  const address = app.server.address()
  return {
    port: typeof address === 'object' && address ? address.port : options.port,
    close: () => app.close(),
  }
}

type Question = { code: number; handle: Handle; asked: FastifyRequest; to: FastifyReply }

async function respond({ peers }: RestServerOptions, { code, handle, asked, to }: Question) {
  const { address, secret } = readBasic(asked.headers.authorization)
  const client = peers.find(address)
  if (!client || !isSame(secret, client.secret)) {
    const error = `no access server with the address ${address} has this secret`
    return to.code(403).send({ error })
  }
  const body = restRequest.safeParse(asked.body)
  if (!body.success) return to.code(400).send({ error: body.error.issues[0]?.message })
  const request = toPacket(code, body.data satisfies RestRequest, client.secret)
  if (!request) return to.code(400).send({ error: 'the attributes do not fit into a packet' })
  const reply = await handle(request, contextOf(client, address, request))
  if (!reply) return to.code(503).send({ error: 'nothing is answered to this packet' })
  if (reply.code === CODE['Accounting-Response']) return to.code(204).send()
  return to.code(reply.code === CODE['Access-Reject'] ? 401 : 200).send(toAnswer(reply))
}

function contextOf(client: NasPeer, address: string, request: Packet): RequestContext<NasPeer> {
  return {
    client,
    address,
    port: 0,
    receivedAtMs: performance.now(),
    reply: (code) => createReply(request, code, client.secret),
  }
}

function readBasic(header = ''): { address: string; secret: Buffer } {
  const shown = Buffer.from(/^Basic (\S+)$/i.exec(header)?.[1] ?? '', 'base64')
  // An IPv6 address has colons, the secret begins after the last one that can belong to it.
  const text = shown.toString('latin1')
  const at = /^[\d.]*:|^\[[^\]]*\]:/.exec(text)?.[0].length ?? 0
  const address = text.slice(0, Math.max(at - 1, 0)).replace(/^\[|\]$/g, '')
  return { address, secret: shown.subarray(at) }
}

function isSame(shown: Buffer, secret: Buffer): boolean {
  return shown.length === secret.length && timingSafeEqual(shown, secret)
}
