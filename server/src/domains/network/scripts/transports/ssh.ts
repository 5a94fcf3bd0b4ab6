import { createHash } from 'node:crypto'
import { connect } from 'node:net'
import { StringDecoder } from 'node:string_decoder'
import type { CommandStep } from '@altyn/contract/network/script-text'
import ssh2, { type Algorithms, type ClientChannel } from 'ssh2'
import { converse, createEar, type Terminal } from './conversation.ts'
import { CONNECT_MS, connectTrouble, type Door, type Errand, RunTrouble } from './transport.ts'

// Wide enough that a device breaks no line of its own accord.
const WINDOW = { term: 'vt100', cols: 511, rows: 1000 }
/** For equipment that knows nothing newer. */
const OLD_ALGORITHMS: Algorithms = {
  kex: {
    append: [
      'diffie-hellman-group-exchange-sha1',
      'diffie-hellman-group14-sha1',
      'diffie-hellman-group1-sha1',
    ],
    prepend: [],
    remove: [],
  },
  cipher: { append: ['aes256-cbc', 'aes128-cbc', '3des-cbc'], prepend: [], remove: [] },
  serverHostKey: { append: ['ssh-dss'], prepend: [], remove: [] },
}

/** Carries commands out over SSH (RFC 4253, 4254), in a shell with a terminal as a person would have. */
export async function carryBySsh(errand: Errand<CommandStep>): Promise<void> {
  const client = new ssh2.Client()
  const { signal } = errand
  const end = () => client.destroy()
  signal.addEventListener('abort', end, { once: true })
  try {
    await signIn(client, errand)
    errand.journal.note('signed-in')
    const terminal = await openShell(client, signal)
    await converse(terminal, errand)
  } finally {
    signal.removeEventListener('abort', end)
    client.destroy()
  }
}

function signIn(
  client: ssh2.Client,
  { door, checkKey, signal }: Errand<CommandStep>,
): Promise<void> {
  return new Promise((resolve, reject) => {
    let stranger: unknown
    const fail = (error: unknown) => reject(stranger ?? error)
    client.once('ready', resolve)
    // For as long as the client lives: an error that nobody listens to would end the process.
    client.on('error', (error) => fail(explained(error)))
    client.once('close', () => fail(new RunTrouble('closed')))
    client.on('keyboard-interactive', (_name, _hint, _language, prompts, answer) =>
      answer(prompts.map(() => door.password)),
    )
    const sock = connect({ host: door.host, port: door.port, timeout: CONNECT_MS })
    sock.once('timeout', () => sock.destroy(new RunTrouble('unreachable', { reason: 'ETIMEDOUT' })))
    sock.once('connect', () => sock.setTimeout(0))
    signal.addEventListener('abort', () => reject(signal.reason), { once: true })
    try {
      client.connect({
        sock,
        username: door.user,
        ...secretsOf(door),
        readyTimeout: CONNECT_MS,
        hostVerifier(key: Buffer) {
          try {
            checkKey('ssh', fingerprintOf(key))
            return true
          } catch (error) {
            stranger = error
            return false
          }
        },
        ...(door.allowsOldAlgorithms && { algorithms: OLD_ALGORITHMS }),
      })
    } catch {
      // The private key cannot be read, or not with this passphrase; or there is no name to sign in with.
      sock.destroy()
      reject(new RunTrouble(door.user === '' ? 'wrong-password' : 'wrong-key'))
    }
  })
}

function secretsOf({ password, key, passphrase }: Door) {
  return {
    ...(password !== '' && { password, tryKeyboard: true }),
    ...(key !== '' && { privateKey: key, ...(passphrase !== '' && { passphrase }) }),
  }
}

/** As `ssh-keygen -lf` shows it. */
function fingerprintOf(key: Buffer): string {
  return `SHA256:${createHash('sha256').update(key).digest('base64').replaceAll('=', '')}`
}

function explained(error: Error & { level?: string }): RunTrouble {
  if (error.level === 'client-authentication') return new RunTrouble('wrong-password')
  if (error.level === 'client-timeout')
    return new RunTrouble('unreachable', { reason: 'ETIMEDOUT' })
  if (/no matching/i.test(error.message)) return new RunTrouble('no-common-algorithm')
  return connectTrouble(error)
}

function openShell(client: ssh2.Client, signal: AbortSignal): Promise<Terminal> {
  return new Promise((resolve, reject) => {
    client.once('close', () => reject(new RunTrouble('closed')))
    client.shell(WINDOW, (error, channel) => {
      if (error) return reject(new RunTrouble('closed'))
      resolve(terminalOf(channel, signal))
    })
  })
}

function terminalOf(channel: ClientChannel, signal: AbortSignal): Terminal {
  const ear = createEar(signal)
  const decoder = new StringDecoder('utf8')
  channel.on('data', (chunk: Buffer) => ear.hear(decoder.write(chunk)))
  channel.stderr.on('data', (chunk: Buffer) => ear.hear(chunk.toString('utf8')))
  channel.on('close', () => ear.end(new RunTrouble('closed')))
  channel.on('error', () => ear.end(new RunTrouble('closed')))
  return { ear, enter: '\n', write: (text) => void channel.write(text) }
}
