// Measures the wire alone, without any policy, and prints one JSON line a metric:
//   node packages/radius/measure-speed.ts
// The codec figures are the best of many short runs. The server figures count requests per second of the processor time
// that the server process used, in short windows: so they depend little on what else the machine does.
import { fork } from 'node:child_process'
import { createHmac, hash } from 'node:crypto'
import { createSocket } from 'node:dgram'
import { setTimeout as sleep } from 'node:timers/promises'
import {
  ATTRIBUTE,
  CODE,
  checkPap,
  createRadiusServer,
  createReply,
  createRequest,
  decodePacket,
  type Packet,
  type PacketWriter,
  VALUE,
  verifyRequest,
} from './src/index.ts'

const SECRET = Buffer.from('a shared secret')
const CLIENT = { secret: SECRET, requireMessageAuthenticator: true }
const SOCKETS = 8
const UNDER_WAY_PER_SOCKET = 24
const VARIANTS = 16
const WINDOWS = 16
const WINDOW_MS = 400

function accessRequest(index: number): PacketWriter {
  return createRequest(CODE['Access-Request'], { secret: SECRET })
    .addString(ATTRIBUTE['User-Name'], `subscriber${index}`)
    .addString(ATTRIBUTE['User-Password'], 'password12')
    .addIpv4(ATTRIBUTE['NAS-IP-Address'], '192.0.2.1')
    .addInteger(ATTRIBUTE['NAS-Port'], index)
    .addInteger(ATTRIBUTE['NAS-Port-Type'], VALUE['NAS-Port-Type'].Ethernet)
    .addInteger(ATTRIBUTE['Service-Type'], VALUE['Service-Type']['Framed-User'])
    .addInteger(ATTRIBUTE['Framed-Protocol'], VALUE['Framed-Protocol'].PPP)
    .addString(ATTRIBUTE['Calling-Station-Id'], '00:00:5E:00:53:01')
    .addString(ATTRIBUTE['Called-Station-Id'], 'service1')
    .addString(ATTRIBUTE['NAS-Identifier'], 'bras-1')
    .addString(ATTRIBUTE['NAS-Port-Id'], 'ether1')
    .addString(ATTRIBUTE['Acct-Session-Id'], '8100001f')
}

function answer(request: Packet, reply: (code: number) => PacketWriter): PacketWriter {
  const userName = request.readString(ATTRIBUTE['User-Name'])
  const isRight = userName !== undefined && checkPap(request, SECRET, 'password12')
  if (!isRight) return reply(CODE['Access-Reject'])
  return reply(CODE['Access-Accept'])
    .addIpv4(ATTRIBUTE['Framed-IP-Address'], '100.64.1.17')
    .addInteger(ATTRIBUTE['Session-Timeout'], 86_400)
    .addInteger(ATTRIBUTE['Acct-Interim-Interval'], 300)
    .addString(ATTRIBUTE['Mikrotik-Rate-Limit'], '10M/20M')
    .addString(ATTRIBUTE['Framed-Pool'], 'pool1')
}

/** Decode, verify Message-Authenticator, reveal and check the password, write the reply and sign it. */
function handleInProcess(datagram: Buffer): Buffer {
  const request = decodePacket(datagram)
  if (typeof request === 'string' || verifyRequest(request, CLIENT)) throw new Error('not believed')
  return answer(request, (code) => createReply(request, code, SECRET)).encode()
}

function print(metric: string, value: number, unit: string): void {
  const line = { bench: 'radius-wire', metric, value: Math.round(value), unit }
  process.stdout.write(`${JSON.stringify(line)}\n`)
}

/** Nanoseconds of one call, the best of 40 runs of 5,000. */
function bestNs(work: () => unknown): number {
  const calls = 5000
  let best = Number.POSITIVE_INFINITY
  for (let run = 0; run < 40; run++) {
    const from = process.hrtime.bigint()
    for (let i = 0; i < calls; i++) work()
    best = Math.min(best, Number(process.hrtime.bigint() - from) / calls)
  }
  return best
}

