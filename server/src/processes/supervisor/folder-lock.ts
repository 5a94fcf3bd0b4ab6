import { spawnSync } from 'node:child_process'
import { linkSync, mkdirSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { setTimeout as pause } from 'node:timers/promises'
import { z } from 'zod'
import { codeOf, onFiles, StartFailure } from '#platform/embedded-postgres/start-failure'
import { writeDurably } from '#platform/embedded-postgres/write-durably'

const STOP_WAIT_MS_MAX = 30_000
const LOOK_MS = 100

const holderShape = z.object({ pid: z.number(), born: z.string(), isStopping: z.boolean() })
type Holder = z.infer<typeof holderShape>

const lockOf = (folder: string) => join(folder, 'altyn.lock')

export type FolderLock = { markStopping(): void; release(): void }

/**
 * Takes the data folder for this process alone. A holder that was killed does not count; one that
 * is stopping is waited for; any other is refused.
 */
export async function lockFolder(folder: string): Promise<FolderLock> {
  onFiles(folder, () => mkdirSync(folder, { recursive: true }))
  const path = lockOf(folder)
  const self: Holder = { pid: process.pid, born: birthOf(process.pid), isStopping: false }
  for (let waited = 0; !take(path, self); waited += LOOK_MS) {
    const holder = liveHolder(path)
    if (!holder) removeDead(path)
    else if (!holder.isStopping || waited > STOP_WAIT_MS_MAX) refuse(folder, holder)
    else await pause(LOOK_MS)
  }
  return {
    markStopping: () => writeDurably(path, JSON.stringify({ ...self, isStopping: true })),
    release: () => rmSync(path, { force: true }),
  }
}

/** Whether a live process holds the folder. */
export function isFolderLocked(folder: string): boolean {
  return liveHolder(lockOf(folder)) !== undefined
}

function refuse(folder: string, { pid }: Holder): never {
  throw new StartFailure(
    `Altyn already runs on ${folder} (process ${pid}): stop it first, or start a second system with other ports and its own folder, for example ALTYN_DATA=./data2 PORT=8081 ALTYN_RADIUS_AUTH_PORT=1912 ALTYN_RADIUS_ACCT_PORT=1913 npm start.`,
  )
}

/** A link appears at once and whole, so that no other process ever reads half a lock. */
function take(path: string, holder: Holder): boolean {
  const draft = `${path}.${process.pid}`
  return onFiles(path, () => {
    writeFileSync(draft, JSON.stringify(holder), { mode: 0o600 })
    try {
      linkSync(draft, path)
      return true
    } catch (error) {
      if (codeOf(error) === 'EEXIST') return false
      throw error
    } finally {
      rmSync(draft, { force: true })
    }
  })
}

/** Moves the lock aside first: should a third process just have taken it, it gets its lock back. */
function removeDead(path: string): void {
  const aside = `${path}.${process.pid}.dead`
  try {
    renameSync(path, aside)
    if (liveHolder(aside)) linkSync(aside, path)
  } catch (error) {
    if (codeOf(error) !== 'ENOENT' && codeOf(error) !== 'EEXIST') throw error
  } finally {
    rmSync(aside, { force: true })
  }
}

function liveHolder(path: string): Holder | undefined {
  try {
    const holder = holderShape.parse(JSON.parse(readFileSync(path, 'utf8')))
    return birthOf(holder.pid) === holder.born ? holder : undefined
  } catch {
    return undefined
  }
}

/** When a process began: with its number this names it for ever, as numbers are given again. */
function birthOf(pid: number): string {
  if (process.platform === 'linux') {
    try {
      const boot = readFileSync('/proc/sys/kernel/random/boot_id', 'utf8').trim()
      const afterName = readFileSync(`/proc/${pid}/stat`, 'utf8').split(') ').at(-1) ?? ''
      const [state, ...fields] = afterName.split(' ')
      return state === 'Z' ? 'gone' : `${boot} ${fields[18]}`
    } catch {
      return 'gone'
    }
  }
  return (
    spawnSync('ps', ['-o', 'lstart=', '-p', `${pid}`], { encoding: 'utf8' }).stdout.trim() || 'gone'
  )
}
