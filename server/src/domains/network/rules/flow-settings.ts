import { plainNetwork } from '../../catalogue/rules/network-match.ts'

/** What an agent takes from routers, and what of it counts. */
export type FlowSettings = {
  /** UDP. */
  listenPort: number
  /** Addresses of the routers that may send. */
  exporters: string[]
  /** Traffic with addresses of these networks is not counted. */
  ignoredNetworks: string[]
  /** Does traffic between two subscribers count? For both, or for none. */
  countsLocal: boolean
  /** Does traffic of accounts that are blocked count? */
  countsBlocked: boolean
}

/** The first text that is no network, or has bits beyond its prefix; undefined when all are right. */
export function findWrongNetwork(networks: readonly string[]): string | undefined {
  return networks.find((network) => plainNetwork(network) === undefined)
}

/** The same settings with each ignored network once, in its plain notation. */
export function plainFlowSettings(settings: FlowSettings): FlowSettings {
  const plain = settings.ignoredNetworks.map((network) => plainNetwork(network) ?? network)
  return { ...settings, ignoredNetworks: [...new Set(plain)] }
}
