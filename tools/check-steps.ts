// The checks that need no running code: form, types, architecture, dead code.
import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { existsSync } from 'node:fs'
import { join } from 'node:path'
import { installed, ROOT } from './clone.ts'

export type Outcome = { name: string; passed: boolean; output: string; seconds: number }

type Step = { name: string; command: string; args: string[] }

const ONLY_TRACKED = ['--vcs-enabled=true', '--vcs-client-kind=git', '--vcs-use-ignore-file=true']
// Longest first: two run at a time.
const STEPS: Step[] = [
  { name: 'types of the server', command: 'tsc', args: compile('tsconfig.json') },
  { name: 'types of the web', command: 'tsc', args: compile('web/tsconfig.json') },
  {
    name: 'architecture',
    command: 'depcruise',
    args: ['--config', '.dependency-cruiser.mjs', 'packages', 'server', 'tools', 'web/src'],
  },
  { name: 'dead code', command: 'knip', args: [] },
  {
    name: 'form',
    command: 'biome',
    args: ['check', '--error-on-warnings', ...ONLY_TRACKED],
  },
]

function compile(project: string): string[] {
  const memory = join('.cache', `${project.replace(/\W/g, '-')}.tsbuildinfo`)
  return ['--project', project, '--noEmit', '--incremental', '--tsBuildInfoFile', memory]
}

/** Runs every check, two at a time, and hands out each outcome as it comes. */
export async function runCheckSteps(
  onOutcome: (outcome: Outcome) => void,
  signal: AbortSignal,
): Promise<void> {
  const waiting = STEPS.filter(({ args }) => args[1] !== 'web/tsconfig.json' || hasWeb())
  const worker = async () => {
    for (let step = waiting.shift(); step && !signal.aborted; step = waiting.shift()) {
      onOutcome(await runStep(step, signal))
    }
  }
  await Promise.all([worker(), worker()])
}

function hasWeb(): boolean {
  return existsSync(join(ROOT, 'web/tsconfig.json'))
}

async function runStep({ name, command, args }: Step, signal: AbortSignal): Promise<Outcome> {
  const began = performance.now()
  const child = spawn(process.execPath, [installed(command), ...args], {
    cwd: ROOT,
    stdio: ['ignore', 'pipe', 'pipe'],
  })
  const end = () => child.kill()
  signal.addEventListener('abort', end)
  const words: string[] = []
  for (const stream of [child.stdout, child.stderr]) {
    stream.setEncoding('utf8').on('data', (text: string) => words.push(text))
  }
  const [status] = await once(child, 'close')
  signal.removeEventListener('abort', end)
  const seconds = (performance.now() - began) / 1000
  return { name, passed: status === 0, output: words.join('').trim(), seconds }
}
