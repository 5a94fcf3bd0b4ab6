import { listNas } from '@altyn/contract/network'
import { useTexts } from '../../lib/i18n.ts'
import { usePermissions } from '../../lib/permissions.ts'
import { useCall } from '../../lib/use-call.ts'

export type NasNames = {
  nameOf: (id: number | null) => string
  options: readonly { value: string; label: string }[]
}

/** The names of access servers, for lists of sessions and logs; without the right only their numbers. */
export function useNasNames(): NasNames {
  const t = useTexts('network')
  const can = usePermissions()
  const { data } = useCall(listNas, {}, { isEnabled: can('network.read') })
  const names = new Map(data?.items.map(({ id, name }) => [id, name]))
  return {
    nameOf: (id) => (id === null ? '—' : (names.get(id) ?? t('nas.unnamed', { id }))),
    options: [...names].map(([id, label]) => ({ value: String(id), label })),
  }
}
