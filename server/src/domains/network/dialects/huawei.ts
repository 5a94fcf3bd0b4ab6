import type { Dialect, ServiceWords } from './dialect.ts'

const BITS_PER_KILOBIT = 1000
const INTEGER_MAX = 4_294_967_295
// Of HW-Command-Mode, which has the command codes of Cisco’s attribute 252.
const SERVICE_LOGON = '\u000b'
const SERVICE_LOGOFF = '\u000c'

/**
 * EDSG services of ME60 and NetEngine: `A` and a name in HW-Account-Info (26-184) at the sign-in, HW-Command-Mode
 * (26-34) in a CoA. Records of a service have the user's accounting id in Acct-Multi-Session-Id, and the name after an
 * `N` in HW-Service-Info (26-185), or as it is in HW-Policy-Name (26-95) where the router is told so (Huawei, "EDSG
 * Service Activation and Deactivation", "EDSG Service Accounting").
 */
const services: ServiceWords = {
  atSignIn: (names) => names.map((name) => ['Huawei-Account-Info', `A${name}`]),
  activate: (name) => [['Huawei-Command-Mode', `${SERVICE_LOGON}${name}`]],
  deactivate: (name) => [['Huawei-Command-Mode', `${SERVICE_LOGOFF}${name}`]],
  asksForDefinitions: true,
  readMark(read) {
    const [parentSessionId] = read('Acct-Multi-Session-Id')
    const name = read('Huawei-Service-Info')[0]?.replace(/^N/, '') ?? read('Huawei-Policy-Name')[0]
    if (!name || !parentSessionId || read('Acct-Session-Id').includes(parentSessionId)) {
      return undefined
    }
    return { name, parentSessionId }
  },
}

/** ME60 and NE40E: bits per second, what is promised and the peak being the same (26-2, 26-3, 26-5, 26-6). */
export const huawei: Dialect = {
  canChangeSpeed: true,
  speedAttributes({ downKbps, upKbps }) {
    return [
      ...(upKbps ? rates('Input', upKbps) : []),
      ...(downKbps ? rates('Output', downKbps) : []),
    ]
  },
  services,
}

function rates(direction: 'Input' | 'Output', kbps: number) {
  const bits = String(Math.min(kbps * BITS_PER_KILOBIT, INTEGER_MAX))
  return [
    [`Huawei-${direction}-Average-Rate`, bits] as const,
    [`Huawei-${direction}-Peak-Rate`, bits] as const,
  ]
}
