import { ATTRIBUTE, type Packet, type PacketWriter } from '@altyn/radius'
import type { DialectName } from '../../src/domains/network/index.ts'

const COMMAND = 'subscriber:command='
const NAME = 'subscriber:service-name='

/** Is a CoA about a service within a session? */
export function isOfService(request: Packet): boolean {
  return readServiceOrder(request) !== undefined
}

/** What a CoA asks of a service, `+INET` or `-INET`, in the words of ISG or of Junos. */
export function readServiceOrder(request: Packet): string | undefined {
  const pairs = request.readStrings(ATTRIBUTE['Cisco-AVPair'])
  const command = pairs.find((pair) => pair.startsWith(COMMAND))
  const name = pairs.find((pair) => pair.startsWith(NAME))?.slice(NAME.length)
  if (command && name) return `${command === `${COMMAND}activate-service` ? '+' : '-'}${name}`
  const activated = request.readTagged(ATTRIBUTE['ERX-Service-Activate'])
  if (activated) return `+${activated.value}`
  const ended = request.readString(ATTRIBUTE['ERX-Service-Deactivate'])
  return ended === undefined ? undefined : `-${ended}`
}

/** Services that an Access-Accept activates, by their names. */
export function activatedBy(reply: Packet): string[] {
  const ofIsg = reply.readStrings(ATTRIBUTE['Cisco-Account-Info']).map((text) => text.slice(1))
  const ofJunos = reply.readStrings(ATTRIBUTE['ERX-Service-Activate']).map((text) => text.slice(1))
  return [...ofIsg, ...ofJunos]
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
