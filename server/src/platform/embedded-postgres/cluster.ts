import { spawn } from 'node:child_process'
import { randomBytes } from 'node:crypto'
import { once } from 'node:events'
import {
  chownSync,
  existsSync,
  mkdirSync,
  readFileSync,
  renameSync,
  rmSync,
  statfsSync,
  writeFileSync,
} from 'node:fs'
import { dirname, join } from 'node:path'
import type { Home } from './home.ts'
import type { Programs } from './programs.ts'
import { sentenceFor } from './server-messages.ts'
import { onFiles, StartFailure } from './start-failure.ts'
import { asAccount } from './unprivileged-account.ts'
import { syncFolder, writeDurably } from './write-durably.ts'

/** The database of an embedded PostgreSQL, and its only user. */
export const DATABASE_NAME = 'altyn'

const FREE_MEGABYTES_MIN = { new: 256, old: 48 }

export type Cluster = Home & { programs: Programs; password: string }

type Making = {
  folder: string
  programs: Programs
  isDurable: boolean
  onStep: (step: string) => void
}

/** Makes the cluster unless it is there already; refuses one that this program cannot open. */
export async function prepareCluster(home: Home, making: Making): Promise<Cluster> {
  const { folder, programs, onStep } = making
  const isNew = !existsSync(join(home.cluster, 'PG_VERSION'))
  refuseFullDisk(dirname(home.cluster), FREE_MEGABYTES_MIN[isNew ? 'new' : 'old'])
  if (!isNew) refuseOtherMajor(home.cluster, programs)
  const cluster = { ...home, programs, password: settlePassword(folder, isNew) }
  if (isNew) {
    onStep('making the database (only once)')
    await initialise(cluster, making)
  }
  return cluster
}

function refuseFullDisk(folder: string, least: number): void {
  const { bavail, bsize } = onFiles(folder, () => statfsSync(folder))
  const megabytes = Math.floor((bavail * bsize) / 1024 / 1024)
  if (megabytes >= least) return
  throw new StartFailure(
    `The disk that holds ${folder} has only ${megabytes} MB left, and PostgreSQL needs at least ${least} MB: free some space or set ALTYN_DATA to another disk.`,
  )
}

function refuseOtherMajor(cluster: string, programs: Programs): void {
  const major = readFileSync(join(cluster, 'PG_VERSION'), 'utf8').trim()
  if (Number(major) === programs.major) return
  throw new StartFailure(
    `The database in ${cluster} was made by PostgreSQL ${major}, and this Altyn brings PostgreSQL ${programs.major}: start it with the Altyn that made it, or set ALTYN_DATA to a new folder.`,
  )
}

function settlePassword(folder: string, isNew: boolean): string {
  const secrets = join(folder, 'secrets')
  const path = join(secrets, 'postgres-password')
  return onFiles(secrets, () => {
    mkdirSync(secrets, { recursive: true, mode: 0o700 })
    if (existsSync(path)) return readFileSync(path, 'utf8').trim()
    if (!isNew) {
      throw new StartFailure(
        `The password of the database, ${path}, is missing: bring it back from a backup of the data folder.`,
      )
    }
    const password = randomBytes(24).toString('hex')
    writeDurably(path, `${password}\n`)
    return password
  })
}

/** Works beside the final place and renames at the end: what is there is always a whole cluster. */
async function initialise(
  { cluster, account, programs, password }: Cluster,
  { isDurable }: Making,
): Promise<void> {
  const workshop = `${cluster}.new`
  const unfinished = join(workshop, 'cluster')
  const passwordFile = join(workshop, 'password')
  onFiles(workshop, () => {
    rmSync(workshop, { recursive: true, force: true })
    mkdirSync(workshop, { mode: 0o700 })
    writeFileSync(passwordFile, password, { mode: 0o600 })
    if (!account) return
    for (const path of [passwordFile, workshop]) chownSync(path, account.uid, account.gid)
  })
  const options = [
    ['-D', unfinished],
    [`--username=${DATABASE_NAME}`, `--pwfile=${passwordFile}`, '--auth=scram-sha-256'],
    ['--locale=C', '--locale-provider=builtin', '--builtin-locale=C.UTF-8', '--encoding=UTF8'],
    ['--data-checksums', ...(isDurable ? [] : ['--no-sync'])],
  ]
  const initdb = spawn(join(programs.folder, 'bin/initdb'), options.flat(), {
    ...asAccount(account),
    stdio: ['ignore', 'ignore', 'pipe'],
  })
  const words: string[] = []
  initdb.stderr.setEncoding('utf8').on('data', (text: string) => words.push(text))
  const [status] = await once(initdb, 'close')
  if (status !== 0) {
    rmSync(workshop, { recursive: true, force: true })
    throw new StartFailure(sentenceFor(words.join(''), cluster))
  }
  renameSync(unfinished, cluster)
  rmSync(workshop, { recursive: true })
  syncFolder(dirname(cluster))
}
