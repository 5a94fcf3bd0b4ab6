/** What an agent tells DHCP servers besides the address. */
export type DhcpSettings = {
  leaseSeconds: number
  dns: string[]
  /** Accounts of these agents are served besides its own. */
  servedAgentIds: number[]
}
