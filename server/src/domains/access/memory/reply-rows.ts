import { type Ground, readingContext, systemActor } from '#platform/context'
import { type AttributeOccasion, readAttributeRows, type ValueFacts } from '../../network/index.ts'
import { composeRows, type Extras, type ReplyRow } from '../compose-rows.ts'

const KNOWN_MAX = 200_000
const ACTOR = systemActor('radius')
const NONE: readonly never[] = []

/** The rows of attributes that a provider gives, in memory. */
export type ReplyRows = {
  /** Is there a row for a group of accounts? Only then a profile knows its groups. */
  looksAtGroups(): boolean
  of(occasion: AttributeOccasion, facts: ValueFacts): Extras | undefined
  reload(): Promise<void>
}

export function createReplyRows(ground: Ground): ReplyRows {
  let rows: ReplyRow[] = []
  // What comes out is the same until the account, its services, speed or address, or the server is another.
  const known = new Map<string, Extras | undefined>()

  function remembered(occasion: AttributeOccasion, facts: ValueFacts): Extras | undefined {
    const { packet, agentId, nasId, accountId, tariffId } = occasion
    const { deviceGroupIds = NONE, groupIds = NONE, categories = NONE } = occasion
    const { address, speed } = facts
    const where = [packet, agentId, nasId, deviceGroupIds.join(',')]
    const whose = [accountId, tariffId, groupIds.join(','), categories.join(',')]
    const key = [...where, ...whose, address, speed?.downKbps, speed?.upKbps].join(' ')
    if (known.has(key)) return known.get(key)
    const extras = composeRows(rows, occasion, facts)
    if (known.size >= KNOWN_MAX) known.clear()
    known.set(key, extras)
    return extras
  }

  return {
    looksAtGroups: () => rows.some(({ accountGroupId }) => accountGroupId !== null),
    of(occasion, facts) {
      if (rows.length === 0) return undefined
      // Strangers are as many as somebody makes up: they are not remembered.
      return occasion.accountId === undefined
        ? composeRows(rows, occasion, facts)
        : remembered(occasion, facts)
    },
    async reload() {
      rows = await readAttributeRows(readingContext(ground, ACTOR))
      known.clear()
    },
  }
}
