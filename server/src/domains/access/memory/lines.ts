import { type LineIds, showId } from '@altyn/contract/network/lines/sub-option'
import type { Packet } from '@altyn/radius'
import { type Ground, readingContext, systemActor } from '#platform/context'
import { isDatabaseAway } from '#platform/database-errors'
import {
  findLine,
  type Line,
  placeWords,
  readLineFormats,
  type UsedFormat,
} from '../../network/index.ts'
import { readLineIds } from '../lines/read-line-ids.ts'
import { createKeysByDevice } from './keys-by-device.ts'
import { createStrangers } from './strangers.ts'

const KNOWN_MAX = 300_000
const ACTOR = systemActor('radius')

/** The line that a request tells; nobody can say which while the database is away. */
export type SeenLine = {
  /** For people: the place where it was read, else what was told; empty when nothing was. */
  words: string
  line: Line | undefined
  isUncertain: boolean
}

/** Lines of requests, in memory: what option 82 tells is looked up once. */
export type Lines = {
  /** Answers from memory where it can; asks the database otherwise. */
  see(request: Packet): SeenLine | Promise<SeenLine>
  /** Devices, their ports or their formats have changed; all of them when none are named. */
  reload(deviceIds?: readonly number[]): Promise<void>
}

const NOTHING: SeenLine = { words: '', line: undefined, isUncertain: false }

export function createLines(ground: Ground): Lines {
  const known = new Map<string, Line>()
  const keys = createKeysByDevice()
  const strangers = createStrangers()
  let formats: UsedFormat[] = []
  let changes = 0

  async function ask(key: string, ids: LineIds): Promise<SeenLine> {
    const before = changes
    try {
      const line = await findLine(readingContext(ground, ACTOR), formats, ids)
      // What was asked before a change serves once.
      if (before === changes) remember(key, line)
      return line ? seen(line) : unread(ids)
    } catch (error) {
      if (!isDatabaseAway(error)) throw error
      return { ...unread(ids), isUncertain: true }
    }
  }

  function remember(key: string, line: Line | undefined): void {
    if (!line) {
      strangers.add(key)
      return
    }
    if (known.size >= KNOWN_MAX) forgetAll()
    known.set(key, line)
    keys.add(line.deviceId, key)
  }

  function forgetAll(): void {
    known.clear()
    keys.clear()
  }

  return {
    see(request) {
      const ids = readLineIds(request)
      if (!ids) return NOTHING
      const key = keyOf(ids)
      const line = known.get(key)
      if (line) return seen(line)
      return formats.length === 0 || strangers.has(key) ? unread(ids) : ask(key, ids)
    },
    async reload(deviceIds) {
      changes += 1
      formats = await readLineFormats(readingContext(ground, ACTOR))
      if (!deviceIds) forgetAll()
      for (const deviceId of deviceIds ?? []) {
        for (const key of keys.take(deviceId)) known.delete(key)
      }
      strangers.clear()
    },
  }
}

function seen(line: Line): SeenLine {
  return { words: placeWords(line, line.vlan ?? undefined), line, isUncertain: false }
}

function unread({ circuitId, remoteId }: LineIds): SeenLine {
  const words = [showId(circuitId), showId(remoteId)].filter((id) => id !== '').join(' | ')
  return { words, line: undefined, isUncertain: false }
}

function keyOf({ circuitId, remoteId }: LineIds): string {
  return `${latin1(circuitId)}\n${circuitId.length}\n${latin1(remoteId)}`
}

function latin1(bytes: Uint8Array): string {
  return Buffer.from(bytes.buffer, bytes.byteOffset, bytes.length).toString('latin1')
}
