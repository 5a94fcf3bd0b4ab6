// npm test, npm test -- <part of a path>, npm run check: everything that must hold, in this order.
import { globSync } from 'node:fs'
import { availableParallelism } from 'node:os'
import { join } from 'node:path'
import pg from 'pg'
import { buildWeb } from '../server/src/processes/supervisor/build-web.ts'
import { sentenceOf } from '../server/src/processes/supervisor/sentence-of.ts'
import { stopSignal } from '../server/src/processes/supervisor/stop-signal.ts'
import { furnishTemplate } from '../server/test/support/template.ts'
import { runCheckSteps } from './check-steps.ts'
import { ROOT } from './clone.ts'
import { type Counts, type Failure, runTestFiles } from './run-test-files.ts'
import { startHastyPostgres, type TemporaryPostgres } from './temporary-postgres.ts'

const CORES = availableParallelism()
const KINDS = [
  { kind: 'unit', concurrency: CORES + 1, secondsMax: 60 },
  { kind: 'db', concurrency: CORES + 1, secondsMax: 180 },
  { kind: 'scenario', concurrency: CORES + 1, secondsMax: 300 },
  { kind: 'browser', concurrency: CORES, secondsMax: 480 },
] as const
type Kind = (typeof KINDS)[number]['kind']

const began = performance.now()
const signal = stopSignal()
const counts: Counts = { passed: 0, failed: 0, skipped: 0 }
const failures: string[] = []
const wanted = process.argv.slice(2)
const isCheck = wanted.includes('--check')
const parts = wanted.filter((part) => !part.startsWith('--'))

process.exit(await main())

async function main(): Promise<number> {
  const files = findTestFiles()
  const kinds = KINDS.filter(({ kind }) => files.has(kind) && !(isCheck && kind !== 'unit'))
  const needsDatabase = kinds.some(({ kind }) => kind !== 'unit')
  const postgres = needsDatabase ? prepareDatabase() : undefined
  // Looked at after the checks: a failure before that must not count as one that nobody handles.
  postgres?.catch(() => undefined)
  try {
    if (parts.length === 0) await check()
    for (const { kind, ...limits } of kinds) {
      if (signal.aborted) break
      if (kind !== 'unit') await postgres
      if (kind === 'browser') await step('web', async () => void (await buildWeb(signal)))
      await test(kind, files.get(kind) ?? [], limits)
    }
  } catch (error) {
    counts.failed += 1
    failures.push('the preparation of the tests')
    say(sentenceOf(error))
  } finally {
    await (await postgres?.catch(() => undefined))?.remove()
  }
  return conclude()
}

function findTestFiles(): Map<Kind, string[]> {
  const files = globSync('{packages,server,tools,web}/**/*.test.{ts,tsx}', {
    cwd: ROOT,
    exclude: (name) => name === 'node_modules' || name === 'dist',
  })
    .filter((path) => parts.length === 0 || parts.some((part) => path.includes(part)))
    .sort()
    .map((path) => join(ROOT, path))
  return Map.groupBy(files, kindOf)
}

function kindOf(path: string): Kind {
  const middle = /\.(db|scenario|browser)\.test\.tsx?$/.exec(path)?.[1]
  return KINDS.find(({ kind }) => kind === middle)?.kind ?? 'unit'
}

/** A server of our own, with the migrated database that every test takes its copy of. */
async function prepareDatabase(): Promise<TemporaryPostgres> {
  const postgres = await startHastyPostgres()
  await furnishTemplate(postgres.url)
  // A template can be copied only while nobody is connected to it: from now on nobody can be.
  const client = new pg.Client({ connectionString: postgres.url.replace(/[^/]*$/, 'postgres') })
  await client.connect()
  await client.query('alter database altyn with is_template true allow_connections false')
  await client.end()
  // biome-ignore lint/style/noProcessEnv: the way to hand something to the processes of the tests.
  process.env.ALTYN_TEST_DATABASE_URL = postgres.url
  return postgres
}

async function check(): Promise<void> {
  say('check')
  await runCheckSteps(({ name, passed, output, seconds }) => {
    sayResult(passed, name, seconds)
    if (passed) {
      counts.passed += 1
      return
    }
    counts.failed += 1
    note({ title: `check › ${name}`, details: output })
  }, signal)
}

async function test(
  kind: Kind,
  files: string[],
  limits: { concurrency: number; secondsMax: number },
): Promise<void> {
  say(`${kind} tests, ${files.length} ${files.length === 1 ? 'file' : 'files'}`)
  const start = performance.now()
  const own = await runTestFiles(files, { ...limits, signal, onFailure: note })
  counts.passed += own.passed
  counts.failed += own.failed
  counts.skipped += own.skipped
  sayResult(own.failed === 0, countsLine(own), (performance.now() - start) / 1000)
}

async function step(name: string, work: () => Promise<void>): Promise<void> {
  const start = performance.now()
  say(name)
  await work()
  sayResult(true, 'done', (performance.now() - start) / 1000)
}

function note({ title, details }: Failure): void {
  failures.push(title)
  say(`\n✖ ${title}\n${details.replace(/^/gm, '    ')}\n`)
}

function conclude(): number {
  if (signal.aborted) {
    counts.failed += 1
    failures.push('stopped before the end')
  }
  if (counts.passed + counts.failed === 0) {
    counts.failed += 1
    failures.push(`no test file has ${parts.join(' or ')} in its path`)
  }
  if (failures.length > 0) say(`\nFailed:\n${failures.map((title) => `  ${title}`).join('\n')}`)
  say(`\n${((performance.now() - began) / 1000).toFixed(1)} s in all`)
  say(countsLine(counts))
  return counts.failed === 0 ? 0 : 1
}

function countsLine({ passed, failed, skipped }: Counts): string {
  const line = `${passed} passed, ${failed} failed`
  return skipped > 0 ? `${line}, ${skipped} skipped` : line
}

function sayResult(passed: boolean, text: string, seconds: number): void {
  say(`  ${passed ? '✔' : '✖'} ${text} (${seconds.toFixed(1)} s)`)
}

function say(line: string): void {
  process.stdout.write(`${line}\n`)
}
