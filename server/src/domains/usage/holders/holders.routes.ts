import * as contract from '@altyn/contract/usage/holders'
import { answer } from '#platform/http/answer'
import { toApiTime } from '#platform/http/api-values'
import { findHolder, type Holder } from './find-holder.ts'
import { takeNatBlocks } from './take-nat-blocks.ts'

export const addressHoldersRoutes = [
  answer(contract.findAddressHolders, async (ctx, { body }) => {
    const { address, port } = body
    const at = body.at === undefined ? ctx.now() : Temporal.Instant.from(body.at)
    const { holders, natBlocks } = await findHolder(ctx, { address, port, at })
    return {
      address,
      port: port ?? null,
      at: toApiTime(at),
      holders: holders.map(toApiHolder),
      natBlocks,
    }
  }),
  answer(contract.takeNatBlocks, (ctx, { body }) => takeNatBlocks(ctx, body.records)),
]

function toApiHolder({ session, natBlock, dhcp, ...row }: Holder): contract.Holder {
  return {
    ...row,
    from: toApiTime(row.from),
    until: toApiTime(row.until),
    session: session && {
      id: String(session.id),
      acctSessionId: session.acctSessionId,
      isGuest: session.isGuest,
      nasId: session.nasId,
      callingStation: session.callingStation,
      nasPort: session.nasPort,
      startedAt: toApiTime(session.startedAt),
      updatedAt: toApiTime(session.updatedAt),
      closedAt: toApiTime(session.closedAt),
      cause: session.cause,
    },
    dhcp: dhcp && {
      agentId: dhcp.agentId,
      mac: dhcp.mac,
      line: dhcp.line,
      isGuest: dhcp.isGuest,
      endReason: dhcp.endReason,
    },
    natBlock: natBlock && {
      firstPort: natBlock.firstPort,
      lastPort: natBlock.lastPort,
      inside: natBlock.inside,
      device: natBlock.device,
      from: toApiTime(natBlock.from),
      until: toApiTime(natBlock.until),
    },
  }
}
