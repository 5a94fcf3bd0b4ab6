import { createSocket } from 'node:dgram'
import { createServer, isIPv6 } from 'node:net'
import type { Config } from '#platform/config'
import { codeOf, StartFailure } from '#platform/embedded-postgres/start-failure'

type Port = { protocol: 'TCP' | 'UDP'; host: string; port: number; variable: string }

/** Refuses to start when another program has one of our ports, before anything else is begun. */
export async function refuseTakenPorts(config: Config): Promise<void> {
  const { host, port, radius } = config
  const ports: Port[] = [
    { protocol: 'TCP', host, port, variable: 'PORT' },
    {
      protocol: 'UDP',
      host: radius.host,
      port: radius.authPort,
      variable: 'ALTYN_RADIUS_AUTH_PORT',
    },
    {
      protocol: 'UDP',
      host: radius.host,
      port: radius.acctPort,
      variable: 'ALTYN_RADIUS_ACCT_PORT',
    },
  ]
  if (radius.authPort === radius.acctPort && radius.authPort !== 0) {
    throw new StartFailure(
      `ALTYN_RADIUS_AUTH_PORT and ALTYN_RADIUS_ACCT_PORT are both ${radius.authPort}: give them different ports.`,
    )
  }
  const taken: Port[] = []
  for (const wanted of ports) {
    const code = await tryPort(wanted)
    if (code === 'EADDRINUSE') taken.push(wanted)
    else if (code) throw new StartFailure(sentenceOf(wanted, code))
  }
  if (taken.length > 0) throw new StartFailure(await sentenceOfTaken(taken))
}

function sentenceOf({ protocol, host, port, variable }: Port, code: string): string {
  if (code === 'EACCES') {
    return `This user may not open ${protocol} port ${port}: choose one above 1023, for example ${variable}=${port + 8000} npm start.`
  }
  if (code === 'EADDRNOTAVAIL' || code === 'ENOTFOUND') {
    const name = protocol === 'TCP' ? 'ALTYN_HOST' : 'ALTYN_RADIUS_HOST'
    return `This machine has no address ${host}: correct ${name}.`
  }
  return `${protocol} port ${port} on ${host} cannot be opened (${code}): choose another one, for example ${variable}=${port + 1} npm start.`
}

/** All of them at once, so that the way out needs to be gone only once. */
async function sentenceOfTaken(taken: Port[]): Promise<string> {
  const names = taken.map(({ protocol, port }) => `${protocol} port ${port}`).join(', ')
  const others = await Promise.all(
    taken.map(async (wanted) => `${wanted.variable}=${await nextFree(wanted)}`),
  )
  return `${names} ${taken.length === 1 ? 'is' : 'are'} taken by another program: stop that program or choose otherwise, for example ${others.join(' ')} npm start.`
}

async function nextFree(wanted: Port): Promise<number> {
  const step = wanted.protocol === 'TCP' ? 1 : 100
  const candidates = Array.from({ length: 10 }, (_, index) => wanted.port + step * (index + 1))
  for (const port of candidates.filter((candidate) => candidate < 65_536)) {
    if (!(await tryPort({ ...wanted, port }))) return port
  }
  return 0
}

/** Opens the port for a moment. Answers with the code of the fault, if any. */
function tryPort({ protocol, host, port }: Port): Promise<string | undefined> {
  if (port === 0) return Promise.resolve(undefined)
  const { promise, resolve } = Promise.withResolvers<string | undefined>()
  if (protocol === 'TCP') {
    const server = createServer()
    server.once('error', (error) => resolve(codeOf(error)))
    server.listen(port, host, () => server.close(() => resolve(undefined)))
    return promise
  }
  const socket = createSocket(isIPv6(host) ? 'udp6' : 'udp4')
  socket.once('error', (error) => {
    socket.close()
    resolve(codeOf(error))
  })
  socket.bind({ address: host, port, exclusive: true }, () =>
    socket.close(() => resolve(undefined)),
  )
  return promise
}
