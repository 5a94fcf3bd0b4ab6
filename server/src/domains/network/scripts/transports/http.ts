import { type IncomingMessage, request as plainRequest } from 'node:http'
import { connect as connectPlain, isIPv6, type Socket } from 'node:net'
import { connect as connectTls, type TLSSocket } from 'node:tls'
import { type RequestStep, requestText } from '@altyn/contract/network/script-text'
import { holds } from '../../rules/scripts/answer-pattern.ts'
import { readable } from '../../rules/scripts/transcript.ts'
import {
  ANSWER_MAX,
  CONNECT_MS,
  connectTrouble,
  type Door,
  type Errand,
  RunTrouble,
  USUAL_SECONDS,
} from './transport.ts'

/**
 * Carries requests out over HTTP or HTTPS, each on a connection of its own to the device and nowhere else:
 * redirections are answers like any other. A certificate is trusted by its fingerprint, since devices sign
 * their own.
 */
export async function carryByHttp(errand: Errand<RequestStep>): Promise<void> {
  for (const step of errand.steps) await ask(errand, step)
}

async function ask(errand: Errand<RequestStep>, step: RequestStep): Promise<void> {
  const { door, errors, journal } = errand
  const { line } = step
  const socket = await open(errand)
  const limit = AbortSignal.timeout((step.seconds ?? USUAL_SECONDS) * 1000)
  const signal = AbortSignal.any([errand.signal, limit])
  try {
    journal.sent(requestText(step))
    const { status, text } = await exchange({ door, step, socket, signal })
    journal.answered(`${status}\n${text}`.trimEnd())
    if (!isStatus(status, step.status)) {
      throw new RunTrouble('unexpected-status', { line, status, expected: step.status })
    }
    const error = errors.find((pattern) => holds(text, pattern))
    if (error) throw new RunTrouble('error-answer', { line, pattern: error })
    if (step.awaits !== '' && !holds(text, step.awaits)) {
      throw new RunTrouble('not-as-awaited', { line, pattern: step.awaits })
    }
  } catch (error) {
    if (errand.signal.aborted) throw errand.signal.reason
    if (limit.aborted) throw new RunTrouble('timed-out', { line })
    if (error instanceof RunTrouble) throw error
    throw new RunTrouble('closed', { line })
  } finally {
    socket.destroy()
  }
}

function isStatus(status: number, expected: string): boolean {
  return expected.endsWith('xx') ? String(status)[0] === expected[0] : String(status) === expected
}

/** Connects, and for HTTPS looks who is there before anything is sent. */
async function open({ door, checkKey, signal }: Errand<RequestStep>): Promise<Socket> {
  const { host, port, isHttps } = door
  const socket = isHttps
    ? // The certificate is looked at below, by its fingerprint.
      connectTls({ host, port, rejectUnauthorized: false, ...oldIf(door) })
    : connectPlain({ host, port })
  try {
    await connected(socket, isHttps ? 'secureConnect' : 'connect', signal)
    if (isHttps) checkKey('https', fingerprintOf(socket as TLSSocket)) // made so above
    return socket
  } catch (error) {
    socket.destroy()
    throw connectTrouble(error)
  }
}

function oldIf({ allowsOldAlgorithms }: Door) {
  return allowsOldAlgorithms ? { minVersion: 'TLSv1' as const, ciphers: 'DEFAULT@SECLEVEL=0' } : {}
}

function connected(socket: Socket, event: string, signal: AbortSignal): Promise<void> {
  return new Promise((resolve, reject) => {
    socket.setTimeout(CONNECT_MS, () =>
      reject(new RunTrouble('unreachable', { reason: 'ETIMEDOUT' })),
    )
    // For as long as the socket lives: an error that nobody listens to would end the process.
    socket.on('error', reject)
    signal.addEventListener('abort', () => reject(signal.reason), { once: true })
    socket.once(event, () => {
      socket.setTimeout(0)
      resolve()
    })
  })
}

function fingerprintOf(socket: TLSSocket): string {
  const certificate = socket.getPeerX509Certificate()
  if (!certificate) throw new RunTrouble('unreachable', { reason: 'no certificate' })
  return `SHA256:${certificate.fingerprint256.replaceAll(':', '').toLowerCase()}`
}

type Exchange = { door: Door; step: RequestStep; socket: Socket; signal: AbortSignal }

function exchange({
  door,
  step,
  socket,
  signal,
}: Exchange): Promise<{ status: number; text: string }> {
  return new Promise((resolve, reject) => {
    const request = plainRequest({
      createConnection: () => socket,
      method: step.method,
      path: step.path,
      headers: headersOf(door, step),
      signal,
    })
    request.on('error', reject)
    request.on('response', (response) => {
      readText(response).then((text) => resolve({ status: response.statusCode ?? 0, text }), reject)
    })
    request.end(step.body)
  })
}

function headersOf({ host, port, user, password, token }: Door, { headers, body }: RequestStep) {
  const basic = Buffer.from(`${user}:${password}`).toString('base64')
  const authorization =
    token !== '' ? `Bearer ${token}` : user !== '' ? `Basic ${basic}` : undefined
  return {
    ...Object.fromEntries(headers.map(({ name, value }) => [name, value])),
    host: `${isIPv6(host) ? `[${host}]` : host}:${port}`,
    connection: 'close',
    ...(authorization && { authorization }),
    ...(body !== '' && { 'content-length': Buffer.byteLength(body) }),
  }
}

async function readText(response: IncomingMessage): Promise<string> {
  const chunks: Buffer[] = []
  let size = 0
  for await (const chunk of response) {
    const bytes = chunk as Buffer // no encoding is set
    size += bytes.length
    if (size > ANSWER_MAX) throw new RunTrouble('too-long-answer')
    chunks.push(bytes)
  }
  return readable(Buffer.concat(chunks).toString('utf8'))
}
