import { createSocket, type Socket } from 'node:dgram'
import { once } from 'node:events'
import { isIPv6 } from 'node:net'
import type { FlowAgentCounters } from '../../network/index.ts'

const BUFFER_OCTETS = 16 << 20

export type ListenFault = NonNullable<FlowAgentCounters['fault']>
export type FlowListener = {
  /** Why nothing is heard; null while the port is open. */
  fault(): ListenFault | null
  close(): void
}

/**
 * Opens the UDP port of an agent. A port that cannot be opened is a fault that is told, not an error: other agents
 * are heard all the same.
 */
export async function listenForFlows(
  { host, port }: { host: string; port: number },
  onDatagram: (datagram: Uint8Array, sender: string) => void,
): Promise<FlowListener> {
  // The system gives as much of the buffer as it allows (Linux: net.core.rmem_max).
  const socket = createSocket({
    type: isIPv6(host) ? 'udp6' : 'udp4',
    recvBufferSize: BUFFER_OCTETS,
  })
  socket.on('message', (datagram, { address }) => onDatagram(datagram, address))
  let fault = await open(socket, { host, port })
  socket.on('error', () => {
    fault ??= 'failed'
  })
  return {
    fault: () => fault,
    close: () => socket.close(),
  }
}

async function open(
  socket: Socket,
  { host, port }: { host: string; port: number },
): Promise<ListenFault | null> {
  try {
    const listening = once(socket, 'listening')
    socket.bind({ address: host, port, exclusive: true })
    await listening
    return null
  } catch (error) {
    const code = error instanceof Error && 'code' in error ? error.code : undefined
    if (code === 'EADDRINUSE') return 'port-taken'
    return code === 'EACCES' ? 'port-forbidden' : 'failed'
  }
}
