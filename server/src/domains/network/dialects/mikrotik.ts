import type { Dialect } from './dialect.ts'

/** RouterOS: Mikrotik-Rate-Limit is `rx/tx` seen from the router, so upload comes first. */
export const mikrotik: Dialect = {
  canChangeSpeed: true,
  speedAttributes({ downKbps, upKbps }) {
    if (downKbps === 0 && upKbps === 0) return []
    return [['Mikrotik-Rate-Limit', `${rate(upKbps)}/${rate(downKbps)}`]]
  },
}

// RouterOS has no word for "unlimited" in one direction only; this is above any port.
const UNLIMITED = '100G'

function rate(kbps: number): string {
  return kbps === 0 ? UNLIMITED : `${kbps}k`
}
