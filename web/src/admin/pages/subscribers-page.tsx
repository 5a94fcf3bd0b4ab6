import { useState } from 'react'
import { AccountStack } from '../../features/accounts/account-stack.tsx'
import { AddToGroupForm } from '../../features/accounts/groups/add-to-group-form.tsx'
import { TariffPicker, useTariffs } from '../../features/accounts/tariff-picker.tsx'
import { SubscriberForm } from '../../features/subscribers/subscriber-form.tsx'
import { SubscribersList } from '../../features/subscribers/subscribers-list.tsx'
import { useTexts } from '../../lib/i18n.ts'
import { paths } from '../../lib/path-builder.ts'
import { usePermissions } from '../../lib/permissions.ts'
import { usePanel } from '../../lib/url-state.ts'
import { useGo } from '../../ui/actions/use-go.ts'
import type { Filter } from '../../ui/table/filter.ts'
import { AddSteps } from './subscriber/add-steps.tsx'

/** The list of subscribers, and the way in for a new one. */
export function SubscribersPage() {
  const { panel, openPanel, closePanel } = usePanel()
  const can = usePermissions()
  const go = useGo()
  const t = useTexts('accounts')
  const [grouped, group] = useState<readonly number[]>()
  return (
    <>
      <SubscribersList
        accounts={(row) => <AccountStack accounts={row.accounts} />}
        moreFilters={useTariffFilter()}
        massActions={
          can('accounts.change')
            ? [
                {
                  key: 'group',
                  label: t('groups.toGroup'),
                  onRun: (rows) => group(rows.map(({ id }) => id)),
                },
              ]
            : []
        }
        onAdd={() => openPanel('create')}
      />
      {grouped && <AddToGroupForm subscriberIds={grouped} onClose={() => group(undefined)} />}
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
