import assert from 'node:assert/strict'
import { test } from 'node:test'
import { serviceChanges } from './service-changes.ts'

const INTERNET = { service: { id: 1 }, by: 'tariff' as const }
const TURBO = { service: { id: 2 }, by: 'bought' as const }
const order = (sessionServiceId: number, kind: string, outcome: string | null) => ({
  sessionServiceId,
  kind,
  outcome,
})

/** What is told, in short: `+2` begins, `-1` ends. */
function told(standing: Partial<Parameters<typeof serviceChanges>[0]>) {
  return serviceChanges({ told: [], due: [], ordered: [], ...standing }).map(
    ({ kind, serviceId }) => `${kind === 'start-service' ? '+' : '-'}${serviceId}`,
  )
}

test('what is not due ends first, then what is due begins; what is right is left alone', () => {
  assert.deepEqual(told({ told: [1], due: [TURBO] }), ['-1', '+2'])
  assert.deepEqual(told({ told: [1], due: [INTERNET] }), [])
  assert.deepEqual(told({ due: [INTERNET, TURBO] }), ['+1', '+2'])
  assert.deepEqual(told({ told: [1, 2] }), ['-1', '-2'])
})

test('an order that is on its way, or came to nothing lately, is not given again', () => {
  for (const outcome of [null, 'no-answer', 'refused', 'no-address']) {
    assert.deepEqual(told({ due: [TURBO], ordered: [order(2, 'start-service', outcome)] }), [])
  }
  for (const outcome of ['acknowledged', 'called-off']) {
    assert.deepEqual(told({ due: [TURBO], ordered: [order(2, 'start-service', outcome)] }), ['+2'])
  }
})

test('what may have begun though nobody answered is ended when it is not due any more', () => {
  assert.deepEqual(told({ ordered: [order(2, 'start-service', 'no-answer')] }), ['-2'])
  assert.deepEqual(told({ ordered: [order(2, 'start-service', 'refused')] }), [])
})

test('what may have ended though nobody answered begins again when it is due', () => {
  const ordered = [order(1, 'end-service', 'no-answer')]
  assert.deepEqual(told({ told: [1], due: [INTERNET], ordered }), ['+1'])
})

test('why is told: by what it is given, or that nothing gives it any more', () => {
  const reasons = serviceChanges({ told: [1], due: [TURBO], ordered: [] }).map(
    ({ reason }) => reason,
  )
  assert.deepEqual(reasons, ['service-not-due', 'service-by-bought'])
})
