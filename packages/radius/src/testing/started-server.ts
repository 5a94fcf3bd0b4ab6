import type { TestContext } from 'node:test'
import { setTimeout as sleep } from 'node:timers/promises'
import { CODE } from '../code.ts'
import type { DropReason } from '../drop-reason.ts'
import { checkPap } from '../password/check-password.ts'
import { createRadiusServer } from '../server/server.ts'
import type { RadiusPeer, RadiusServerOptions } from '../server/server-options.ts'
import { RawSocket } from './raw-socket.ts'
import { SECRET } from './sample-packets.ts'

export const NAS: RadiusPeer = { secret: SECRET, requireMessageAuthenticator: true }
type Options = RadiusServerOptions<RadiusPeer>
export type Handler = Options['handle']

/** Accepts the password arctangent and rejects any other. */
export const accept: Handler = (request, context) => {
  const isRight = checkPap(request, context.client.secret, 'arctangent')
  return context.reply(CODE[isRight ? 'Access-Accept' : 'Access-Reject'])
}

/** A server on a free port, the drops that it told of, and a bare socket; all closed when the test ends. */
export async function started(t: TestContext, options: Partial<Options> = {}) {
  const drops: { reason: DropReason; error?: unknown }[] = []
  const server = await createRadiusServer({
    kind: 'auth',
    host: '127.0.0.1',
    port: 0,
    findClient: (address) => (address === '127.0.0.1' ? NAS : undefined),
    handle: accept,
    onDrop: (reason, _address, { error }) => drops.push({ reason, error }),
    ...options,
  })
  const socket = await RawSocket.open(server.port)
  t.after(async () => {
    await socket.close()
    await server.close(0)
  })
  return { server, socket, drops }
}

/** Waits until a condition holds; the test fails by its own assertions if it never does. */
export async function until(condition: () => boolean): Promise<void> {
  for (let i = 0; i < 1000 && !condition(); i++) await sleep(5)
}
