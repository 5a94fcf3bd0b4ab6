import type { Dialect, ServiceWords } from './dialect.ts'

const BITS_PER_KILOBIT = 1000
const PARENT = 'parent-session-id='

/**
 * Services of the Intelligent Services Gateway: `A` and a name in Cisco-Account-Info at the sign-in, AV pairs of the
 * `subscriber` kind in a CoA; a record of a service names it in Cisco-Service-Info after an `N` and its session in the
 * AV pair parent-session-id (Cisco, "Configuring ISG Accounting" and "ISG RADIUS Interface").
 */
const services: ServiceWords = {
  atSignIn: (names) => names.map((name) => ['Cisco-Account-Info', `A${name}`]),
  activate: (name) => command('activate-service', name),
  deactivate: (name) => command('deactivate-service', name),
  asksForDefinitions: true,
  readMark(read) {
    const info = read('Cisco-Service-Info').find((text) => text.startsWith('N'))
    const parent = read('Cisco-AVPair').find((text) => text.startsWith(PARENT))
    if (!info || !parent) return undefined
    return { name: info.slice(1), parentSessionId: parent.slice(PARENT.length) }
  },
}

/** IOS: an interface configuration line per direction; the burst is a second's eighth of the rate. */
export const cisco: Dialect = {
  canChangeSpeed: true,
  speedAttributes({ downKbps, upKbps }) {
    return [
      ...(upKbps ? [line('input', upKbps)] : []),
      ...(downKbps ? [line('output', downKbps)] : []),
    ]
  },
  services,
}

function line(direction: 'input' | 'output', kbps: number) {
  const bits = kbps * BITS_PER_KILOBIT
  const burstBytes = Math.max(8000, Math.round(bits / 8))
  const limit = `rate-limit ${direction} ${bits} ${burstBytes} ${burstBytes * 2}`
  const actions = 'conform-action transmit exceed-action drop'
  return ['Cisco-AVPair', `lcp:interface-config#1=${limit} ${actions}`] as const
}

function command(word: 'activate-service' | 'deactivate-service', name: string) {
  return [
    ['Cisco-AVPair', `subscriber:command=${word}`] as const,
    ['Cisco-AVPair', `subscriber:service-name=${name}`] as const,
  ]
}
