import type { Dialect } from './dialect.ts'

const BITS_PER_KILOBIT = 1000
const INTEGER_MAX = 4_294_967_295

/** Servers that know the WISPr attributes: bits per second in each direction. */
export const standard: Dialect = {
  canChangeSpeed: false,
  speedAttributes({ downKbps, upKbps }) {
    return [
      ...(downKbps ? [['WISPr-Bandwidth-Max-Down', bits(downKbps)] as const] : []),
      ...(upKbps ? [['WISPr-Bandwidth-Max-Up', bits(upKbps)] as const] : []),
    ]
  },
}

function bits(kbps: number): string {
  return String(Math.min(kbps * BITS_PER_KILOBIT, INTEGER_MAX))
}
