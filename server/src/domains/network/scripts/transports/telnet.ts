import { connect, type Socket } from 'node:net'
import { StringDecoder } from 'node:string_decoder'
import type { CommandStep } from '@altyn/contract/network/script-text'
import { endsAs, holds } from '../../rules/scripts/answer-pattern.ts'
import { converse, createEar, type Terminal } from './conversation.ts'
import { declineOptions } from './telnet-options.ts'
import {
  CONNECT_MS,
  connectTrouble,
  type Door,
  type Errand,
  RunTrouble,
  USUAL_SECONDS,
} from './transport.ts'

const NAME_ASKED = ['login:', 'username:', 'user name:', 'user:']
const PASSWORD_ASKED = ['password:', 'passwd:']
const REFUSED = [
  'incorrect',
  'login failed',
  'login invalid',
  'authentication fail',
  'access denied',
  'bad password',
]

/** Carries commands out over Telnet (RFC 854), for equipment that has nothing better. */
export async function carryByTelnet(errand: Errand<CommandStep>): Promise<void> {
  const { door, signal } = errand
  const socket = await open(door, signal)
  const end = () => socket.destroy()
  signal.addEventListener('abort', end, { once: true })
  try {
    const terminal = terminalOf(socket, signal)
    await signIn(terminal, errand)
    await converse(terminal, errand)
  } finally {
    signal.removeEventListener('abort', end)
    socket.destroy()
  }
}

function open({ host, port }: Door, signal: AbortSignal): Promise<Socket> {
  return new Promise((resolve, reject) => {
    const socket = connect({ host, port, signal, timeout: CONNECT_MS })
    socket.once('timeout', () =>
      socket.destroy(new RunTrouble('unreachable', { reason: 'ETIMEDOUT' })),
    )
    socket.once('error', (error) => reject(signal.aborted ? signal.reason : connectTrouble(error)))
    socket.once('connect', () => {
      socket.setTimeout(0)
      resolve(socket)
    })
  })
}

function terminalOf(socket: Socket, signal: AbortSignal): Terminal {
  const ear = createEar(signal)
  const decoder = new StringDecoder('utf8')
  const decline = declineOptions((answer) => void socket.write(answer))
  socket.on('data', (chunk) => ear.hear(decoder.write(decline(Buffer.from(chunk)))))
  socket.on('close', () => ear.end(new RunTrouble('closed')))
  socket.on('error', () => ear.end(new RunTrouble('closed')))
  return { ear, enter: '\r\n', write: (text) => void socket.write(text) }
}

/** Answers the questions for a name and a password, each once: a second one means that they are wrong. */
async function signIn(terminal: Terminal, { door, journal, prompts }: Errand<CommandStep>) {
  const told = { name: false, password: false }
  const isSaid = (text: string) => questionIn(text, prompts) !== undefined
  for (;;) {
    const { text, trouble } = await terminal.ear.until(isSaid, USUAL_SECONDS * 1000)
    const question = trouble ? undefined : questionIn(text, prompts)
    // The conversation begins with the prompt that stands there now.
    if (question === 'command') return journal.note('signed-in')
    journal.answered(text)
    if (isRefusal(text, question, told)) throw new RunTrouble('wrong-password')
    if (!question) throw new RunTrouble(trouble?.failure ?? 'timed-out', { isGreeting: true })
    const answer = question === 'name' ? door.user : door.password
    journal.sent(answer)
    terminal.ear.forget()
    terminal.write(answer + terminal.enter)
    told[question] = true
  }
}

type Question = 'name' | 'password'

/** Whether a device wants nothing to do with what it was told. */
function isRefusal(
  text: string,
  question: Question | undefined,
  told: Record<Question, boolean>,
): boolean {
  if (told.password) return question !== undefined || REFUSED.some((word) => holds(text, word))
  return question !== undefined && told[question]
}

/** What a device asks for at the end of what it said. */
function questionIn(text: string, prompts: readonly string[]): Question | 'command' | undefined {
  const asks = (patterns: readonly string[]) => patterns.some((pattern) => endsAs(text, pattern))
  if (asks(PASSWORD_ASKED)) return 'password'
  if (asks(NAME_ASKED)) return 'name'
  return asks(prompts) ? 'command' : undefined
}
