/** A port, or an ONU behind it, with the VLANs that were entered on the port. */
export type LinePlace = {
  deviceId: number
  portId: number
  onuId: number | null
  deviceName: string
  portName: string
  onuSerial: string
  vlans: readonly number[]
}
/** Where somebody comes from; `vlan` is null where it is not told. */
export type Line = LinePlace & { vlan: number | null }

/** A place in one line, the same in every language: `SW-12 · 5 · VLAN 100`. */
export function placeWords({ deviceName, portName, onuSerial }: LinePlace, vlan?: number): string {
  return [deviceName, portName, onuSerial, vlan ? `VLAN ${vlan}` : '']
    .filter((word) => word !== '')
    .join(' · ')
}

/** Where the account of a place is expected from; the VLAN is named when it was another one. */
export function expectedWords(place: LinePlace, line: Line | undefined): string {
  const [vlan] = place.vlans
  return placeWords(place, line && !isVlanOf(place, line.vlan) ? vlan : undefined)
}

/**
 * Does a line lead to the place of an account? Where only the PON port was told, any ONU of it will
 * do. A VLAN is looked at when VLANs were entered on the port: another one is another service.
 */
export function leadsTo(line: Line, place: LinePlace): boolean {
  if (line.portId !== place.portId || !isVlanOf(place, line.vlan)) return false
  return line.onuId === null || line.onuId === place.onuId
}

function isVlanOf({ vlans }: LinePlace, vlan: number | null): boolean {
  return vlan === null || vlans.length === 0 || vlans.includes(vlan)
}
