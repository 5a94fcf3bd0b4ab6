import { fromHex, type LineIds, showId } from '@altyn/contract/network/lines/sub-option'
import type { Context } from '#platform/context'
import { findAccounts, findHolderOfMac } from '../../accounts/index.ts'
import {
  findLine,
  findLoginsOn,
  type Line,
  placeWords,
  readLineFormats,
} from '../../network/index.ts'
import type { RejectReason } from '../rules/refuse-login.ts'
import type { DhcpAgent } from './recognise-agent.ts'

/** Who asks: a device, and by which line it comes. */
export type Asker = { mac: string; circuitId: string; remoteId: string }
/** The line as far as it was told and read; `words` are empty when nothing was told. */
export type AskerLine = { words: string; line: Line | undefined }
/** By its MAC address or its line a device is an account's; else why it is nobody's. */
export type AskerOwner =
  | { agentId: number; login: string; foundBy: 'mac' | 'line' }
  | { reason: RejectReason }

/** The line that option 82 tells. */
export async function readAskerLine(ctx: Context, asker: Asker): Promise<AskerLine> {
  const ids = { circuitId: fromHex(asker.circuitId), remoteId: fromHex(asker.remoteId) }
  if (ids.circuitId.length + ids.remoteId.length === 0) return { words: '', line: undefined }
  const line = await findLine(ctx, await readLineFormats(ctx), ids)
  return { words: line ? placeWords(line, line.vlan ?? undefined) : told(ids), line }
}

function told({ circuitId, remoteId }: LineIds): string {
  return [showId(circuitId), showId(remoteId)].filter((id) => id !== '').join(' | ')
}

/** Whose device it is, in the order of a sign-in: by its MAC address, then by its line, as its agent says. */
export async function findOwner(
  ctx: Context,
  agent: DhcpAgent,
  { mac, line }: { mac: string; line: Line | undefined },
): Promise<AskerOwner> {
  const { admission, agentIds } = agent
  const byMac = admission.authenticatesByMac ? await findByMac(ctx, agentIds, mac) : undefined
  if (byMac) return byMac
  if (!admission.authenticatesByLine || !line) return { reason: 'unknown-login' }
  const found: { agentId: number; login: string }[] = []
  for (const agentId of agentIds) {
    const logins = await findLoginsOn(ctx, { agentId, portId: line.portId, onuId: line.onuId })
    found.push(...logins.map((login) => ({ agentId, login })))
  }
  const [owner, other] = found
  if (!owner) return { reason: 'unknown-line' }
  return other ? { reason: 'shared-line' } : { ...owner, foundBy: 'line' }
}

async function findByMac(
  ctx: Context,
  agentIds: readonly number[],
  mac: string,
): Promise<AskerOwner | undefined> {
  for (const agentId of agentIds) {
    const station = await findHolderOfMac(ctx, { agentId, mac })
    const [account] = station ? await findAccounts(ctx, { ids: [station.accountId] }) : []
    if (account) return { agentId, login: account.login, foundBy: 'mac' }
  }
  return undefined
}
