import { isIP } from 'node:net'
import {
  type DecodedLine,
  type LineFormat,
  type LineReader,
  lineFormat,
  prepareLineFormat,
} from '@altyn/contract/network/lines/line-format'
import type { LineIds } from '@altyn/contract/network/lines/sub-option'
import type { Context } from '#platform/context'
import { normalizeMac } from '../rules/device-option.ts'
import type { Line } from '../rules/lines/line-words.ts'
import { type Sought, selectLineFormats, selectSoughtPorts } from './lines.store.ts'

/** A format that devices in service have, ready to read with. */
export type UsedFormat = { format: LineFormat; kept: string; read: LineReader }

/** All formats that devices in service have. */
export async function readLineFormats(ctx: Context): Promise<UsedFormat[]> {
  const kept = await selectLineFormats(ctx)
  return kept.flatMap((row) => {
    const { data: format } = lineFormat.safeParse(row)
    return format ? [{ format, kept: JSON.stringify(row), read: prepareLineFormat(format) }] : []
  })
}

/**
 * The line that circuit id and remote id name. Every format is tried on the devices that have it;
 * undefined when none names a port that is there, or several devices go by that name.
 */
export async function findLine(
  ctx: Context,
  formats: readonly UsedFormat[],
  ids: LineIds,
): Promise<Line | undefined> {
  const found: Line[] = []
  for (const used of formats) {
    const decoded = used.read(ids)
    const sought = decoded && toSought(decoded, used)
    if (!sought) continue
    for (const { portId, ...rest } of await selectSoughtPorts(ctx, sought)) {
      if (portId !== null) found.push({ ...rest, portId, vlan: decoded.vlan })
    }
  }
  const [line] = found
  const isPlain = line && found.every(({ portId, onuId }) => isSame(line, { portId, onuId }))
  return isPlain ? line : undefined
}

function isSame(line: Line, { portId, onuId }: Pick<Line, 'portId' | 'onuId'>): boolean {
  return line.portId === portId && line.onuId === onuId
}

/** Undefined when what was read cannot be the name of a device. */
function toSought(decoded: DecodedLine, { format, kept }: UsedFormat): Sought | undefined {
  const device = keyOf(decoded.device, format)
  if (device === undefined) return undefined
  const { port, onu } = decoded
  return { format: kept, deviceBy: format.deviceBy, device, port, onu }
}

function keyOf(device: string, { deviceBy }: LineFormat): string | undefined {
  if (deviceBy === 'mac') return normalizeMac(device)
  if (deviceBy === 'address') return isIP(device) ? device : undefined
  return device
}
