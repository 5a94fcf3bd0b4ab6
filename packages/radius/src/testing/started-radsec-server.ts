import { readFileSync } from 'node:fs'
import type { TestContext } from 'node:test'
import type { ConnectionOptions } from 'node:tls'
import { CODE } from '../code.ts'
import type { DropReason } from '../drop-reason.ts'
import {
  type ConnectionEnd,
  type ConnectionEndDetail,
  RADSEC_SECRET,
  type RadSecServerOptions,
} from '../radsec/radsec-options.ts'
import { createRadSecServer } from '../radsec/radsec-server.ts'
import type { RadiusPeer } from '../server/server-options.ts'
import { CLIENT_AUTHORITY, TEST_TLS } from './certificates.ts'
import { RadSecClient } from './radsec-client.ts'
import { accept } from './started-server.ts'

export const TLS_NAS: RadiusPeer = { secret: RADSEC_SECRET, requireMessageAuthenticator: true }
export const RADSEC_TLS = { ...TEST_TLS, ca: readFileSync(CLIENT_AUTHORITY) }
type Options = RadSecServerOptions<RadiusPeer>

/** A server over TLS on a free port, what it told of, and clients of it; all closed when the test ends. */
export async function startedRadSec(t: TestContext, options: Partial<Options> = {}) {
  const drops: DropReason[] = []
  const ends: (ConnectionEndDetail & { reason: ConnectionEnd })[] = []
  const server = await createRadSecServer({
    host: '127.0.0.1',
    port: 0,
    tls: RADSEC_TLS,
    findClient: () => TLS_NAS,
    handleAuth: accept,
    handleAcct: (_request, context) => context.reply(CODE['Accounting-Response']),
    onDrop: (reason) => drops.push(reason),
    onConnectionEnd: (reason, detail) => ends.push({ reason, ...detail }),
    ...options,
  })
  const clients: RadSecClient[] = []
  t.after(async () => {
    for (const client of clients) client.destroy()
    await server.close(0)
  })
  const connect = (tls?: ConnectionOptions) => {
    const client = new RadSecClient(server.port, tls)
    clients.push(client)
    return client
  }
  return { server, drops, ends, connect }
}
