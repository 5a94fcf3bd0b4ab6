import type { AttributePair, Dialect, ServiceWords } from './dialect.ts'

// Junos counts a service no more often (Service-Interim-Acct-Interval, VSA 26-140).
const INTERIM_SECONDS_MIN = 600

/**
 * Services of Junos and JunosE by VSA 26-65, 26-66 and 26-69: a service is named with its parameters, also when it ends
 * (Juniper, "Subscriber Services with Multiple Instances"). Its records have Acct-Session-Id of the session, a colon and
 * a number of their own, and its name in VSA 26-83 ("Configuring RADIUS Accounting for Service Manager").
 */
const services: ServiceWords = {
  atSignIn: (names, interimSeconds) =>
    names.flatMap((name, index) => activation(name, index + 1, interimSeconds)),
  activate: (name, interimSeconds) => activation(name, 1, interimSeconds),
  deactivate: (name) => [['ERX-Service-Deactivate', name]],
  asksForDefinitions: false,
  readMark(read) {
    const [name] = read('ERX-Service-Session')
    const [, parentSessionId] = /^(.+):[^:]*$/.exec(read('Acct-Session-Id')[0] ?? '') ?? []
    return name && parentSessionId ? { name, parentSessionId } : undefined
  },
}

/**
 * MX and ERX: a filter for each direction by its name (VSA 26-10 and 26-11), which Access-Accept and CoA may both give.
 * The filters are on the router: `in-50000k` for 50 Mbit/s from the subscriber, `out-100000k` for 100 towards them.
 */
export const juniper: Dialect = {
  canChangeSpeed: true,
  speedAttributes({ downKbps, upKbps }) {
    return [
      ...(upKbps ? [['ERX-Ingress-Policy-Name', `in-${upKbps}k`] as const] : []),
      ...(downKbps ? [['ERX-Egress-Policy-Name', `out-${downKbps}k`] as const] : []),
    ]
  },
  services,
}

function activation(name: string, tag: number, interimSeconds: number): AttributePair[] {
  return [
    [`ERX-Service-Activate:${tag}`, name],
    [`ERX-Service-Statistics:${tag}`, 'time-volume'],
    [`ERX-Service-Acct-Interval:${tag}`, String(Math.max(INTERIM_SECONDS_MIN, interimSeconds))],
  ]
}
