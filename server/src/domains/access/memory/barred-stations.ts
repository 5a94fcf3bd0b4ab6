import { ATTRIBUTE, type Packet } from '@altyn/radius'
import { type Ground, readingContext, systemActor } from '#platform/context'
import { type Bar, type Bearer, prepareBar, readBarredStations } from '../../network/index.ts'
import type { NasPeer } from './nas-peers.ts'

const ACTOR = systemActor('radius')

/** Devices that are not let in, in memory. */
export type BarredStations = {
  /** Is the device that asks barred at this server: for everybody, or for the account where one is known? */
  stops(request: Packet, server: NasPeer, bearer?: Bearer): boolean
  /** Is a device barred for a group of accounts? Only then a profile has to know its groups. */
  looksAtGroups(): boolean
  reload(): Promise<void>
}

export function createBarredStations(ground: Ground): BarredStations {
  // Nothing is barred in most houses: then a sign-in costs nothing more.
  let bar: Bar | undefined
  let hasGroups = false
  return {
    stops(request, server, bearer) {
      if (!bar) return false
      const station = request.readString(ATTRIBUTE['Calling-Station-Id'])
      return station !== undefined && bar(server, station, bearer)
    },
    looksAtGroups: () => hasGroups,
    async reload() {
      const rules = await readBarredStations(readingContext(ground, ACTOR))
      bar = rules.length > 0 ? prepareBar(rules) : undefined
      hasGroups = rules.some(({ accountGroupId }) => accountGroupId !== null)
    },
  }
}
