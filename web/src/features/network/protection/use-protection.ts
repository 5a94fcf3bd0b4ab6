import { listProtection, type NasProtection } from '@altyn/contract/network/protection'
import { useCall } from '../../../lib/use-call.ts'

const ASK_EVERY_MS = 30_000

/** What access servers send, by their numbers; empty until it is read. */
export function useProtection(): ReadonlyMap<number, NasProtection> {
  const { data } = useCall(listProtection, undefined, { everyMilliseconds: ASK_EVERY_MS })
  return new Map(data?.items.map((protection) => [protection.nasId, protection]))
}
