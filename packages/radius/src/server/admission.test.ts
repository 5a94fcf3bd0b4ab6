import assert from 'node:assert/strict'
import { test } from 'node:test'
import type { Packet } from '../packet.ts'
import { accountingRequest, decoded, papRequest } from '../testing/sample-packets.ts'
import { Admission } from './admission.ts'

interface Guest {
  name: string
  request: Packet
  receivedAtMs: number
}

const auth = decoded(papRequest('nemo', 'arctangent').encode())
const start = decoded(accountingRequest('Start', 's').encode())
const stop = decoded(accountingRequest('Stop', 's', 7).encode())
const interim = decoded(accountingRequest('Interim-Update', 's').encode())
const repeated = decoded(accountingRequest('Interim-Update', 's', 5).encode())

function admission(limits: { inFlightMax: number; waitingMax: number; waitMsMax?: number }) {
  const started: string[] = []
  const refused: string[] = []
  const clock = { nowMs: 0 }
  const door = new Admission<Guest>({
    limits: { waitMsMax: 1000, ...limits },
    nowMs: () => clock.nowMs,
    start: ({ name }) => started.push(name),
    refuse: ({ name }) => refused.push(name),
  })
  const enter = (name: string, request: Packet, receivedAtMs = 0) =>
    door.enter({ name, request, receivedAtMs })
  return { door, clock, started, refused, enter }
}

test('as many start at once as may, the others wait', () => {
  const { door, started, enter } = admission({ inFlightMax: 2, waitingMax: 10 })
  for (const name of ['a', 'b', 'c']) enter(name, auth)
  assert.deepEqual(started, ['a', 'b'])
  assert.deepEqual([door.inFlight, door.waiting], [2, 1])
  door.leave()
  assert.deepEqual(started, ['a', 'b', 'c'])
  assert.deepEqual([door.inFlight, door.waiting], [2, 0])
})

test('authentication, Start and Stop go before Interim, a repeated Interim goes last', () => {
  const { door, started, enter } = admission({ inFlightMax: 1, waitingMax: 10 })
  enter('running', auth)
  enter('repeated interim', repeated)
  enter('interim', interim)
  enter('stop', stop)
  enter('auth', auth)
  enter('start', start)
  for (let i = 0; i < 5; i++) door.leave()
  const order = ['running', 'stop', 'auth', 'start', 'interim', 'repeated interim']
  assert.deepEqual(started, order)
})

test('a full waiting room gives up the lowest first, the oldest of it', () => {
  const { refused, enter } = admission({ inFlightMax: 1, waitingMax: 3 })
  enter('running', auth)
  enter('interim 1', interim)
  enter('repeated', repeated)
  enter('interim 2', interim)
  enter('stop 1', stop)
  enter('stop 2', stop)
  enter('stop 3', stop)
  assert.deepEqual(refused, ['repeated', 'interim 1', 'interim 2'])
  enter('interim 3', interim)
  enter('stop 4', stop)
  assert.deepEqual(refused.slice(3), ['interim 3', 'stop 4'], 'nobody is below them')
})

test('who waited too long is refused and not started', () => {
  const { door, clock, started, refused, enter } = admission({ inFlightMax: 1, waitingMax: 5 })
  enter('running', auth)
  enter('old', auth, 0)
  enter('young', auth, 900)
  clock.nowMs = 1500
  door.leave()
  assert.deepEqual(refused, ['old'])
  assert.deepEqual(started, ['running', 'young'])
})

test('ten thousand waiting who are answered at once do not pile up calls', () => {
  let answered = 0
  const door: Admission<Guest> = new Admission({
    limits: { inFlightMax: 1, waitingMax: 20_000, waitMsMax: 1000 },
    nowMs: () => 0,
    start: ({ name }) => {
      if (name === 'running') return
      answered++
      door.leave()
    },
    refuse: () => undefined,
  })
  door.enter({ name: 'running', request: auth, receivedAtMs: 0 })
  for (let i = 0; i < 10_000; i++) door.enter({ name: 'quick', request: auth, receivedAtMs: 0 })
  door.leave()
  assert.equal(answered, 10_000)
  assert.deepEqual([door.inFlight, door.waiting], [0, 0])
})
