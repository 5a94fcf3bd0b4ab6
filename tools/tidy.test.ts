// House rules that no linter knows. Each test is one rule; its name is the message.
import assert from 'node:assert/strict'
import { existsSync, globSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { test } from 'node:test'
import { ROOT } from './clone.ts'
import { missingFromLock, readLock } from './complete-lock.ts'

const LINES_PER_FILE_MAX = 400
const LINES_PER_README_MAX = 120
const FILES_PER_FOLDER_MAX = 20
const VAGUE_NAMES = /(^|[/.-])(utils?|helpers?|misc|common|manager|base|data|info)([.-]|$)/
const LEFTOVERS = /\b(TODO|FIXME)\b/
// Refused at the start of a process, where the supervisor has the words, never in a browser.
const REFUSED_AT_START = ['server/src/platform/config.ts', 'server/src/platform/migrate.ts']

const files = (pattern: string) =>
  globSync(pattern, {
    cwd: ROOT,
    exclude: (name) => ['node_modules', 'dist', '.cache', 'data'].includes(name),
  }).sort()
const folders = (pattern: string) =>
  globSync(pattern, { cwd: ROOT, withFileTypes: true })
    .filter((entry) => entry.isDirectory())
    .map((entry) => entry.name)
    .sort()
const text = (path: string) => readFileSync(join(ROOT, path), 'utf8')
const isTest = (path: string) => /\.test\.tsx?$/.test(path)
const matchesOf = (path: string, pattern: RegExp) =>
  [...text(path).matchAll(pattern)].map(([, found = '']) => found)
const domainOf = (path: string) => path.split('/')[3] ?? ''

const code = files('{packages,server,tools,web}/**/*.{ts,tsx,mjs}')
const domainCode = files('server/src/domains/**/*.ts').filter((path) => !isTest(path))
const migrations = files('server/migrations/*.sql')

test('a file fits in a head: at most 400 lines', () => {
  const long = code
    .filter((path) => !path.includes('.generated.'))
    .filter((path) => text(path).split('\n').length - 1 > LINES_PER_FILE_MAX)
  assert.deepEqual(long, [])
})

test('no file or folder has a vague name', () => {
  const vague = code.filter((path) => VAGUE_NAMES.test(path))
  assert.deepEqual(vague, [])
})

test('a folder fits on a screen: at most 20 files besides tests', () => {
  const sources = code.filter((path) => !isTest(path))
  const byFolder = Map.groupBy(sources, (path) => path.slice(0, path.lastIndexOf('/')))
  const crowded = [...byFolder].filter(([, own]) => own.length > FILES_PER_FOLDER_MAX)
  assert.deepEqual(
    crowded.map(([folder]) => folder),
    [],
  )
})

test('every domain explains itself in a README of at most 120 lines', () => {
  const silent = folders('server/src/domains/*').filter((domain) => {
    const path = `server/src/domains/${domain}/README.md`
    return !existsSync(join(ROOT, path)) || text(path).split('\n').length > LINES_PER_README_MAX
  })
  assert.deepEqual(silent, [])
})

test('a store writes only to the tables of its own domain', () => {
  const typed = /(?:insertInto|updateTable|deleteFrom|mergeInto)\(\s*['"`](\w+)\./g
  const raw =
    /\b(?:insert\s+into|update|delete\s+from|merge\s+into|truncate)\s+(?:only\s+)?"?(\w+)"?\."?\w/gi
  const strangers = domainCode.filter((path) =>
    [...matchesOf(path, typed), ...matchesOf(path, raw)].some(
      (schema) => schema !== domainOf(path),
    ),
  )
  assert.deepEqual(strangers, [])
})

test('a migration is named 0001_domain_what_it_does.sql, without gaps', () => {
  migrations.forEach((path, index) => {
    const name = path.slice(path.lastIndexOf('/') + 1)
    assert.match(name, /^\d{4}_[a-z]+_[a-z0-9_]+\.sql$/)
    assert.equal(Number(name.slice(0, 4)), index + 1, name)
  })
})

test('every schema of the database has a domain of the same name', () => {
  const domains = ['platform', ...folders('server/src/domains/*')]
  const created = migrations.flatMap((path) =>
    matchesOf(path, /^\s*create schema (?:if not exists )?(\w+)/gim),
  )
  assert.deepEqual(
    created.filter((schema) => !domains.includes(schema)),
    [],
  )
})

test('every file of routes is mounted in processes/api/routes.ts', () => {
  const list = 'server/src/processes/api/routes.ts'
  const mounted = existsSync(join(ROOT, list)) ? text(list) : ''
  const lost = files('server/src/domains/**/*.routes.ts').filter(
    (path) => !mounted.includes(path.slice('server/src/'.length)),
  )
  assert.deepEqual(lost, [])
})

test('every event is named after the domain that tells it', () => {
  const strangers = domainCode.flatMap((path) =>
    matchesOf(path, /\btell\(\s*[\w.]+,\s*['"`]([^'"`]+)/g)
      .filter((event) => event.split('.')[0] !== domainOf(path))
      .map((event) => `${event} in ${path}`),
  )
  assert.deepEqual(strangers, [])
})

test('every refusal has its text in Russian and in English', () => {
  const codes = files('server/src/**/*.ts')
    .filter((path) => !isTest(path) && !REFUSED_AT_START.includes(path))
    .flatMap((path) => matchesOf(path, /\b(?:new Refusal|refuseField)\(\s*['"`]([^'"`]+)/g))
  for (const language of ['ru', 'en']) {
    const path = `web/src/i18n/${language}/problems.json`
    const texts: unknown = existsSync(join(ROOT, path)) ? JSON.parse(text(path)) : {}
    const silent = [...new Set(codes)].filter((refusal) => !hasText(texts, refusal)).sort()
    assert.deepEqual(silent, [], path)
  }
})

test('nothing is left for later', () => {
  const unfinished = [...code, ...files('{docs,server,web,packages}/**/*.md'), ...migrations]
    .filter((path) => path !== 'tools/tidy.test.ts')
    .filter((path) => LEFTOVERS.test(text(path)))
  assert.deepEqual(unfinished, [])
})

test('npm ci accepts the lock file (if not: npx node tools/complete-lock.ts)', () => {
  assert.deepEqual([...missingFromLock(readLock()).keys()], [])
})

/** Finds `payments.duplicate` whole as a key, or as a key inside a group. */
function hasText(texts: unknown, path: string): boolean {
  if (typeof texts !== 'object' || texts === null) return false
  const known = new Map(Object.entries(texts))
  if (typeof known.get(path) === 'string') return true
  // What is shown apart from a field has a title, and advice where there is a way out.
  if (path === '' && typeof known.get('title') === 'string') return true
  const [group = '', ...rest] = path.split('.')
  return path !== '' && hasText(known.get(group), rest.join('.'))
}
