import assert from 'node:assert/strict'
import { test } from 'node:test'
import { CODE } from '../code.ts'
import { ATTRIBUTE } from '../dictionary.generated.ts'
import { createRequest, type PacketWriter } from '../packet-writer.ts'
import { mutate, seededRandom } from '../testing/random.ts'
import { accountingRequest, papRequest } from '../testing/sample-packets.ts'
import { startedRadSec } from '../testing/started-radsec-server.ts'
import { accept, until } from '../testing/started-server.ts'
import { RADSEC_SECRET as SECRET } from './radsec-options.ts'

const CONNECTIONS = 400
const MUTANTS_PER_CONNECTION = 20

function original(index: number): PacketWriter {
  if (index % 3 === 0) return papRequest(`bad${index}`, 'arctangent', SECRET)
  if (index % 3 === 1) return accountingRequest('Start', `s${index}`, 0, SECRET)
  return createRequest(CODE['Access-Request'], { secret: SECRET, messageAuthenticator: false })
    .addString(ATTRIBUTE['User-Name'], `bad${index}`)
    .addString(ATTRIBUTE['User-Password'], 'arctangent')
}

test('400 connections of mutants: the server survives, nothing is left, and a good client is served all along', async (t) => {
  let handledMutants = 0
  const { server, connect } = await startedRadSec(t, {
    // Without a demand for Message-Authenticator a third of the mutants reaches the handler.
    findClient: () => CLIENT,
    handleAuth: (request, context) => {
      if (request.readString(ATTRIBUTE['User-Name']) !== 'good') handledMutants++
      return accept(request, context)
    },
  })
  const good = connect()
  const random = seededRandom(6614)
  for (let round = 0; round < CONNECTIONS; round++) {
    const attacker = connect()
    const mutants = Array.from({ length: MUTANTS_PER_CONNECTION }, (_, i) => {
      const bytes = original(random(9)).encode(i)
      return random(4) === 0 ? mutate(bytes, random) : bytes
    })
    attacker.send(...mutants)
    if (random(2) === 0) attacker.socket.end()
    if (round % 8 > 0) continue
    good.send(papRequest('good', 'arctangent', SECRET).encode(round % 256))
    await good.receive(round / 8 + 1)
    assert.equal(good.received.at(-1)?.[0], CODE['Access-Accept'])
    assert.equal(good.isClosed, false)
  }
  await until(() => server.counters().connectionsAccepted === CONNECTIONS + 1)
  const { connectionsEnded, dropped, inFlight } = server.counters()
  assert.ok(
    connectionsEnded['bad-packet'] > CONNECTIONS / 4,
    'the mutants were seen as what they are',
  )
  assert.ok(handledMutants > 500, `only ${handledMutants} mutants reached the handler`)
  assert.equal(dropped['handler-error'], 0)
  assert.equal(inFlight, 0)
  await server.close(0)
  assert.deepEqual([server.counters().connections, server.counters().handshakes], [0, 0])
})

const CLIENT = { secret: SECRET, requireMessageAuthenticator: false }
