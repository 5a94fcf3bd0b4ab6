// Answers every datagram with itself as an Access-Accept: what the generator can do at the most.
import { CODE } from '@altyn/radius'
import { BatchSocket, REPLY_BYTES, Waiter } from './batch-socket.ts'

const socket = new BatchSocket()
const waiter = new Waiter([socket])

process.send?.({ port: socket.listen() }, undefined, undefined, () => {
  for (;;) {
    const count = socket.receive()
    for (let index = 0; index < count; index += 1) {
      socket.received[index * REPLY_BYTES] = CODE['Access-Accept']
    }
    if (count > 0) socket.answer(count)
    else waiter.wait(1000)
  }
})
