import { execFileSync, spawn } from 'node:child_process'
import { createSocket, type Socket } from 'node:dgram'
import { once } from 'node:events'
import { mkdirSync, mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { TestContext } from 'node:test'
import { setTimeout as sleep } from 'node:timers/promises'
import { formatFlowAddress, parseFlowAddress } from '../address.ts'
import { nameOf } from './conversations.ts'

export const NFDUMP = '/usr/bin/nfdump'

/** A folder that is gone when the test ends. */
export function temporaryFolder(t: TestContext): string {
  const folder = mkdtempSync(join(tmpdir(), 'netflow-'))
  t.after(() => rmSync(folder, { recursive: true, force: true }))
  return folder
}

/** Runs an exporter that sends to us until it has read its capture; the datagrams that came. */
export async function runExporter(
  program: string,
  args: string[],
  folder: string,
): Promise<Buffer[]> {
  const socket = await openSocket()
  const datagrams: Buffer[] = []
  socket.on('message', (datagram) => datagrams.push(datagram))
  const target = `127.0.0.1:${socket.address().port}`
  const child = spawn(program, [...args, '-n', target, '-p', 'pid'], {
    cwd: folder,
    stdio: 'ignore',
  })
  await once(child, 'close')
  await untilQuiet(() => datagrams.length)
  socket.close()
  return datagrams
}

/** Sends datagrams to a collector of the nfdump family and returns what nfdump reads: names of flows and counts. */
export async function readByPeer(
  t: TestContext,
  program: string,
  folder: string,
  datagrams: Buffer[],
): Promise<[string, string][]> {
  const files = join(folder, 'files')
  mkdirSync(files)
  const socket = await openSocket()
  const port = await freePort()
  const child = spawn(program, ['-b', '127.0.0.1', '-p', `${port}`, '-w', files])
  t.after(() => child.kill())
  let said = ''
  child.stderr.on('data', (text) => {
    said += String(text)
  })
  for (let i = 0; i < 500 && !/Startup/.test(said); i++) await sleep(10)
  for (const datagram of datagrams) {
    socket.send(datagram, port, '127.0.0.1')
    await sleep(5)
  }
  await sleep(200)
  child.kill('SIGTERM')
  await once(child, 'close')
  socket.close()
  return readFiles(files)
}

function readFiles(folder: string): [string, string][] {
  const format = 'fmt:%sa|%sp|%da|%dp|%pr|%byt|%pkt'
  const printed = execFileSync(NFDUMP, ['-R', folder, '-q', '-N', '-6', '-o', format], {
    encoding: 'utf8',
  })
  const lines = printed.split('\n').filter((line) => line.includes('|'))
  return lines.map(readLine).sort()
}

function readLine(line: string): [string, string] {
  const [source = '', sourcePort, destination = '', destinationPort, protocol, octets, packets] =
    line.split('|').map((part) => part.trim())
  const name = nameOf({
    source: formatFlowAddress(parseFlowAddress(source) ?? 0),
    destination: formatFlowAddress(parseFlowAddress(destination) ?? 0),
    protocol: Number(protocol),
    sourcePort: Number(sourcePort),
    destinationPort: Number(destinationPort),
  })
  return [name, `${octets} octets, ${packets} packets`]
}

async function openSocket(): Promise<Socket> {
  const socket = createSocket('udp4')
  socket.bind(0, '127.0.0.1')
  await once(socket, 'listening')
  return socket
}

async function freePort(): Promise<number> {
  const socket = await openSocket()
  const { port } = socket.address()
  socket.close()
  await once(socket, 'close')
  return port
}

/** Waits until a number has stayed the same for a while. */
async function untilQuiet(count: () => number): Promise<void> {
  for (let before = -1; before !== count(); await sleep(100)) before = count()
}
