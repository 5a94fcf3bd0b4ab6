import { fork } from 'node:child_process'
import { fileURLToPath } from 'node:url'
import { nextMessage } from '../next-message.ts'
import { stopProcess } from '../stop-process.ts'
import type { Drive, DriveResult } from './drive.ts'
import type { Answer, Order } from './main.ts'

const SCRIPT = fileURLToPath(import.meta.resolve('./main.ts'))
// How to send by the dozen is still an experiment of Node.
const FORK = { execArgv: ['--disable-warning=ExperimentalWarning'] }
const ECHO = fileURLToPath(import.meta.resolve('./echo.ts'))

export type LoadGenerator = {
  build(order: Exclude<Order, { kind: 'drive' }>): Promise<number>
  drive(deck: string, drive: Drive): Promise<DriveResult>
  stop(): Promise<void>
}

/** Starts the generator's process. It does one thing at a time. */
export function startLoadGenerator(): LoadGenerator {
  const child = fork(SCRIPT, FORK)
  function ask(order: Order): Promise<Answer> {
    const answer = nextMessage<Answer>(child, 'the load generator')
    child.send(order)
    return answer
  }
  return {
    build: async (order) => (await ask(order)).packets,
    async drive(deck, drive) {
      const { result } = await ask({ kind: 'drive', deck, drive })
      if (!result) throw new Error('the load generator measured nothing')
      return result
    },
    stop: () => stopProcess(child),
  }
}

/** Runs some work against a responder that does nothing but answer. */
export async function withEcho<T>(work: (port: number) => Promise<T>): Promise<T> {
  const child = fork(ECHO, FORK)
  try {
    const { port } = await nextMessage<{ port: number }>(child, 'the echo responder')
    return await work(port)
  } finally {
    await stopProcess(child)
  }
}
