import type { Dialect } from './dialect.ts'

/** accel-ppp's shaper reads `down/up` in kbit/s from Filter-Id. */
export const accelPpp: Dialect = {
  canChangeSpeed: true,
  speedAttributes({ downKbps, upKbps }) {
    if (downKbps === 0 && upKbps === 0) return []
    return [['Filter-Id', `${downKbps}/${upKbps}`]]
  },
}
