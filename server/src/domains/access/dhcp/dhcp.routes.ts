import * as contract from '@altyn/contract/access/dhcp'
import { type AnsweredRoute, answer } from '#platform/http/answer'
import { invariant } from '#platform/invariant'
import type { SecretBox } from '#platform/secret-box'
import { maskOf, toMac } from '../../network/index.ts'
import { getAskingAgent } from './recognise-agent.ts'
import { type AddressAnswer, selectAddress } from './select-address.ts'
import { takeLeaseNews } from './take-lease-news.ts'

/** What DHCP servers ask and tell. */
export function dhcpRoutes(box: SecretBox): AnsweredRoute[] {
  return [
    answer(contract.selectDhcpAddress, async (ctx, { body }) => {
      const agent = await getAskingAgent(ctx)
      const question = { ...body, mac: plainMac(body.mac) }
      const found = await selectAddress(ctx, box, { agent, question })
      return toApiAnswer(found, { dns: agent.settings.dns, requested: body.requestedAddress })
    }),
    answer(contract.takeLeaseNews, async (ctx, { body }) => {
      const agent = await getAskingAgent(ctx)
      const news = body.news.map((told) => ({
        ...told,
        mac: plainMac(told.mac),
        at: told.at === null ? ctx.now() : Temporal.Instant.from(told.at),
      }))
      return takeLeaseNews(ctx, agent, news)
    }),
  ]
}

function plainMac(text: string): string {
  const mac = toMac(text)
  invariant(mac, 'the contract lets MAC addresses in only')
  return mac
}

function toApiAnswer(
  found: AddressAnswer,
  { dns, requested }: { dns: string[]; requested: string | null },
): contract.DhcpAnswer {
  if (found.kind === 'refused') return found
  const { address, prefixLength } = found
  return { ...found, mask: maskOf(prefixLength), dns, isRequested: requested === address }
}
