import { spawnSync } from 'node:child_process'
import { existsSync, readFileSync, realpathSync, rmSync } from 'node:fs'
import { join } from 'node:path'
import type { Home } from './home.ts'
import type { Programs } from './programs.ts'
import { pidFileLines } from './server.ts'
import { StartFailure } from './start-failure.ts'
import { asAccount } from './unprivileged-account.ts'

const STOP_SECONDS = 60

type Served = Home & { programs: Programs }

/**
 * Stops the server that a killed run left behind on this cluster. The caller holds the lock of the
 * data folder, so the server cannot be somebody's who still needs it.
 */
export function stopLeftoverServer(cluster: Served, onFound: (pid: number) => void): void {
  const pid = Number(pidFileLines(cluster.cluster)[0])
  if (!Number.isInteger(pid) || pid <= 1) return
  if (!isAlive(pid)) return
  if (!servesCluster(pid, cluster.cluster)) {
    // The number belongs to somebody else by now, whom PostgreSQL would take for its old self.
    rmSync(join(cluster.cluster, 'postmaster.pid'), { force: true })
    return
  }
  onFound(pid)
  if (stop(cluster, 'fast') || stop(cluster, 'immediate')) return
  throw new StartFailure(
    `A PostgreSQL of an earlier run still works on ${cluster.cluster} and does not stop: end the process ${pid} and start again.`,
  )
}

function stop({ cluster, programs, account }: Served, mode: 'fast' | 'immediate'): boolean {
  const options = ['stop', '-D', cluster, '-m', mode, '-w', '-t', `${STOP_SECONDS}`]
  return spawnSync(join(programs.folder, 'bin/pg_ctl'), options, asAccount(account)).status === 0
}

function servesCluster(pid: number, cluster: string): boolean {
  // A server works in its cluster's folder. Where that cannot be seen, believe its pid file.
  if (!existsSync('/proc/self/cwd')) return true
  try {
    if (realpathSync(`/proc/${pid}/cwd`) !== realpathSync(cluster)) return false
    return readFileSync(`/proc/${pid}/comm`, 'utf8').startsWith('postgres')
  } catch {
    return false
  }
}

function isAlive(pid: number): boolean {
  try {
    process.kill(pid, 0)
    return true
  } catch {
    return false
  }
}
