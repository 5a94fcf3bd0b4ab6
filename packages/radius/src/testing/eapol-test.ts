import { spawn } from 'node:child_process'
import { existsSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { TestContext } from 'node:test'
import { type EapAnswer, replyWithEap } from '../eap/eap-answer.ts'
import type { EapServerOptions } from '../eap/eap-options.ts'
import { createEapServer } from '../eap/eap-server.ts'
import { createRadiusServer } from '../server/server.ts'
import { SECRET } from './sample-packets.ts'

/** The peer of wpa_supplicant with a RADIUS client around it, Debian package `eapoltest`. */
const EAPOL_TEST = ['/usr/bin/eapol_test', '/usr/sbin/eapol_test', '/sbin/eapol_test'].find(
  (path) => existsSync(path),
)
export const withEapolTest = {
  skip: EAPOL_TEST ? false : 'eapol_test is not installed (Debian package eapoltest)',
}

/** What became of one run of the peer. */
export interface PeerRun {
  isIn: boolean
  output: string
  /** Our answers in order. */
  answers: EapAnswer[]
}

/** Lets the peer try to come in with these lines of its network block; `args` go to its command line. */
export async function runPeer(
  t: TestContext,
  options: EapServerOptions,
  peer: Peer,
): Promise<PeerRun> {
  const answers: EapAnswer[] = []
  const eap = createEapServer(options)
  const server = await createRadiusServer({
    kind: 'auth',
    host: '127.0.0.1',
    port: 0,
    findClient: () => ({ secret: SECRET, requireMessageAuthenticator: true }),
    handle: async (request, context) => {
      const answer = await eap.respond(request)
      answers.push(answer)
      return replyWithEap(context, answer)
    },
  })
  t.after(async () => {
    eap.close()
    await server.close()
  })
  const where = { address: server.address, port: server.port, secret: SECRET.toString() }
  return { ...(await runEapolTest(where, peer)), answers }
}

type Peer = { network: string[]; args?: string[] }

/** One run of the peer against a server that listens already. */
export async function runEapolTest(
  { address, port, secret }: { address: string; port: number; secret: string },
  { network, args = [] }: Peer,
): Promise<{ isIn: boolean; output: string }> {
  const folder = mkdtempSync(join(tmpdir(), 'eapol-test-'))
  try {
    const config = join(folder, 'network.conf')
    writeFileSync(config, `network={\n${network.join('\n')}\n}\n`)
    const where = ['-a', address, '-p', String(port), '-s', secret, '-t', '10']
    const child = spawn(EAPOL_TEST ?? '', ['-c', config, ...where, ...args])
    const printed: string[] = []
    child.stdout.on('data', (text) => printed.push(String(text)))
    child.stderr.on('data', (text) => printed.push(String(text)))
    const exitCode = await new Promise<number>((resolve) => child.on('close', resolve))
    return { isIn: exitCode === 0, output: printed.join('') }
  } finally {
    rmSync(folder, { recursive: true })
  }
}
