import { spawn } from 'node:child_process'
import { createHash } from 'node:crypto'
import { once } from 'node:events'
import { existsSync, globSync, mkdirSync, readFileSync, renameSync, rmSync } from 'node:fs'
import { join } from 'node:path'
import { codeOf, onFiles, StartFailure } from '#platform/embedded-postgres/start-failure'
import { writeDurably } from '#platform/embedded-postgres/write-durably'

const ROOT = join(import.meta.dirname, '../../../..')
const CACHE = join(ROOT, '.cache')
const STAMP = join(CACHE, 'web-build')
const BUILT = join(ROOT, 'web/dist')
const VITE = join(ROOT, 'node_modules/vite/bin/vite.js')

const SOURCES = [
  'web/*.{html,json,ts}',
  'web/src/**',
  'web/public/**',
  'packages/{contract,money}/{package.json,src/**}',
  'package-lock.json',
]

/** Builds the web unless what is there was made of these very sources. Answers whether it did. */
export async function buildWeb(signal?: AbortSignal): Promise<boolean> {
  const sources = hashOfSources()
  if (existsSync(join(BUILT, 'index.html')) && readStamp() === sources) return false
  const fresh = join(CACHE, `web-build-${process.pid}`)
  onFiles(CACHE, () => mkdirSync(CACHE, { recursive: true }))
  try {
    await runVite(fresh, signal)
    onFiles(BUILT, () => putInPlace(fresh))
    writeDurably(STAMP, sources, 0o644)
  } finally {
    rmSync(fresh, { recursive: true, force: true })
  }
  return true
}

function hashOfSources(): string {
  const hash = createHash('sha256')
  const names = SOURCES.flatMap((pattern) => globSync(pattern, { cwd: ROOT, withFileTypes: true }))
    .filter((entry) => entry.isFile() && !/\.test\.tsx?$/.test(entry.name))
    .map((entry) => join(entry.parentPath, entry.name))
    .sort()
  for (const path of names) {
    hash.update(path.slice(ROOT.length)).update('\0').update(readFileSync(path)).update('\0')
  }
  return hash.digest('hex')
}

function readStamp(): string {
  return existsSync(STAMP) ? readFileSync(STAMP, 'utf8') : ''
}

async function runVite(folder: string, signal: AbortSignal | undefined): Promise<void> {
  const options = ['build', '--outDir', folder, '--emptyOutDir', '--logLevel', 'warn']
  const vite = spawn(process.execPath, [VITE, ...options], {
    cwd: join(ROOT, 'web'),
    stdio: ['ignore', 'pipe', 'pipe'],
    ...(signal ? { signal } : {}),
  })
  const words: string[] = []
  for (const stream of [vite.stdout, vite.stderr]) {
    stream.setEncoding('utf8').on('data', (text: string) => words.push(text))
  }
  const [status] = await once(vite, 'close')
  if (status === 0) return
  const said = words.join('').trim()
  throw new StartFailure(
    /ENOSPC|No space left/.test(said)
      ? `The disk that holds ${ROOT} is full: free some space and start again.`
      : `${said}\nThe web could not be built, for the reason above: run git status to see what was changed, and start again.`,
  )
}

/** Whoever opens a page meanwhile gets the old web or the new one, never a half. */
function putInPlace(fresh: string): void {
  const old = `${fresh}-old`
  if (existsSync(BUILT)) renameSync(BUILT, old)
  try {
    renameSync(fresh, BUILT)
  } catch (error) {
    // Another start has just put the same web there.
    if (!['ENOTEMPTY', 'EEXIST'].includes(codeOf(error))) throw error
  } finally {
    rmSync(old, { recursive: true, force: true })
  }
}
