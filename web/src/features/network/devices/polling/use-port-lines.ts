import type { Device } from '@altyn/contract/network/devices'
import { listPortLines, type PortLine } from '@altyn/contract/network/polling'
import { useCall } from '../../../../lib/use-call.ts'

const ASK_EVERY_MS = 30_000

/** The lines of a device by its ports; empty while nobody asks it, or nothing of it is known. */
export function usePortLines({ id, reach }: Device): ReadonlyMap<number, PortLine> {
  const isPolled = reach !== 'off'
  const { data } = useCall(
    listPortLines,
    { params: { id } },
    { isEnabled: isPolled, everyMilliseconds: isPolled && ASK_EVERY_MS },
  )
  return new Map(isPolled ? data?.items.map((line) => [line.portId, line]) : [])
}
