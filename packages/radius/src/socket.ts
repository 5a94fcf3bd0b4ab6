import { createSocket, type Socket } from 'node:dgram'
import { isIP } from 'node:net'

/**
 * A UDP socket bound to an IP literal, `0.0.0.0` or `::` for all. Rejects when the address is taken or not ours; a host
 * name is a TypeError.
 */
export async function bindSocket(options: {
  host: string
  port: number
  reusePort?: boolean | undefined
  bufferBytes: number
}): Promise<Socket> {
  const family = isIP(options.host)
  if (family === 0) throw new TypeError(`${options.host} is not an IP address`)
  const socket = createSocket({
    type: family === 6 ? 'udp6' : 'udp4',
    reusePort: options.reusePort ?? false,
    recvBufferSize: options.bufferBytes,
    sendBufferSize: options.bufferBytes,
    // Every address here is a literal. Without this each send waits a turn of the event loop for a name lookup.
    lookup: (address, _options, callback) => callback(null, address, family),
  })
  await new Promise<void>((resolve, reject) => {
    socket.once('error', reject)
    socket.once('listening', () => {
      socket.off('error', reject)
      resolve()
    })
    socket.bind(options.port, options.host)
  })
  return socket
}
