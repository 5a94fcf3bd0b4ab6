import { spawn } from 'node:child_process'
import { existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { TestContext } from 'node:test'
import { freeUdpPort } from './snmp-agent.ts'

const PROGRAM = '/usr/sbin/freeradius'
const MODULE = '/usr/lib/freeradius/rlm_rest.so'
const EXAMPLES = join(import.meta.dirname, '../../../../examples/freeradius')
const READY_MS = 10_000

export const withFreeRadius = {
  skip: [PROGRAM, MODULE].every((path) => existsSync(path))
    ? false
    : 'FreeRADIUS with rlm_rest is not installed (Debian packages freeradius, freeradius-rest)',
}

/** A FreeRADIUS that has the files of `examples/freeradius`, its ports and ours changed, and one client on loopback. */
export async function startFreeRadius(
  t: TestContext,
  { restPort, secret }: { restPort: number; secret: string },
): Promise<{ authPort: number; acctPort: number; log: string[] }> {
  const folder = mkdtempSync(join(tmpdir(), 'free-radius-'))
  const [authPort, acctPort] = [await freeUdpPort(), await freeUdpPort()]
  const module = example('altyn-rest').replaceAll('127.0.0.1:1814', `127.0.0.1:${restPort}`)
  const site = example('altyn-site')
    .replaceAll('ipaddr = *', 'ipaddr = 127.0.0.1')
    .replace('port = 1812', `port = ${authPort}`)
    .replace('port = 1813', `port = ${acctPort}`)
  writeFileSync(join(folder, 'radiusd.conf'), configOf({ folder, secret, module, site }))
  const child = spawn(PROGRAM, ['-f', '-X', '-d', folder])
  const log: string[] = []
  child.stdout.on('data', (text) => log.push(String(text)))
  child.stderr.on('data', (text) => log.push(String(text)))
  const ended = new Promise<void>((resolve) => child.on('close', () => resolve()))
  t.after(async () => {
    child.kill()
    await ended
    rmSync(folder, { recursive: true })
  })
  await new Promise<void>((resolve, reject) => {
    const failed = () =>
      reject(new Error(`FreeRADIUS did not start:\n${log.join('').slice(-3000)}`))
    const patience = setTimeout(failed, READY_MS)
    child.on('close', failed)
    child.stdout.on('data', () => {
      if (!log.join('').includes('Ready to process requests')) return
      clearTimeout(patience)
      resolve()
    })
  })
  return { authPort, acctPort, log }
}

function example(name: string): string {
  return readFileSync(join(EXAMPLES, name), 'utf8')
}

type Parts = { folder: string; secret: string; module: string; site: string }

function configOf({ folder, secret, module, site }: Parts): string {
  return `
prefix = /usr
libdir = /usr/lib/freeradius
raddbdir = ${folder}
run_dir = ${folder}
pidfile = ${folder}/pid
log {
  destination = stdout
}
security {
  allow_vulnerable_openssl = yes
}
client loopback {
  ipaddr = 127.0.0.1
  secret = ${secret}
}
modules {
  always reject {
    rcode = reject
  }
  ${module}
}
${site}
`
}
