import { spawn } from 'node:child_process'
import { existsSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { TestContext } from 'node:test'
import { bindSocket } from '../socket.ts'
import { AUTHORITY, CLIENT_FILES } from './certificates.ts'
import { RADCLIENT, runRadclient } from './radclient.ts'

const RADSECPROXY = ['/usr/sbin/radsecproxy', '/usr/bin/radsecproxy'].find((path) =>
  existsSync(path),
)
const SECRET = 'a secret of UDP'

function missing(): string | false {
  if (!RADSECPROXY) return 'radsecproxy is not installed (Debian package radsecproxy)'
  return existsSync(RADCLIENT) ? false : `${RADCLIENT} is not installed (freeradius-utils)`
}
export const withRadsecproxy = { skip: missing() }

/** Lets radclient send a request with these attributes, and gives what it printed. */
type Ask = (
  command: 'auth' | 'acct' | 'status',
  attributes: string[],
) => Promise<{ exitCode: number; output: string }>

/** A radsecproxy that takes UDP from radclient and passes it on over TLS to this port of ours. */
export async function startedRadsecproxy(
  t: TestContext,
  options: { port: number; tlsVersion: 'TLS1_2' | 'TLS1_3' },
): Promise<{ ask: Ask; log: string[] }> {
  const port = await freePort()
  const folder = mkdtempSync(join(tmpdir(), 'radsecproxy-'))
  const config = join(folder, 'radsecproxy.conf')
  writeFileSync(config, configOf({ ...options, udpPort: port }))
  const proxy = spawn(RADSECPROXY ?? '', ['-f', '-d', '1', '-c', config])
  const log: string[] = []
  proxy.stderr.on('data', (text) => log.push(String(text)))
  const ended = new Promise<void>((resolve) => proxy.on('close', () => resolve()))
  t.after(async () => {
    proxy.kill()
    await ended
    rmSync(folder, { recursive: true })
  })
  const ask: Ask = (command, attributes) =>
    runRadclient({ port, secret: SECRET }, command, attributes)
  return { ask, log }
}

function configOf(plan: { port: number; udpPort: number; tlsVersion: string }): string {
  return `
ListenUDP 127.0.0.1:${plan.udpPort}
tls default {
  CACertificateFile ${AUTHORITY}
  CertificateFile ${CLIENT_FILES.cert}
  CertificateKeyFile ${CLIENT_FILES.key}
  TlsVersion ${plan.tlsVersion}
}
client 127.0.0.1 {
  type udp
  secret "${SECRET}"
}
server ours {
  type tls
  host 127.0.0.1
  port ${plan.port}
  certificateNameCheck off
  matchCertificateAttribute SubjectAltName:DNS:/^radius\\.test$/
  statusServer auto
}
realm * {
  server ours
  accountingServer ours
}
`
}

async function freePort(): Promise<number> {
  const socket = await bindSocket({ host: '127.0.0.1', port: 0, bufferBytes: 65_536 })
  const { port } = socket.address()
  await new Promise<void>((resolve) => socket.close(resolve))
  return port
}
