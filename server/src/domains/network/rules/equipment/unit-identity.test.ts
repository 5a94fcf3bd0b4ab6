import assert from 'node:assert/strict'
import { test } from 'node:test'
import { faultsOfIdentity, type Identification, plainIdentity } from './unit-identity.ts'

const ONT: Identification = {
  serialNeed: 'required',
  serialFormat: 'HWTC%%%%%%%%, 48575443%%%%%%%%',
  macNeed: 'optional',
  chipNeed: 'none',
  chipFormat: '',
}
const NOTHING = { serial: '', mac: '', chipId: '', name: '' }
const faults = (model: Identification, typed: object) =>
  faultsOfIdentity(model, { ...NOTHING, ...typed }).map(({ field, rule }) => `${field} ${rule}`)

test('the same unit is the same text however it is typed', () => {
  assert.deepEqual(
    plainIdentity({ serial: ' hwtc12ab34cd ', mac: 'AA-BB-CC-00-11-22', chipId: 'ab-1' }),
    { serial: 'HWTC12AB34CD', mac: 'aa:bb:cc:00:11:22', chipId: 'AB-1' },
  )
})

test('a number has to look like one of the masks, from its beginning to its end', () => {
  assert.deepEqual(faults(ONT, { serial: 'HWTC12AB34CD' }), [])
  assert.deepEqual(faults(ONT, { serial: '4857544312AB34CD' }), [])
  for (const serial of ['HWTC12AB34C', 'HWTC12AB34CDE', 'HWTC12AB34CG', 'ZTEG12AB34CD'])
    assert.deepEqual(faults(ONT, { serial }), ['serial format'], serial)
})

test('what a mask does not name stands for itself', () => {
  const model: Identification = { ...ONT, serialFormat: 'a.#-@*' }
  assert.deepEqual(faults(model, { serial: 'A.1-BZ' }), [])
  assert.deepEqual(faults(model, { serial: 'AX1-BZ' }), ['serial format'])
  assert.deepEqual(faults(model, { serial: 'A.1-1Z' }), ['serial format'])
})

test('a model says what has to be there, may be there, and must not', () => {
  assert.deepEqual(faults(ONT, {}), ['serial missing'])
  assert.deepEqual(faults(ONT, { serial: 'HWTC12AB34CD', mac: 'aa:bb', chipId: '1' }), [
    'mac format',
    'chipId unused',
  ])
})

test('without any number a unit needs a name of its own', () => {
  const loose: Identification = { ...ONT, serialNeed: 'optional' }
  assert.deepEqual(faults(loose, {}), ['name nameless'])
  assert.deepEqual(faults(loose, { name: 'Инв. 15' }), [])
})
