import type { Speed } from '../../catalogue/rules/speed-rule.ts'

// Sessions that were let in before speeds were told have two numbers only.
const CLASS = /^altyn:(\d{1,10}):(\d{1,10})(?::(\d{1,10}):(\d{1,10}))?$/

type Owner = { accountId: number; contractId: number }

/** What the Access-Accept puts into Class, so that accounting names its account and speed by itself. */
export function toClass({ accountId, contractId }: Owner, speed: Speed | undefined): string {
  const owner = `altyn:${accountId}:${contractId}`
  return speed ? `${owner}:${speed.downKbps}:${speed.upKbps}` : owner
}

/** The account of a Class that came back with the speed that it was told; undefined when it is not ours. */
export function fromClass(text: string | undefined): (Owner & { speed?: Speed }) | undefined {
  const [, accountId, contractId, downKbps, upKbps] = CLASS.exec(text ?? '') ?? []
  if (!accountId || !contractId) return undefined
  const owner = { accountId: Number(accountId), contractId: Number(contractId) }
  if (!downKbps || !upKbps) return owner
  return { ...owner, speed: { downKbps: Number(downKbps), upKbps: Number(upKbps) } }
}
