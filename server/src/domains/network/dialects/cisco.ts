import type { Dialect } from './dialect.ts'

const BITS_PER_KILOBIT = 1000

/** IOS: an interface configuration line per direction; the burst is a second's eighth of the rate. */
export const cisco: Dialect = {
  canChangeSpeed: true,
  speedAttributes({ downKbps, upKbps }) {
    return [
      ...(upKbps ? [line('input', upKbps)] : []),
      ...(downKbps ? [line('output', downKbps)] : []),
    ]
  },
}

function line(direction: 'input' | 'output', kbps: number) {
  const bits = kbps * BITS_PER_KILOBIT
  const burstBytes = Math.max(8000, Math.round(bits / 8))
  const limit = `rate-limit ${direction} ${bits} ${burstBytes} ${burstBytes * 2}`
  const actions = 'conform-action transmit exceed-action drop'
  return ['Cisco-AVPair', `lcp:interface-config#1=${limit} ${actions}`] as const
}
