import assert from 'node:assert/strict'
import { globSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { test } from 'node:test'

const SERVER = join(import.meta.dirname, '../../../server/src')

test('every refusal of the server has its words', () => {
  const texts = JSON.parse(readFileSync(join(import.meta.dirname, 'ru/problems.json'), 'utf8'))
  const missing = globSync('**/*.ts', { cwd: SERVER })
    .filter((path) => !path.endsWith('.test.ts'))
    .flatMap((path) => codesIn(path, readFileSync(join(SERVER, path), 'utf8')))
    .filter((code) => wordsOf(texts, code) === undefined)
  assert.deepEqual([...new Set(missing)], [])
})

/** Codes of refusals: `new Refusal('…')`, `refuseField('…')`, and the faults that rules answer with. */
function codesIn(path: string, source: string): string[] {
  const thrown = source.matchAll(/(?:new Refusal|refuseField)\(\s*'([^']+)'/g)
  const answered = path.includes('/rules/')
    ? source.matchAll(/(?:return|[?:]) '([a-z]+\.[a-z-]+)'/g)
    : []
  return [...thrown, ...answered].map(([, code = '']) => code)
}

function wordsOf(texts: unknown, code: string): unknown {
  return code.split('.').reduce<unknown>((branch, name) => {
    if (typeof branch !== 'object' || branch === null) return undefined
    return (branch as Record<string, unknown>)[name]
  }, texts)
}
