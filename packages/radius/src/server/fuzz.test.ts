import assert from 'node:assert/strict'
import { test } from 'node:test'
import { setImmediate as turn } from 'node:timers/promises'
import { createRadiusClient } from '../client/client.ts'
import { CODE } from '../code.ts'
import { ATTRIBUTE } from '../dictionary.generated.ts'
import { formatPacket } from '../format-packet.ts'
import { createRequest, type PacketWriter } from '../packet-writer.ts'
import { checkPap } from '../password/check-password.ts'
import { mutate, seededRandom } from '../testing/random.ts'
import { RawSocket } from '../testing/raw-socket.ts'
import { papRequest, SECRET } from '../testing/sample-packets.ts'
import { createRadiusServer } from './server.ts'

const MUTANTS = 100_000
/** As many as the runtime reads in one turn of the event loop, so that few are lost in the socket buffer. */
const BATCH = 32

test('100,000 mutants at a live server: it survives, and good requests among them are answered', async (t) => {
  // Half of the mutants have no Message-Authenticator, and none is demanded: they reach the handler as well.
  const client = { secret: SECRET, requireMessageAuthenticator: false }
  let handledMutants = 0
  const server = await createRadiusServer({
    kind: 'auth',
    host: '127.0.0.1',
    port: 0,
    findClient: () => client,
    limits: { repliesKeptMax: 1024 },
    handle: (request, context) => {
      if (!request.readString(ATTRIBUTE['User-Name'])?.startsWith('good')) handledMutants++
      if (handledMutants % 16 === 0) formatPacket(request)
      const isRight = checkPap(request, SECRET, 'arctangent')
      return context.reply(CODE[isRight ? 'Access-Accept' : 'Access-Reject'])
    },
  })
  const attacker = await RawSocket.open(server.port)
  const nas = createRadiusClient({ timeoutMs: 2000, attemptsMax: 5 })
  t.after(async () => {
    await attacker.close()
    await nas.close()
    await server.close()
  })

  const random = seededRandom(5997)
  const originals = Array.from({ length: 8 }, (_, i) => original(i).encode(i))
  for (let sent = 0; sent < MUTANTS; sent += BATCH) {
    for (let i = 0; i < BATCH; i++) {
      attacker.send(mutate(originals[i % originals.length] ?? Buffer.alloc(0), random))
    }
    await turn()
    if (sent % (BATCH * 64) > 0) continue
    const request = papRequest(`good${sent}`, 'arctangent')
    const result = await nas.send({ host: '127.0.0.1', port: server.port, request })
    assert.equal(result.kind === 'reply' && result.packet.code, CODE['Access-Accept'])
  }
  const { received, dropped, inFlight } = server.counters()
  const refused = Object.values(dropped).reduce((sum, count) => sum + count, 0)
  const arrived = (received['Access-Request'] ?? 0) + refused
  assert.ok(arrived > MUTANTS * 0.9, `only ${arrived} arrived: the test would mean little`)
  assert.ok(handledMutants > 1000, `only ${handledMutants} mutants reached the handler`)
  assert.equal(dropped['handler-error'], 0)
  assert.equal(inFlight, 0)
})

function original(index: number): PacketWriter {
  if (index % 2 === 0) return papRequest(`bad${index}`, 'arctangent')
  return createRequest(CODE['Access-Request'], { secret: SECRET, messageAuthenticator: false })
    .addString(ATTRIBUTE['User-Name'], `bad${index}`)
    .addString(ATTRIBUTE['User-Password'], 'arctangent')
    .addString(ATTRIBUTE['Cisco-AVPair'], 'a=b')
    .addByName('Tunnel-Type:1', 'VLAN')
}
