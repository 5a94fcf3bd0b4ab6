import assert from 'node:assert/strict'
import { test } from 'node:test'
import { CODE } from '../code.ts'
import { papRequest } from '../testing/sample-packets.ts'
import { accept, NAS, started, until } from '../testing/started-server.ts'
import { createRadiusServer } from './server.ts'
import { fillLimits } from './server-options.ts'

test('close waits for what is being handled, and takes nothing new', async (t) => {
  const gate = Promise.withResolvers<void>()
  const { server, socket } = await started(t, {
    handle: async (_request, context) => {
      await gate.promise
      return context.reply(CODE['Access-Accept'])
    },
  })
  socket.send(papRequest('nemo', 'arctangent').encode(1))
  await until(() => server.counters().inFlight === 1)
  const closed = server.close()
  socket.send(papRequest('nemo', 'arctangent').encode(2))
  await until(() => server.counters().dropped.closing === 1)
  gate.resolve()
  assert.ok(await socket.receive(1))
  await closed
  assert.equal(server.counters().dropped.closing, 1)
})

test('close does not wait beyond its deadline', async (t) => {
  const { server, socket } = await started(t, { handle: () => new Promise(() => undefined) })
  socket.send(papRequest('nemo', 'arctangent').encode(1))
  await until(() => server.counters().inFlight === 1)
  const beforeMs = performance.now()
  await server.close(20)
  assert.ok(performance.now() - beforeMs < 4000, 'not the five seconds that it waits by default')
})

test('a limit that is left open is the default one', () => {
  const limits = fillLimits({ inFlightMax: undefined, waitingMax: 5 })
  assert.equal(limits.inFlightMax, fillLimits().inFlightMax)
  assert.equal(limits.waitingMax, 5)
})

test('two servers share a port with reusePort, and a taken port is refused without it', async (t) => {
  const options = {
    kind: 'auth',
    host: '127.0.0.1',
    findClient: () => NAS,
    handle: accept,
  } as const
  const first = await createRadiusServer({ ...options, port: 0, reusePort: true })
  const second = await createRadiusServer({ ...options, port: first.port, reusePort: true })
  t.after(() => Promise.all([first.close(), second.close()]))
  await assert.rejects(createRadiusServer({ ...options, port: first.port }), { code: 'EADDRINUSE' })
  await assert.rejects(createRadiusServer({ ...options, port: 0, host: 'localhost' }), TypeError)
})
