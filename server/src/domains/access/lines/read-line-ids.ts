import type { LineIds } from '@altyn/contract/network/lines/sub-option'
import { ATTRIBUTE, type Packet, vendorAttribute } from '@altyn/radius'

const NOTHING: Uint8Array = Buffer.alloc(0)
const CIRCUIT = 1
const REMOTE = 2
/**
 * The whole of option 82: accel-ppp sends it as `attr-dhcp-opt82` names it, which is 245 in the
 * dictionary that is given for it; FreeRADIUS has it as attribute 82 of vendor 54.
 */
const WHOLE_OPTIONS = [245, vendorAttribute(54, 82)]
const CISCO_PAIRS = { circuitId: 'circuit-id-tag=', remoteId: 'remote-id-tag=' }

/**
 * What a request tells of its line; undefined when it tells nothing. The attributes of the DSL Forum
 * (RFC 4679 §3.3.1, §3.3.2), which MikroTik, Juniper, Huawei and accel-ppp send, go before those of
 * Redback, option 82 as a whole and Cisco-AVPair; NAS-Port-Id is the circuit where nothing else is.
 */
export function readLineIds(request: Packet): LineIds | undefined {
  return (
    some(
      request.first(ATTRIBUTE['ADSL-Agent-Circuit-Id']),
      request.first(ATTRIBUTE['ADSL-Agent-Remote-Id']),
    ) ??
    some(
      request.first(ATTRIBUTE['Agent-Circuit-Id']),
      request.first(ATTRIBUTE['Agent-Remote-Id']),
    ) ??
    readWholeOption(request) ??
    readCiscoPairs(request) ??
    some(request.first(ATTRIBUTE['NAS-Port-Id']), undefined)
  )
}

function some(circuitId = NOTHING, remoteId = NOTHING): LineIds | undefined {
  return circuitId.length + remoteId.length > 0 ? { circuitId, remoteId } : undefined
}

function readWholeOption(request: Packet): LineIds | undefined {
  for (const attribute of WHOLE_OPTIONS) {
    const option = request.first(attribute)
    const ids = option && splitOption(option)
    if (ids) return ids
  }
  return undefined
}

/** Circuit id and remote id of option 82 (RFC 3046 §2); undefined when it is cut off or has neither. */
export function splitOption(option: Buffer): LineIds | undefined {
  const found = new Map<number, Buffer>()
  let at = 0
  while (at + 2 <= option.length) {
    const end = at + 2 + option.readUInt8(at + 1)
    if (end > option.length) return undefined
    found.set(option.readUInt8(at), option.subarray(at + 2, end))
    at = end
  }
  return some(found.get(CIRCUIT), found.get(REMOTE))
}

function readCiscoPairs(request: Packet): LineIds | undefined {
  const pairs = request.all(ATTRIBUTE['Cisco-AVPair'])
  const told = (name: string) =>
    pairs.find((pair) => pair.toString('latin1', 0, name.length) === name)?.subarray(name.length)
  return pairs.length > 0
    ? some(told(CISCO_PAIRS.circuitId), told(CISCO_PAIRS.remoteId))
    : undefined
}
