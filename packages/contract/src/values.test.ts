import assert from 'node:assert/strict'
import { test } from 'node:test'
import { z } from 'zod'
import { editOf } from './values.ts'

const form = z.object({
  name: z.string().min(1),
  port: z.coerce.number().int().default(3799),
  note: z.string().nullable().default(null),
})

test('an edit leaves alone what it does not speak of', () => {
  assert.deepEqual(editOf(form).parse({}), {})
  assert.deepEqual(editOf(form).parse({ name: 'BRAS' }), { name: 'BRAS' })
})

test('an edit checks what it speaks of as the form does', () => {
  assert.deepEqual(editOf(form).parse({ port: '1812', note: null }), { port: 1812, note: null })
  assert.equal(editOf(form).safeParse({ name: '' }).success, false)
})
