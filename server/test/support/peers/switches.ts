import { spawn, spawnSync } from 'node:child_process'
import { once } from 'node:events'
import { existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { createServer as createHttp, type IncomingMessage } from 'node:http'
import { createServer as createHttps } from 'node:https'
import { connect, createServer, type Server, type Socket } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { setTimeout as pause } from 'node:timers/promises'
import type { TEST_TLS } from '../../../../packages/radius/src/testing/certificates.ts'

type Cleaner = { after(close: () => Promise<void>): void }
const SSHD = '/usr/sbin/sshd'

/** Why there is no real SSH server here; false when there is one. */
export const noSshd = existsSync(SSHD)
  ? false
  : 'sshd (Debian package openssh-server) is not installed'

/** The command line of a switch: what it says to each command. */
const SWITCH = `
printf 'Welcome\\n'
prompt='sw1#'
while printf '%s' "$prompt" && IFS= read -r line; do
  printf '%s\\n' "$line" >> "$HEARD"
  case "$line" in
    enable) stty -echo; printf 'Password: '; IFS= read -r secret; stty echo; printf '\\n'
      [ "$secret" = 'enable-secret' ] || printf '%% Error: bad secret %s\\n' "$secret" ;;
    'show clock') printf '\\033[32m12:00:00\\033[0m\\n' ;;
    'show log') for i in 1 2 3; do printf 'page %s\\n' "$i"; [ "$i" = 3 ] || { printf -- '--More-- '; IFS= read -rn 1 key; printf '\\n'; }; done ;;
    'show users') printf 'the word is login-secret, the other enable-secret\\n' ;;
    flood) yes 'no end' ;;
    hang) sleep 600 ;;
    reload) printf 'Proceed? (y/n) '; IFS= read -r answer; printf 'answered %s\\n' "$answer"; exit ;;
    interface*|shutdown|'no shutdown'|description*) ;;
    *) printf '%% Invalid input detected\\n' ;;
  esac
done
`

export type SshSwitch = {
  port: number
  /** The private key that it lets in. */
  key: string
  /** What was typed into it. */
  heard(): string[]
  /** Goes on with another key of its own, as a stranger in its place would. */
  changeHostKey(): Promise<void>
}

/** A switch behind a real sshd on loopback, with keys of its own in a folder of its own. */
export async function startSshSwitch(t: Cleaner): Promise<SshSwitch> {
  const folder = mkdtempSync(join(tmpdir(), 'altyn-sshd-'))
  const path = (name: string) => join(folder, name)
  // Where sshd of Debian locks its children in.
  if (process.getuid?.() === 0) mkdirSync('/run/sshd', { recursive: true, mode: 0o755 })
  makeKey(path('client'))
  writeFileSync(path('authorized_keys'), readFileSync(path('client.pub')))
  writeFileSync(path('heard'), '')
  writeFileSync(path('switch.sh'), SWITCH.replaceAll('$HEARD', path('heard')))
  const port = await freePort()
  let stop = async () => {}
  const start = async (hostKey: string) => {
    makeKey(path(hostKey))
    const settings = [
      `ListenAddress 127.0.0.1:${port}`,
      `HostKey ${path(hostKey)}`,
      `AuthorizedKeysFile ${path('authorized_keys')}`,
      `ForceCommand bash ${path('switch.sh')}`,
      `PidFile ${path('pid')}`,
      'StrictModes no',
      'UsePAM no',
      'PasswordAuthentication yes',
      'PermitRootLogin yes',
    ]
    writeFileSync(path('config'), `${settings.join('\n')}\n`)
    const child = spawn(SSHD, ['-D', '-e', '-f', path('config')], { stdio: 'ignore' })
    const ended = once(child, 'exit')
    stop = async () => {
      child.kill('SIGTERM')
      await ended
    }
    await listening(port)
  }
  await start('host-1')
  t.after(async () => {
    await stop()
    rmSync(folder, { recursive: true, force: true })
  })
  return {
    port,
    key: readFileSync(path('client'), 'utf8'),
    heard: () => readFileSync(path('heard'), 'utf8').split('\n').slice(0, -1),
    async changeHostKey() {
      await stop()
      await start('host-2')
    },
  }
}

function makeKey(file: string): void {
  const made = spawnSync('ssh-keygen', ['-q', '-t', 'ed25519', '-N', '', '-f', file])
  if (made.status !== 0) throw new Error(`ssh-keygen: ${made.stderr}`)
}

async function freePort(): Promise<number> {
  const server = createServer().listen(0, '127.0.0.1')
  await once(server, 'listening')
  const port = portOf(server)
  server.close()
  return port
}

async function listening(port: number): Promise<void> {
  for (let attempt = 0; attempt < 500; attempt += 1) {
    const socket = connect({ host: '127.0.0.1', port })
    const isOpen = await new Promise<boolean>((resolve) => {
      socket.once('connect', () => resolve(true)).once('error', () => resolve(false))
    })
    socket.destroy()
    if (isOpen) return
    await pause(20)
  }
  throw new Error('sshd does not listen')
}

function portOf(server: Server): number {
  const address = server.address()
  return typeof address === 'object' && address ? address.port : 0
}

export type TelnetSwitch = {
  port: number
  /** What was typed into it after signing in. */
  heard: string[]
  /** How many times somebody has connected, and how many are connected now at most. */
  calls: { all: number; now: number; most: number }
  /** What it answers to options of Telnet. */
  options: number[]
  /** While it is set, a command is answered only when this is done. */
  behave: { holdBack?: Promise<void>; drop?: boolean; answer?: (line: string) => string }
}

/** A switch that speaks Telnet over a real socket: asks for a name and a password, then for commands. */
export async function startTelnetSwitch(
  t: Cleaner,
  host = '127.0.0.1',
  port = 0,
): Promise<TelnetSwitch> {
  const sockets = new Set<Socket>()
  const it: TelnetSwitch = {
    port: 0,
    heard: [],
    calls: { all: 0, now: 0, most: 0 },
    options: [],
    behave: {},
  }
  const server = createServer((socket) => {
    sockets.add(socket)
    it.calls.all += 1
    it.calls.now += 1
    it.calls.most = Math.max(it.calls.most, it.calls.now)
    socket.on('close', () => {
      it.calls.now -= 1
    })
    socket.on('error', () => undefined)
    // WILL ECHO, DO NAWS, a subnegotiation nobody asked for, and 0xff as a byte of text.
    socket.write(Buffer.from([255, 251, 1, 255, 253, 31, 255, 250, 24, 1, 255, 240]))
    serve(socket, it)
  })
  server.listen(port, host)
  await once(server, 'listening')
  it.port = portOf(server)
  t.after(async () => {
    for (const socket of sockets) socket.destroy()
    server.close()
    await once(server, 'close')
  })
  return it
}

function serve(socket: Socket, it: TelnetSwitch): void {
  let name: string | undefined
  let isIn = false
  let typed = ''
  socket.write('\r\nUsername: ')
  const take = async (line: string): Promise<void> => {
    if (isIn) return execute(socket, it, line)
    if (name === undefined) {
      name = line
      socket.write('Password: ')
      return
    }
    isIn = name === 'engineer' && line === 'login-secret'
    if (!isIn) name = undefined
    socket.write(isIn ? '\r\nsw2#' : '\r\nLogin incorrect\r\n\r\nUsername: ')
  }
  socket.on('data', (chunk) => {
    const bytes = Buffer.from(chunk)
    for (let i = 0; i < bytes.length; i += 1) {
      if (bytes[i] !== 255) typed += String.fromCharCode(bytes[i] ?? 0)
      else {
        it.options.push(...bytes.subarray(i + 1, i + 3))
        i += 2
      }
    }
    const lines = typed.split('\r\n')
    typed = lines.pop() ?? ''
    void lines.reduce((done, line) => done.then(() => take(line)), Promise.resolve())
  })
}

async function execute(socket: Socket, it: TelnetSwitch, line: string): Promise<void> {
  it.heard.push(line)
  if (it.behave.drop) return void socket.destroy()
  await it.behave.holdBack
  const answer = it.behave.answer?.(line) ?? ''
  socket.write(`${line}\r\n${answer}sw2#`)
}

export type HttpDevice = {
  port: number
  asked: { method: string; path: string; headers: IncomingMessage['headers']; body: string }[]
  /** How it answers; 200 and `{"ok":true}` unless said otherwise. */
  behave: { status?: number; headers?: Record<string, string>; text?: string; isEndless?: boolean }
  close(): Promise<void>
}

/** A device that is set over HTTP or HTTPS. */
export async function startHttpDevice(
  t: Cleaner,
  { tls, port = 0 }: { tls?: typeof TEST_TLS; port?: number } = {},
): Promise<HttpDevice> {
  const it: HttpDevice = { port: 0, asked: [], behave: {}, close: async () => {} }
  const take = async (request: IncomingMessage): Promise<void> => {
    let body = ''
    for await (const chunk of request) body += chunk
    const { method = '', url: path = '', headers } = request
    it.asked.push({ method, path, headers, body })
  }
  const server = (tls ? createHttps({ cert: tls.cert, key: tls.key }) : createHttp()).on(
    'request',
    async (request, response) => {
      await take(request)
      const { status = 200, headers = {}, text = '{"ok":true}', isEndless } = it.behave
      response.writeHead(status, headers)
      response.on('error', () => undefined)
      while (isEndless && !response.destroyed) {
        response.write('x'.repeat(65_536))
        await pause(1)
      }
      response.end(text)
    },
  )
  server.listen(port, '127.0.0.1')
  await once(server, 'listening')
  it.port = portOf(server)
  it.close = async () => {
    if (!server.listening) return
    server.closeAllConnections()
    server.close()
    await once(server, 'close')
  }
  t.after(it.close)
  return it
}
