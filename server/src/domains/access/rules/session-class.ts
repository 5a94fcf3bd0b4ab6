import type { Speed } from '../../catalogue/rules/speed-rule.ts'

// Sessions that were let in before speeds were told have two numbers only.
const CLASS = /^altyn:(\d{1,10}):(\d{1,10})(?::(\d{1,10}):(\d{1,10}))?(?::i(\d{1,6}))?$/
const INTERIM_SECONDS_MAX = 999_999

type Owner = { accountId: number; contractId: number }
type Told = Owner & { speed?: Speed; interimSeconds?: number }

/**
 * What the Access-Accept puts into Class, so that accounting names its account and speed by itself, and how often the
 * server was told to report where that is not its usual.
 */
export function toClass(
  { accountId, contractId }: Owner,
  speed: Speed | undefined,
  interimSeconds?: number,
): string {
  const owner = `altyn:${accountId}:${contractId}`
  const interim =
    interimSeconds && interimSeconds <= INTERIM_SECONDS_MAX ? `:i${interimSeconds}` : ''
  return speed ? `${owner}:${speed.downKbps}:${speed.upKbps}${interim}` : `${owner}${interim}`
}

/** The account of a Class that came back with what it was told; undefined when it is not ours. */
export function fromClass(text: string | undefined): Told | undefined {
  const [, accountId, contractId, downKbps, upKbps, interim] = CLASS.exec(text ?? '') ?? []
  if (!accountId || !contractId) return undefined
  const owner = {
    accountId: Number(accountId),
    contractId: Number(contractId),
    ...(interim && { interimSeconds: Number(interim) }),
  }
  if (!downKbps || !upKbps) return owner
  return { ...owner, speed: { downKbps: Number(downKbps), upKbps: Number(upKbps) } }
}
