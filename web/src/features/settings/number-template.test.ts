import assert from 'node:assert/strict'
import { test } from 'node:test'
import { exampleOf, faultOf } from './number-template.ts'

const facts = { counter: 42, day: '2026-11-05', names: { AGRM: '2026-00007', TYPE: 'СЧ' } }

test('a template is filled as the server fills it', () => {
  assert.equal(exampleOf('{YYYY}-{N:5}', facts), '2026-00042')
  assert.equal(exampleOf('{TYPE}/{AGRM}/{DD}{MM}{YY}/{N}', facts), 'СЧ/2026-00007/051126/42')
})

test('a template must count, once', () => {
  assert.equal(faultOf('{YYYY}', 'invoice'), 'counter-missing')
  assert.equal(faultOf('{N}{N:3}', 'invoice'), 'counter-repeated')
  assert.equal(faultOf('{N:13}', 'contract'), 'counter-width')
})

test('unknown words and loose braces are seen', () => {
  assert.equal(faultOf('{N}{AGRM}', 'contract'), 'unknown-token')
  assert.equal(faultOf('{N}{AGRM}', 'invoice'), undefined)
  assert.equal(faultOf('{N', 'invoice'), 'brace-not-closed')
  assert.equal(faultOf('N}', 'invoice'), 'brace-not-opened')
})
