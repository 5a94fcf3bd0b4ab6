// Runs test files by node:test, each in a process of its own, and tells what failed and why.
import { relative } from 'node:path'
import { run } from 'node:test'
import { inspect } from 'node:util'
import { ROOT } from './clone.ts'

export type Counts = { passed: number; failed: number; skipped: number }
export type Failure = { title: string; details: string }

type RunOptions = {
  concurrency: number
  /** Of one test, and of one file as a whole. */
  secondsMax: number
  signal: AbortSignal
  onFailure: (failure: Failure) => void
}

const BEGINNING = new URL('./test-process.mjs', import.meta.url).href
const LINES_SHOWN = 80
const GRACE_SECONDS = 10

/** Runs the files and counts their tests. A file that cannot even be loaded is one failed test. */
export async function runTestFiles(files: string[], options: RunOptions): Promise<Counts> {
  const counts: Counts = { passed: 0, failed: 0, skipped: 0 }
  const said = new Map<string, string[]>()
  const stream = run({
    files,
    cwd: ROOT,
    concurrency: options.concurrency,
    timeout: options.secondsMax * 1000,
    signal: options.signal,
    execArgv: ['--import', `${BEGINNING}?seconds=${options.secondsMax + GRACE_SECONDS}`],
  })
  for await (const { type, data } of stream) {
    if (type === 'test:stdout' || type === 'test:stderr') {
      said.set(data.file, [...(said.get(data.file) ?? []), data.message])
    }
    if (type === 'test:fail') {
      const failure = describe(data, said)
      if (failure) options.onFailure(failure)
    }
    if (type === 'test:summary' && data.file === undefined) {
      counts.passed = data.counts.passed
      counts.failed = data.counts.failed + data.counts.cancelled
      counts.skipped = data.counts.skipped + data.counts.todo
    }
  }
  return counts
}

type FailedTest = { name: string; file?: string; line?: number; details: { error: Error } }

function describe(test: FailedTest, said: Map<string, string[]>): Failure | undefined {
  const { error } = test.details
  // A test that failed through its parts says nothing that they have not said.
  if ('failureType' in error && error.failureType === 'subtestsFailed') return undefined
  const file = test.file ?? test.name
  const place = relative(ROOT, file)
  if (test.name === file) {
    const words = (said.get(file) ?? []).join('').trimEnd().split('\n').slice(-LINES_SHOWN)
    return { title: `${place} › the file as a whole`, details: words.join('\n') || inspect(error) }
  }
  const cause = error.cause instanceof Error ? error.cause : error
  return { title: `${place}:${test.line ?? 1} › ${test.name}`, details: detailsOf(cause) }
}

/** An assertion says everything in its message; other errors may carry more in their fields. */
function detailsOf(error: Error): string {
  const isAssertion = 'code' in error && error.code === 'ERR_ASSERTION'
  const whole = isAssertion ? (error.stack ?? error.message) : inspect(error)
  return whole.replace(/^ *at .*\(?node:(internal|async_hooks).*\n?/gm, '').trimEnd()
}
