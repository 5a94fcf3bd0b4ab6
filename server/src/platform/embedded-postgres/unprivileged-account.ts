import { spawnSync } from 'node:child_process'
import { readFileSync } from 'node:fs'

/** The user that PostgreSQL runs as when Altyn runs as root, which PostgreSQL refuses to do. */
export type Account = { uid: number; gid: number; name: string }

/** Whether this process is root. */
export function isRoot(): boolean {
  return process.geteuid?.() === 0
}

/** The account for a new cluster: `postgres` where there is one, else `nobody`. */
export function chooseAccount(): Account {
  const accounts = readAccounts()
  return (
    accounts.find(({ name }) => name === 'postgres') ??
    accounts.find(({ name }) => name === 'nobody') ?? { uid: 65_534, gid: 65_534, name: 'nobody' }
  )
}

/** The account that owns a file or folder. */
export function accountOf({ uid, gid }: { uid: number; gid: number }): Account {
  return { uid, gid, name: readAccounts().find((known) => known.uid === uid)?.name ?? `${uid}` }
}

/** Options that make a child process run as the account, knowing nothing of our environment. */
export function asAccount(account: Account | undefined) {
  return {
    ...(account ? { uid: account.uid, gid: account.gid } : {}),
    // A folder that any user may enter, and messages in English so that we understand them.
    cwd: '/',
    env: { PATH: '/usr/local/bin:/usr/bin:/bin', LC_ALL: 'C', TZ: 'UTC' },
  }
}

/** Whether the account may enter the folder and write in it. */
export function canWrite(account: Account | undefined, folder: string): boolean {
  const probe = spawnSync('/bin/sh', ['-c', 'cd "$0" && test -w .', folder], asAccount(account))
  return probe.status === 0
}

function readAccounts(): Account[] {
  try {
    return readFileSync('/etc/passwd', 'utf8')
      .split('\n')
      .map((line) => line.split(':'))
      .filter(([, , uid]) => /^\d+$/.test(uid ?? ''))
      .map(([name = '', , uid, gid]) => ({ name, uid: Number(uid), gid: Number(gid) }))
  } catch {
    return []
  }
}
