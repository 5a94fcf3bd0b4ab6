/** What is known of a port at one moment. */
export type PortFacts = {
  isEnabled: boolean
  isShared: boolean
  /** How many devices hang on it, and how many ONUs. */
  childrenCount: number
  onusCount: number
  /** The states of the accounts that are on it: `active`, or why not. */
  accountStates: readonly string[]
}
export type PortState = 'off' | 'link' | 'onus' | 'shared' | 'blocked' | 'active' | 'free'

/** The one word for a port; what stands first outweighs the rest. */
export function portState(port: PortFacts): PortState {
  if (!port.isEnabled) return 'off'
  if (port.childrenCount > 0) return 'link'
  if (port.onusCount > 0) return 'onus'
  if (port.isShared) return 'shared'
  if (port.accountStates.length === 0) return 'free'
  return port.accountStates.includes('active') ? 'active' : 'blocked'
}
