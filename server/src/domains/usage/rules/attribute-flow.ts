import type { IpAddress } from '../../catalogue/rules/prefix-index.ts'
import type { AddressHolders, Holder } from './address-holders.ts'

/** What becomes of a flow. */
export const FLOW_FATES = [
  'counted',
  // neither end is an address of an account
  'nobody',
  // accounts of another agent: they are charged by what that agent counts
  'other-agent',
  'local',
  'ignored',
  'blocked',
] as const
export type FlowFate = (typeof FLOW_FATES)[number]

/** The ends of a flow; what it became by translation (NAT) is an end too. */
export type FlowEnds = {
  source: IpAddress | undefined
  destination: IpAddress | undefined
  postNatSource: IpAddress | undefined
  postNatDestination: IpAddress | undefined
}

export type AttributionRules = {
  agentId: number
  countsLocal: boolean
  countsBlocked: boolean
  /** Is an address in a network whose traffic is not counted? */
  ignores(address: IpAddress): boolean
}

/** Takes a flow for an account: `in` came to it, `out` was sent by it; `other` is the far end. */
export type CountFlow = (
  holder: Holder,
  direction: 'in' | 'out',
  other: IpAddress | undefined,
) => void

/**
 * Finds whose a flow is, by who had its addresses at its end, and hands it to `count`: once, or for both ends of a
 * flow between two subscribers. Only accounts of the agent count, so that nobody is charged for what another agent
 * counts too, or two routers tell to two agents.
 */
export function attributeFlow(
  flow: FlowEnds,
  atMs: number,
  { rules, holders, count }: { rules: AttributionRules; holders: AddressHolders; count: CountFlow },
): FlowFate {
  const from = holderOf(holders, flow.source, flow.postNatSource, atMs)
  const to = holderOf(holders, flow.destination, flow.postNatDestination, atMs)
  if (!from && !to) return 'nobody'
  if (from && to && !rules.countsLocal) return 'local'
  const sent = from && fateOf(from, flow.destination, atMs, rules)
  if (from && sent === 'counted') count(from, 'out', flow.destination)
  const came = to && fateOf(to, flow.source, atMs, rules)
  if (to && came === 'counted') count(to, 'in', flow.source)
  return came === 'counted' ? came : (sent ?? came ?? 'nobody')
}

function holderOf(
  holders: AddressHolders,
  address: IpAddress | undefined,
  translated: IpAddress | undefined,
  atMs: number,
): Holder | undefined {
  const holder = address === undefined ? undefined : holders.find(address, atMs)
  if (holder || translated === undefined) return holder
  return holders.find(translated, atMs)
}

function fateOf(
  { agentId, blocks }: Holder,
  other: IpAddress | undefined,
  atMs: number,
  rules: AttributionRules,
): FlowFate {
  if (agentId !== rules.agentId) return 'other-agent'
  if (other !== undefined && rules.ignores(other)) return 'ignored'
  if (rules.countsBlocked) return 'counted'
  for (const { fromMs, untilMs } of blocks) if (fromMs <= atMs && atMs < untilMs) return 'blocked'
  return 'counted'
}
