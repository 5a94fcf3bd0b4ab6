import { spawn } from 'node:child_process'

export const RADCLIENT = '/usr/bin/radclient'

/** One request of the Debian package freeradius-utils with these attributes, `Name = value`, and what it printed. */
export async function runRadclient(
  { port, secret }: { port: number; secret: string },
  command: 'auth' | 'acct' | 'status',
  attributes: string[],
): Promise<{ exitCode: number; output: string }> {
  const args = ['-x', '-r', '1', '-t', '2', `127.0.0.1:${port}`, command, secret]
  const child = spawn(RADCLIENT, args)
  const printed: string[] = []
  child.stdout.on('data', (text) => printed.push(String(text)))
  child.stderr.on('data', (text) => printed.push(String(text)))
  child.stdin.end(`${attributes.join('\n')}\n`)
  const exitCode = await new Promise<number>((resolve) => child.on('close', resolve))
  return { exitCode, output: printed.join('') }
}
