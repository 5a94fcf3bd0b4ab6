import { spawnSync } from 'node:child_process'
import { randomBytes } from 'node:crypto'
import {
  chmodSync,
  chownSync,
  existsSync,
  globSync,
  mkdirSync,
  readFileSync,
  realpathSync,
  rmdirSync,
  rmSync,
  statSync,
} from 'node:fs'
import { dirname, join } from 'node:path'
import { makeOpenFolder, OPEN_FOLDER } from './programs.ts'
import { onFiles, StartFailure } from './start-failure.ts'
import { type Account, accountOf, canWrite, chooseAccount, isRoot } from './unprivileged-account.ts'
import { writeDurably } from './write-durably.ts'

/** Where a cluster lives and which user it belongs to (none: the user that runs Altyn). */
export type Home = { cluster: string; account: Account | undefined }

const pointerOf = (folder: string) => join(folder, 'postgres-location')
const ownerOf = (outside: string) => join(outside, 'data-folder')

/**
 * Decides where the cluster of a data folder lives. That is `<folder>/postgres`, unless root started
 * us and PostgreSQL's unprivileged user cannot get there: then a folder of its own under
 * `/var/lib/altyn`, remembered in `<folder>/postgres-location`.
 */
export function settleHome(folder: string, onStep: (step: string) => void = () => undefined): Home {
  const inside = join(folder, 'postgres')
  if (existsSync(pointerOf(folder))) return outsideHome(folder)
  if (existsSync(inside)) return insideHome(inside)
  if (!isRoot()) return { cluster: inside, account: undefined }
  const account = chooseAccount()
  if (canLiveInside(inside, account)) return { cluster: inside, account }
  for (const old of formerHomes(folder)) {
    onStep(`an earlier database of this folder is left in ${old}: delete it if you do not need it`)
  }
  return makeOutsideHome(folder, account)
}

/** Removes what the system of this data folder keeps outside of it. The server must be stopped. */
export function removeHome(folder: string): void {
  if (!existsSync(pointerOf(folder))) return
  const outside = readPointer(folder)
  if (outside.startsWith(`${OPEN_FOLDER}/`)) rmSync(outside, { recursive: true, force: true })
}

function insideHome(inside: string): Home {
  const owner = accountOf(onFiles(inside, () => statSync(inside)))
  if (!isRoot()) {
    if (owner.uid !== process.geteuid?.()) {
      throw new StartFailure(
        `The database in ${inside} belongs to the user ${owner.name}: start Altyn as that user or as root, or set ALTYN_DATA to another folder.`,
      )
    }
    return { cluster: inside, account: undefined }
  }
  const account = owner.uid === 0 ? takeFromRoot(inside) : owner
  if (!canWrite(account, inside)) {
    throw new StartFailure(
      `The user ${account.name}, who runs PostgreSQL, cannot enter ${inside}: open its parent folders (chmod o+x) and make that user its owner (chown -R ${account.name} ${inside}).`,
    )
  }
  return { cluster: inside, account }
}

/** A cluster is root's only when root brought it back from a backup: PostgreSQL never runs as root. */
function takeFromRoot(cluster: string): Account {
  const account = chooseAccount()
  spawnSync('chown', ['-R', `${account.uid}:${account.gid}`, cluster])
  chmodSync(cluster, 0o700)
  return account
}

/** Tries it out, because no reading of modes, lists and mounts is as sure. Leaves nothing behind. */
function canLiveInside(inside: string, account: Account): boolean {
  onFiles(inside, () => mkdirSync(inside))
  own(inside, account)
  const isReachable = canWrite(account, inside)
  if (!isReachable) rmdirSync(inside)
  return isReachable
}

function makeOutsideHome(folder: string, account: Account): Home {
  makeOpenFolder()
  const outside = join(OPEN_FOLDER, randomBytes(8).toString('hex'))
  onFiles(outside, () => {
    mkdirSync(outside)
    own(outside, account)
    writeDurably(ownerOf(outside), `${realpathSync(folder)}\n`)
    writeDurably(pointerOf(folder), `${outside}\n`)
  })
  return { cluster: join(outside, 'postgres'), account }
}

/** What stays behind when somebody deletes the data folder: never deleted without being asked. */
function formerHomes(folder: string): string[] {
  return globSync(ownerOf(join(OPEN_FOLDER, '*')))
    .filter((path) => readFileSync(path, 'utf8').trim() === realpathSync(folder))
    .map((path) => dirname(path))
}

function outsideHome(folder: string): Home {
  const outside = readPointer(folder)
  if (!isRoot()) {
    throw new StartFailure(
      `The database of ${folder} lives in ${outside} because root started it first: start Altyn as root again, or set ALTYN_DATA to another folder.`,
    )
  }
  if (!existsSync(outside)) {
    throw new StartFailure(
      `The database of ${folder} should be in ${outside}, which is not there: bring that folder back, or delete ${pointerOf(folder)} to begin with an empty database.`,
    )
  }
  refuseCopyOfFolder(folder, outside)
  const owner = accountOf(statSync(outside))
  const account = owner.uid === 0 ? takeFromRoot(outside) : owner
  return { cluster: join(outside, 'postgres'), account }
}

/** A copied data folder still points at the original's database, which two systems must not share. */
function refuseCopyOfFolder(folder: string, outside: string): void {
  const here = realpathSync(folder)
  const owner = existsSync(ownerOf(outside)) ? readFileSync(ownerOf(outside), 'utf8').trim() : here
  if (owner === here) return
  const isOwnerStillThere = existsSync(pointerOf(owner)) && readPointer(owner) === outside
  if (isOwnerStillThere) {
    throw new StartFailure(
      `The database in ${outside} belongs to the data folder ${owner}, of which ${folder} is a copy: delete ${pointerOf(folder)} to begin with an empty database here.`,
    )
  }
  writeDurably(ownerOf(outside), `${here}\n`)
}

function readPointer(folder: string): string {
  return readFileSync(pointerOf(folder), 'utf8').trim()
}

function own(folder: string, account: Account): void {
  chownSync(folder, account.uid, account.gid)
  chmodSync(folder, 0o700)
}
