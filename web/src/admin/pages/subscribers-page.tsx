import type { SubscriberRow } from '@altyn/contract/reports'
import { useState } from 'react'
import { AccountStack } from '../../features/accounts/account-stack.tsx'
import { AddAccountsToGroupForm } from '../../features/accounts/groups/add-accounts-to-group-form.tsx'
import { TariffPicker, useTariffs } from '../../features/accounts/tariff-picker.tsx'
import { AddContractsToGroupForm } from '../../features/subscribers/groups/add-contracts-to-group-form.tsx'
import { SubscriberForm } from '../../features/subscribers/subscriber-form.tsx'
import { SubscribersList } from '../../features/subscribers/subscribers-list.tsx'
import { useTexts } from '../../lib/i18n.ts'
import { paths } from '../../lib/path-builder.ts'
import { usePermissions } from '../../lib/permissions.ts'
import { usePanel } from '../../lib/url-state.ts'
import { useGo } from '../../ui/actions/use-go.ts'
import type { Filter } from '../../ui/table/filter.ts'
import type { MassAction } from '../../ui/table/selection-bar.tsx'
import { AddSteps } from './subscriber/add-steps.tsx'

/** The list of subscribers, and the way in for a new one. */
export function SubscribersPage() {
  const { panel, openPanel, closePanel } = usePanel()
  const can = usePermissions()
  const go = useGo()
  const t = useTexts('accounts')
  const subscriberTexts = useTexts('subscribers')
  const [grouped, group] = useState<{ what: 'accounts' | 'contracts'; ids: number[] }>()
  const toGroup = (what: 'accounts' | 'contracts', label: string): MassAction<SubscriberRow> => ({
    key: `group-${what}`,
    label,
    onRun: (rows) => group({ what, ids: rows.map(({ id }) => id) }),
  })
  const ungroup = () => group(undefined)
  return (
    <>
      <SubscribersList
        accounts={(row) => <AccountStack accounts={row.accounts} />}
        moreFilters={useTariffFilter()}
        massActions={[
          ...(can('accounts.change') ? [toGroup('accounts', t('groups.toGroup'))] : []),
          ...(can('subscribers.change')
            ? [toGroup('contracts', subscriberTexts('groups.toGroup'))]
            : []),
        ]}
        onAdd={() => openPanel('create')}
      />
      {grouped?.what === 'accounts' && (
        <AddAccountsToGroupForm subscriberIds={grouped.ids} onClose={ungroup} />
      )}
      {grouped?.what === 'contracts' && (
        <AddContractsToGroupForm
          title={subscriberTexts('groups.addChosen', { count: grouped.ids.length })}
          whom={{ subscriberIds: grouped.ids }}
          onClose={ungroup}
        />
      )}
      {panel === 'create' && can('subscribers.change') && (
        <SubscriberForm
          steps={<AddSteps current="subscriber" />}
          onDone={({ id }) => go(paths.subscriber(id, { panel: 'sign', flow: 'new' }))}
          onClose={closePanel}
        />
      )}
    </>
  )
}

function useTariffFilter(): readonly Filter[] {
  const t = useTexts('accounts')
  const can = usePermissions()
  const { tariffs } = useTariffs()
  if (!can('catalogue.read')) return []
  return [
    {
      kind: 'control',
      name: 'tariffId',
      label: t('tariff.label'),
      control: <TariffPicker isFilter />,
      show: (value) => tariffs.find(({ id }) => String(id) === value)?.name ?? value,
    },
  ]
}
