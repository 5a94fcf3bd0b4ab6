export type PortMatch = {
  portMatch: 'name' | 'number' | 'pattern'
  /** `number`: ifIndex = the number of the port + this. */
  portOffset: number
  /** `pattern`: the name of the interface, `{n}` being the number of the port. */
  portPattern: string
}
type Named = { id: number; name: string }
type Interface = { ifIndex: number; ifName: string; ifDescr: string }

const NUMBER_AT_END = /(\d{1,9})\D*$/
const PLACE = '{n}'

/**
 * Which interface is which port: by equal names (letter case and spaces ignored), by number, or by a
 * pattern. A port without a partner is left out; an interface is one port at most, the first that fits.
 */
export function matchPorts<Found extends Interface>(
  rule: PortMatch,
  ports: readonly Named[],
  interfaces: readonly Found[],
): Map<number, Found> {
  const byKey = new Map<string, Found>()
  // The short names come first: where they are ambiguous, they win.
  for (const one of interfaces) keep(byKey, keyOf(rule, one.ifIndex, one.ifName), one)
  for (const one of interfaces) keep(byKey, keyOf(rule, one.ifIndex, one.ifDescr), one)
  const matched = new Map<number, Found>()
  const taken = new Set<Found>()
  for (const { id, name } of ports) {
    const key = wantedKey(rule, name)
    const found = key === undefined ? undefined : byKey.get(key)
    if (!found || taken.has(found)) continue
    taken.add(found)
    matched.set(id, found)
  }
  return matched
}

function keep<Found>(byKey: Map<string, Found>, key: string, one: Found): void {
  if (key !== '' && !byKey.has(key)) byKey.set(key, one)
}

function keyOf({ portMatch }: PortMatch, ifIndex: number, name: string): string {
  return portMatch === 'number' ? String(ifIndex) : plain(name)
}

function wantedKey(rule: PortMatch, name: string): string | undefined {
  if (rule.portMatch === 'name') return plain(name)
  const number = NUMBER_AT_END.exec(name)?.[1]
  if (number === undefined) return undefined
  if (rule.portMatch === 'number') return String(Number(number) + rule.portOffset)
  return plain(rule.portPattern.replaceAll(PLACE, String(Number(number))))
}

function plain(name: string): string {
  return name.toLowerCase().replaceAll(/\s/g, '')
}