function measureCodec(): void {
  const datagram = accessRequest(1).encode(1)
  const request = decodePacket(datagram)
  if (typeof request === 'string') throw new Error(request)
  print(
    'decode_ns',
    bestNs(() => decodePacket(datagram)),
    'ns',
  )
  print(
    'verify_ns',
    bestNs(() => verifyRequest(request, CLIENT)),
    'ns',
  )
  print(
    'check_pap_ns',
    bestNs(() => checkPap(request, SECRET, 'password12')),
    'ns',
  )
  const whole = bestNs(() => handleInProcess(datagram))
  print('pap_request_ns', whole, 'ns')
  print('pap_requests_per_second_in_process', 1e9 / whole, '1/s')
  print(
    'node_crypto_hmac_ns',
    bestNs(() => createHmac('md5', SECRET).update(datagram).digest()),
    'ns',
  )
  print(
    'node_crypto_hash_ns',
    bestNs(() => hash('md5', datagram, 'buffer')),
    'ns',
  )
}

async function measureServer(): Promise<void> {
  const server = await createRadiusServer({
    kind: 'auth',
    host: '127.0.0.1',
    port: 0,
    findClient: () => CLIENT,
    // The generator sends the same packets over and over: repeating replies would hide the work.
    limits: { repliesKeptMs: 0 },
    handle: (request, context) => answer(request, (code) => context.reply(code)),
  })
  const generator = fork(import.meta.filename, ['load', String(server.port)])
  const accepted = () => server.counters().sent['Access-Accept'] ?? 0
  await sleep(2000)
  const windows: { perSecond: number; perCpuSecond: number }[] = []
  for (let window = 0; window < WINDOWS; window++) {
    const from = { accepted: accepted(), cpu: process.cpuUsage(), atMs: performance.now() }
    await sleep(WINDOW_MS)
    const cpu = process.cpuUsage(from.cpu)
    const requests = accepted() - from.accepted
    windows.push({
      perSecond: (1000 * requests) / (performance.now() - from.atMs),
      perCpuSecond: (1e6 * requests) / (cpu.user + cpu.system),
    })
  }
  const perCpuSecond = windows.map((window) => window.perCpuSecond).sort((a, b) => a - b)
  print('pap_requests_per_second_observed', Math.max(...windows.map((one) => one.perSecond)), '1/s')
  print('pap_requests_per_cpu_second_median', perCpuSecond[WINDOWS >> 1] ?? 0, '1/s')
  print('pap_requests_per_cpu_second_best', perCpuSecond.at(-1) ?? 0, '1/s')
  generator.kill()
  await server.close()
}

/** Keeps a number of requests under way on several sockets, each answer bringing the next request. */
function load(port: number): void {
  for (let index = 0; index < SOCKETS; index++) {
    const socket = createSocket({ type: 'udp4', recvBufferSize: 4 << 20 })
    const packets = Array.from({ length: 256 }, (_, id) =>
      Array.from({ length: VARIANTS }, () => accessRequest(id).encode(id)),
    )
    const turns = new Uint32Array(256)
    const send = (id: number) => {
      turns[id] = (turns[id] ?? 0) + 1
      const packet = packets[id]?.[(turns[id] ?? 0) % VARIANTS]
      if (packet) socket.send(packet)
    }
    socket.on('message', (reply) => send(reply[1] ?? 0))
    socket.connect(port, '127.0.0.1', () => {
      for (let id = 0; id < UNDER_WAY_PER_SOCKET; id++) send(id)
      // A lost packet would end its chain.
      setInterval(() => send(UNDER_WAY_PER_SOCKET), 500)
    })
  }
}

if (process.argv[2] === 'load') load(Number(process.argv[3]))
else {
  measureCodec()
  await measureServer()
}
