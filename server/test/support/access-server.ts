import assert from 'node:assert/strict'
import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import {
  ATTRIBUTE,
  CODE,
  createRadiusClient,
  createRadiusServer,
  createRequest,
  type Packet,
  type PacketWriter,
  type RadiusPeer,
  type RequestContext,
  VALUE,
} from '@altyn/radius'
import { Registry } from 'prom-client'
import { startAccessRadius } from '../../src/domains/access/access.radius.ts'
import { addSegment, type DialectName, PLAIN_SEGMENT } from '../../src/domains/network/index.ts'
import { registerNas } from '../../src/domains/network/register-nas.ts'
import type { TestHouse } from './house.ts'

const SECRET = Buffer.from('nas-secret-word')
const STATION = 'AA-BB-CC-00-00-01'
const STATUS = VALUE['Acct-Status-Type']
const GIGAWORD = 2n ** 32n
const COMMAND = 'subscriber:command='
const NAME = 'subscriber:service-name='

/** How the server answers an order: it does it, refuses, does not know the session, or keeps silent. */
export type Manner = 'does' | 'refuses' | 'knows-nothing' | 'silent'

/** One accounting packet, counters as the subscriber sees them. */
export type Report = {
  status: keyof typeof STATUS
  session?: string
  login?: string
  station?: string
  port?: string
  down?: bigint
  up?: bigint
  seconds?: number
  delay?: number
  /** By the clock of the server, seconds since 1970. */
  timestamp?: number
  cause?: keyof (typeof VALUE)['Acct-Terminate-Cause']
  /** The service within `parent` that is reported, `session` being its own. */
  service?: string
  parent?: string
}

/** An access server of a house under a moved clock: it signs in, reports and takes orders over real RADIUS. */
export async function openAccessServer(
  t: { after(close: () => Promise<void>): void },
  house: TestHouse,
  { dialect = 'accel-ppp' }: { dialect?: DialectName } = {},
) {
  const told: string[] = []
  const manner: Record<'speeds' | 'ends' | 'services', Manner> = {
    speeds: 'does',
    ends: 'does',
    services: 'does',
  }
  const dae = await createRadiusServer({
    kind: 'dae',
    host: '127.0.0.1',
    port: 0,
    findClient: () => ({ secret: SECRET, requireMessageAuthenticator: true }),
    handle(request, context) {
      const isCoa = request.code === CODE['CoA-Request']
      if (isOfService(request)) {
        told.push(
          `${readServiceOrder(request)} of ${request.readString(ATTRIBUTE['Acct-Session-Id'])}`,
        )
        return answer(context, manner.services, { done: 'CoA-ACK', not: 'CoA-NAK' })
      }
      told.push(isCoa ? (request.readString(ATTRIBUTE['Filter-Id']) ?? '') : 'ended')
      return isCoa
        ? answer(context, manner.speeds, { done: 'CoA-ACK', not: 'CoA-NAK' })
        : answer(context, manner.ends, { done: 'Disconnect-ACK', not: 'Disconnect-NAK' })
    },
  })
  const nasId = await house.deed(async (ctx) => {
    const nas = await registerNas(ctx, {
      agent_id: 1,
      name: 'BRAS',
      address: '127.0.0.1',
      secret_sealed: house.box.seal(SECRET.toString()),
      dialect,
      dae_port: dae.port,
      requires_message_authenticator: true,
    })
    await addSegment(ctx, { ...PLAIN_SEGMENT, agentId: 1, name: 'Pool', network: '10.9.0.0/24' })
    return nas.id
  })
  const journalFolder = await mkdtemp(join(tmpdir(), 'altyn-access-server-'))
  const ports = { host: '127.0.0.1', authPort: 0, acctPort: 0, radsecPort: 0, rest: undefined }
  const folders = { journalFolder, radsecFolder: journalFolder }
  const options = { ...ports, ...folders, instance: 'test' }
  const radius = await startAccessRadius(house.ground, house.box, options, new Registry())
  const client = createRadiusClient({ host: '127.0.0.1' })
  t.after(async () => {
    await client.close()
    await radius.stop()
    await dae.close()
    await rm(journalFolder, { recursive: true })
  })
  const classes = new Map<string, string>()
  const ask = async (port: number, request: PacketWriter): Promise<Packet> => {
    const result = await client.send({ host: '127.0.0.1', port, request })
    assert.ok(result.kind === 'reply', JSON.stringify(result))
    return result.packet
  }
  return {
    nasId,
    manner,
    /** What it was told by orders since the last look: speeds, `ended`, or services: `+INET of session-1`. */
    told: () => told.splice(0),
    /** Signs in; news is heard first, as by the process. Its Class comes back with accounting. */
    async signIn(login = 'ivanova', station = STATION): Promise<Packet> {
      await radius.catchUp()
      const request = createRequest(CODE['Access-Request'], {
        secret: SECRET,
        messageAuthenticator: true,
      })
      request.addString(ATTRIBUTE['User-Name'], login)
      request.addString(ATTRIBUTE['User-Password'], 'secret123')
      request.addString(ATTRIBUTE['Calling-Station-Id'], station)
      const reply = await ask(radius.authPort, request)
      classes.set(login, reply.readString(ATTRIBUTE.Class) ?? '')
      return reply
    },
    report: (report: Report) =>
      ask(
        radius.acctPort,
        toRequest(report, { dialect, classText: classes.get(report.login ?? 'ivanova') ?? '' }),
      ),
  }
}

