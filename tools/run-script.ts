import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { join } from 'node:path'
import { ROOT } from './clone.ts'

/** Runs a script of the clone with additions to our environment. Answers with its exit code. */
export async function runScript(
  script: string,
  args: string[],
  { environment, signal }: { environment: Record<string, string>; signal: AbortSignal },
): Promise<number> {
  const child = spawn(process.execPath, [join(ROOT, script), ...args], {
    // biome-ignore lint/style/noProcessEnv: handed on whole; nothing is read from it here.
    env: { ...process.env, ...environment },
    stdio: 'inherit',
  })
  signal.addEventListener('abort', () => child.kill())
  const [code] = await once(child, 'exit')
  return typeof code === 'number' ? code : 1
}
