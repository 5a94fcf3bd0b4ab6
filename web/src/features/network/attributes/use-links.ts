import { accountGroups } from '@altyn/contract/accounts/groups'
import { listTariffs } from '@altyn/contract/catalogue'
import { listAgents, listNas } from '@altyn/contract/network'
import { listDeviceGroups } from '@altyn/contract/network/device-templates'
import { usePermissions } from '../../../lib/permissions.ts'
import { useCall } from '../../../lib/use-call.ts'
import { useCategoryOptions } from '../session-services/session-service-words.ts'

export type LinkOption<Id = number> = { value: Id; label: string }
/** What a row can be linked to by a choice from a list; undefined where the signed-in person may not see it. */
export type LinkOptions = {
  agentId: LinkOption[]
  /** Agents that let subscribers in: those of RADIUS and of DHCP. */
  admittingId: LinkOption[]
  nasId: LinkOption[]
  deviceGroupId: LinkOption[]
  accountGroupId: LinkOption[] | undefined
  tariffId: LinkOption[] | undefined
  /** Categories of traffic by their codes. */
  category: LinkOption<string>[] | undefined
}

/** Agents that speak RADIUS, access servers, groups of devices and accounts, tariffs and categories, by their names. */
export function useLinkOptions(): LinkOptions {
  const can = usePermissions()
  const seesGroups = can('accounts.read')
  const seesTariffs = can('catalogue.read')
  const agents = useCall(listAgents, {}).data?.items ?? []
  const nas = useCall(listNas, {}).data?.items ?? []
  const deviceGroups = useCall(listDeviceGroups, {}).data?.items ?? []
  const categories = useCategoryOptions()
  const groups = useCall(accountGroups.list, {}, { isEnabled: seesGroups }).data?.items ?? []
  const tariffs = useCall(listTariffs, {}, { isEnabled: seesTariffs }).data?.items ?? []
  return {
    agentId: agents.filter(({ kind }) => kind === 'radius-internet').map(toOption),
    admittingId: agents.filter(({ radius }) => radius !== null).map(toOption),
    nasId: nas.map(toOption),
    deviceGroupId: deviceGroups.map(toOption),
    category: seesTariffs ? categories : undefined,
    accountGroupId: seesGroups
      ? groups.filter(({ archivedAt }) => !archivedAt).map(toOption)
      : undefined,
    tariffId: seesTariffs
      ? tariffs.filter(({ archivedAt }) => !archivedAt).map(toOption)
      : undefined,
  }
}

function toOption({ id, name }: { id: number; name: string }): LinkOption {
  return { value: id, label: name }
}
