import type { ChildProcess } from 'node:child_process'

/** The next message of a child; fails when the child dies first. */
export function nextMessage<Message>(child: ChildProcess, name: string): Promise<Message> {
  return new Promise((resolve, reject) => {
    const onMessage = (message: unknown) => {
      child.off('exit', onExit)
      resolve(message as Message) // both ends are ours
    }
    const onExit = () => {
      child.off('message', onMessage)
      reject(new Error(`${name} died`))
    }
    child.once('message', onMessage)
    child.once('exit', onExit)
  })
}