function answer(
  context: RequestContext<RadiusPeer>,
  manner: Manner,
  { done, not }: Record<'done' | 'not', keyof typeof CODE>,
): PacketWriter | undefined {
  if (manner === 'silent') return undefined
  if (manner === 'does') return context.reply(CODE[done])
  const reply = context.reply(CODE[not])
  if (manner === 'refuses') return reply
  const unknown = VALUE['Error-Cause']['Session-Context-Not-Found']
  return reply.addInteger(ATTRIBUTE['Error-Cause'], unknown)
}

function toRequest(
  report: Report,
  { dialect, classText }: { dialect: DialectName; classText: string },
): PacketWriter {
  const request = createRequest(CODE['Accounting-Request'], { secret: SECRET })
  const { status, down = 0n, up = 0n, seconds, delay, timestamp, cause, port } = report
  request.addInteger(ATTRIBUTE['Acct-Status-Type'], STATUS[status])
  if (delay !== undefined) request.addInteger(ATTRIBUTE['Acct-Delay-Time'], delay)
  if (timestamp !== undefined) request.addInteger(ATTRIBUTE['Event-Timestamp'], timestamp)
  if (status === 'Accounting-On' || status === 'Accounting-Off') return request
  request.addString(ATTRIBUTE['Acct-Session-Id'], report.session ?? 'session-1')
  request.addString(ATTRIBUTE['User-Name'], report.login ?? 'ivanova')
  request.addString(ATTRIBUTE['Calling-Station-Id'], report.station ?? STATION)
  if (port) request.addString(ATTRIBUTE['NAS-Port-Id'], port)
  if (classText) request.addString(ATTRIBUTE.Class, classText)
  if (seconds !== undefined) request.addInteger(ATTRIBUTE['Acct-Session-Time'], seconds)
  // The server's output is what comes to the subscriber.
  request.addInteger(ATTRIBUTE['Acct-Output-Gigawords'], Number(down / GIGAWORD))
  request.addInteger(ATTRIBUTE['Acct-Output-Octets'], Number(down % GIGAWORD))
  request.addInteger(ATTRIBUTE['Acct-Input-Gigawords'], Number(up / GIGAWORD))
  request.addInteger(ATTRIBUTE['Acct-Input-Octets'], Number(up % GIGAWORD))
  if (report.service) {
    nameService(request, dialect, {
      name: report.service,
      parentSessionId: report.parent ?? 'session-1',
    })
  }
  if (cause) {
    request.addInteger(ATTRIBUTE['Acct-Terminate-Cause'], VALUE['Acct-Terminate-Cause'][cause])
  }
  return request
}

/** Is a CoA about a service within a session? */
function isOfService(request: Packet): boolean {
  return readServiceOrder(request) !== undefined
}

/** What a CoA asks of a service, `+INET` or `-INET`, in the words of ISG or of Junos. */
function readServiceOrder(request: Packet): string | undefined {
  const pairs = request.readStrings(ATTRIBUTE['Cisco-AVPair'])
  const command = pairs.find((pair) => pair.startsWith(COMMAND))
  const name = pairs.find((pair) => pair.startsWith(NAME))?.slice(NAME.length)
  if (command && name) return `${command === `${COMMAND}activate-service` ? '+' : '-'}${name}`
  const activated = request.readTagged(ATTRIBUTE['ERX-Service-Activate'])
  if (activated) return `+${activated.value}`
  const ended = request.readString(ATTRIBUTE['ERX-Service-Deactivate'])
  return ended === undefined ? undefined : `-${ended}`
}

/** Writes into a record of accounting which service it counts. */
export function nameService(
  request: PacketWriter,
  dialect: DialectName,
  { name, parentSessionId }: { name: string; parentSessionId: string },
): void {
  // Junos says whose it is by Acct-Session-Id alone: that of the session, a colon and a number.
  if (dialect === 'juniper') request.addByName('ERX-Service-Session', name)
  else {
    request.addByName('Cisco-Service-Info', `N${name}`)
    request.addByName('Cisco-AVPair', `parent-session-id=${parentSessionId}`)
  }
}
