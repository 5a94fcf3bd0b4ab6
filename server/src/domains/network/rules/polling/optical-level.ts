const GOOD_DBM = -25
const WEAK_DBM = -27

export type OpticalLevel = 'good' | 'weak' | 'bad'

/** How well an ONU hears its OLT: −25 dBm and more is good, down to −27 weak, below that bad. */
export function opticalLevel(rxDbm: number): OpticalLevel {
  if (rxDbm >= GOOD_DBM) return 'good'
  return rxDbm >= WEAK_DBM ? 'weak' : 'bad'
}
