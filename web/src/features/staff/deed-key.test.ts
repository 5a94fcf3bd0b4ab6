import assert from 'node:assert/strict'
import { globSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { test } from 'node:test'
import { deedKey } from './deed-key.ts'

const WEB = join(import.meta.dirname, '../..')
const CONTRACT = join(WEB, '../../packages/contract/src')

test('a deed becomes a key without signs that texts know in another sense', () => {
  assert.equal(deedKey('POST /api/staff/sign-in'), 'post-staff-sign-in')
  assert.equal(deedKey('PATCH /api/staff/roles/:id'), 'patch-staff-roles-id')
})

test('every deed that the audit may name has its words', () => {
  const texts = JSON.parse(readFileSync(join(WEB, 'i18n/ru/staff.json'), 'utf8'))
  const missing = globSync('**/*.ts', { cwd: CONTRACT })
    .flatMap((file) => deedsIn(readFileSync(join(CONTRACT, file), 'utf8')))
    .map(deedKey)
    .filter((key) => typeof texts.deedWords[key] !== 'string')
  assert.deepEqual(missing, [])
})

function deedsIn(source: string): string[] {
  const routes = source.matchAll(
    /method: '(\w+)',\s+path: '([^']+)',\s+summary:\s+'[^\n]+\s+access: '[^']+',\s+(asks)?/g,
  )
  return [...routes]
    .filter(([, method, , asks]) => method !== 'GET' && !asks)
    .map(([, method, path]) => `${method} ${path}`)
}
