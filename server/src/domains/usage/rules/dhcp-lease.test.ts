import assert from 'node:assert/strict'
import { test } from 'node:test'
import { type KnownLease, type LeaseEvent, stepOf } from './dhcp-lease.ts'

const ROUTER = 'aa:bb:cc:00:00:01'
const OTHER = 'aa:bb:cc:00:00:02'
const at = (minute: number) =>
  Temporal.Instant.from('2026-04-20T09:00:00Z').add({ minutes: minute })
const told = (event: LeaseEvent, minute: number, mac = ROUTER) => ({
  event,
  mac,
  at: at(minute),
  expiresAt: at(minute + 30),
})
const live: KnownLease = {
  id: 1n,
  mac: ROUTER,
  beganAt: at(0),
  expiresAt: at(30),
  endedAt: null,
}
const over = { ...live, endedAt: at(20) }

test('an address begins, goes on and ends', () => {
  assert.deepEqual(stepOf([], told('assigned', 0)), { kind: 'begin', ousts: null, until: null })
  const renew = { kind: 'renew', id: 1n, expiresAt: at(45) }
  assert.deepEqual(stepOf([live], told('renewed', 15)), renew)
  const end = { kind: 'end', id: 1n, at: at(20), reason: 'released' }
  assert.deepEqual(stepOf([live], told('released', 20)), end)
  const expired = { kind: 'end', id: 1n, at: at(30), reason: 'expired' }
  assert.deepEqual(stepOf([live], told('expired', 33)), expired, 'when it ran out, not when told')
})

test('what is told again or late changes nothing', () => {
  const none = { kind: 'none' }
  assert.deepEqual(stepOf([live], told('assigned', 0)), none)
  assert.deepEqual(stepOf([over], told('assigned', 0)), none)
  assert.deepEqual(stepOf([over], told('renewed', 15)), none)
  assert.deepEqual(stepOf([over], told('released', 20)), none)
  assert.deepEqual(stepOf([live], told('expired', 15)), none, 'renewed since')
  assert.deepEqual(stepOf([live], told('released', 15, OTHER)), none, 'of another device')
  const again = { ...live, id: 2n, beganAt: at(40), expiresAt: at(70) }
  assert.deepEqual(stepOf([over, again], told('released', 20)), none, 'of the lease before')
})

test('an address that another device gets is taken from the one before', () => {
  const ousts = { kind: 'begin', ousts: 1n, until: null }
  assert.deepEqual(stepOf([live], told('assigned', 10, OTHER)), ousts)
  assert.deepEqual(stepOf([live], told('assigned', 0, OTHER)), { kind: 'none' }, 'in one moment')
  assert.deepEqual(stepOf([over], told('assigned', 10, OTHER)), { kind: 'none' }, 'long past')
  const later = { ...live, beganAt: at(20) }
  const between = { kind: 'begin', ousts: null, until: at(20) }
  assert.deepEqual(stepOf([later], told('assigned', 0, OTHER)), between)
  assert.deepEqual(stepOf([over], told('assigned', 20)), {
    kind: 'begin',
    ousts: null,
    until: null,
  })
})
