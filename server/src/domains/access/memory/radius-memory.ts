import type { Ground } from '#platform/context'
import type { SecretBox } from '#platform/secret-box'
import { createEapServers, type EapServers } from '../eap-servers.ts'
import { type BarredStations, createBarredStations } from './barred-stations.ts'
import { createEmergencyWatch, type EmergencyWatch } from './emergency-watch.ts'
import { createLineLogins, type LineLogins } from './line-logins.ts'
import { createLines, type Lines } from './lines.ts'
import { createMacLogins, type MacLogins } from './mac-logins.ts'
import { createNasPeers, type NasPeers } from './nas-peers.ts'
import { createProfiles, type Profiles } from './profiles.ts'
import { createReplyRows, type ReplyRows } from './reply-rows.ts'
import { createSessionMarks, type SessionMarks } from './session-marks.ts'
import { createSessionServices, type SessionServices } from './session-services.ts'

/** All that a RADIUS process keeps in mind, so that it answers without asking. */
export type RadiusMemory = {
  peers: NasPeers
  profiles: Profiles
  macs: MacLogins
  lines: Lines
  lineLogins: LineLogins
  services: SessionServices
  rows: ReplyRows
  barred: BarredStations
  eap: EapServers
  emergency: EmergencyWatch
  marks: SessionMarks
}

/** Everything empty until `readAll`. */
export function createRadiusMemory(ground: Ground, box: SecretBox): RadiusMemory {
  const peers = createNasPeers(ground, box)
  const rows = createReplyRows(ground)
  const barred = createBarredStations(ground)
  const services = createSessionServices(ground)
  const profiles = createProfiles(ground, box, {
    atStations: peers.looksAtStations,
    atLines: peers.looksAtLines,
    atGroups: () => rows.looksAtGroups() || barred.looksAtGroups(),
    atBought: services.looksAtBought,
  })
  return {
    peers,
    profiles,
    macs: createMacLogins(ground, profiles),
    lines: createLines(ground),
    lineLogins: createLineLogins(ground, profiles),
    services,
    rows,
    barred,
    eap: createEapServers(ground, box, profiles),
    emergency: createEmergencyWatch(ground),
    marks: createSessionMarks(ground),
  }
}

/** At the start, and after a loss of contact: what was missed is unknown, so everything is asked anew. */
export async function readAll(memory: RadiusMemory): Promise<void> {
  memory.profiles.evictAll()
  memory.lineLogins.evictAll()
  await memory.profiles.rereadHours()
  await memory.peers.reload()
  await memory.eap.reload()
  await memory.emergency.reload()
  await memory.rows.reload()
  await memory.barred.reload()
  await memory.lines.reload()
  await memory.services.reload()
  await memory.marks.refresh()
}
