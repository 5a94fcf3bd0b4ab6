#!/usr/bin/env node
// The entrance to every command. It runs on any Node from 20 on with nothing installed: it puts the
// dependencies in place, Node 26 among them, and runs the command under that.
import { spawn } from 'node:child_process'
import { readFileSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { ensureDependencies, InstallFailure } from './install-dependencies.mjs'

const ROOT = dirname(dirname(fileURLToPath(import.meta.url)))
const COMMANDS = {
  start: ['server/src/processes/supervisor/main.ts'],
  test: ['tools/run-tests.ts'],
  check: ['tools/run-tests.ts', '--check'],
  demo: ['tools/run-demo.ts'],
  bench: ['tools/run-bench.ts'],
  map: ['tools/draw-map.ts'],
  'database-types': ['tools/write-database-types.ts'],
}
const PARENT_LOOK_MS = 250

const [command = '', ...args] = process.argv.slice(2)
process.exitCode = await run(command, args)

async function run(name, rest) {
  const script = Object.hasOwn(COMMANDS, name) ? COMMANDS[name] : undefined
  if (!script) {
    return complain(
      `There is no command "${name}": use one of ${Object.keys(COMMANDS).join(', ')}.`,
    )
  }
  if (Number.parseInt(process.versions.node, 10) < 20) {
    return complain(
      `Altyn starts with Node 20 or newer, and this is ${process.version}: upgrade Node.`,
    )
  }
  try {
    const node = await ensureDependencies(ROOT, (line) => process.stdout.write(`${line}\n`))
    return await runUnder(node, [...script, ...rest])
  } catch (error) {
    if (error instanceof InstallFailure) return complain(error.message)
    throw error
  }
}

function complain(sentence) {
  process.stderr.write(`\n${sentence}\n`)
  return 1
}

/** Runs the script in the clone's folder; passes signals on and answers with the exit code. */
function runUnder(node, [script, ...rest]) {
  const child = spawn(node, [join(ROOT, script), ...rest], {
    // Compiled sources are kept: every process starts in half the time from the second run on.
    // biome-ignore lint/style/noProcessEnv: handed on whole.
    env: { NODE_COMPILE_CACHE: join(ROOT, '.cache/compiled'), ...process.env },
    // Detached: Ctrl+C in a terminal reaches us, and the script gets it from us once, not twice.
    detached: true,
    // The channel tells the script when we are killed.
    stdio: ['ignore', 'inherit', 'inherit', 'ipc'],
  })
  for (const signal of ['SIGINT', 'SIGTERM']) process.on(signal, () => child.kill(signal))
  const watch = watchParent(() => child.kill('SIGTERM'))
  return new Promise((resolve, reject) => {
    child.once('error', reject)
    child.once('exit', (code) => {
      clearInterval(watch)
      resolve(code ?? 1)
    })
  })
}

/** When npm runs us and is killed, nobody is left to stop us: its end is ours. */
function watchParent(onEnd) {
  const npm = pathToNpm()
  if (!npm) return undefined
  const watch = setInterval(() => {
    if (pathToNpm() === npm) return
    clearInterval(watch)
    onEnd()
  }, PARENT_LOOK_MS)
  return watch
}

/** Our parent when that is npm, or our parent and its parent: npm may have a shell in between. */
function pathToNpm() {
  const parent = process.ppid
  const { name, ppid } = processOf(parent)
  if (name.startsWith('npm')) return `${parent}`
  return processOf(ppid).name.startsWith('npm') ? `${parent} ${ppid}` : undefined
}

function processOf(pid) {
  try {
    const stat = readFileSync(`/proc/${pid}/stat`, 'utf8')
    const [, name = '', ppid] = /\((.*)\) \S+ (\d+)/s.exec(stat) ?? []
    return { name, ppid: Number(ppid) }
  } catch {
    return { name: '', ppid: 0 }
  }
}
