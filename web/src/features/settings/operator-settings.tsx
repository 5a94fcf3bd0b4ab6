import { listOperators, type Operator } from '@altyn/contract/settings'
import { useTexts } from '../../lib/i18n.ts'
import { usePermissions } from '../../lib/permissions.ts'
import { useUrlState } from '../../lib/url-state.ts'
import { useItems } from '../../lib/use-list.ts'
import { TabStrip } from '../../ui/pages/page-tabs.tsx'
import { SettingsPage } from '../../ui/pages/settings-page.tsx'
import { NumberingSection } from './numbering-section.tsx'
import { NameSection, RequisitesSection } from './operator-sections.tsx'
import { PeriodsSection } from './periods-section.tsx'
import { VatSection } from './vat-section.tsx'

type OperatorSettingsProps = {
  /** Where the changes of an operator are written down, for those who may read it. */
  historyPath: (operatorId: number) => string
}

/** The settings of the legal entity that sells. */
export function OperatorSettings({ historyPath }: OperatorSettingsProps) {
  const t = useTexts('settings')
  const can = usePermissions()
  const [{ operator: chosen }, change] = useUrlState()
  const operators = useItems(listOperators)
  const usual = operators.rows.find(({ isDefault }) => isDefault) ?? operators.rows[0]
  const operator = operators.rows.find(({ id }) => String(id) === chosen) ?? usual
  return (
    <SettingsPage
      title={t('title')}
      subtitle={operator && t('currency', { name: operator.name, currency: operator.currency })}
      isLoading={operators.state === 'loading'}
      error={operators.state === 'failed' ? operators.error : undefined}
      onRetry={operators.reload}
      actions={
        operator && can('staff.audit')
          ? [{ key: 'history', label: t('history'), path: historyPath(operator.id) }]
          : []
      }
    >
      {operators.rows.length > 1 && operator && (
        <TabStrip
          tabs={operators.rows.map(({ id, name }) => ({ key: String(id), label: name }))}
          current={String(operator.id)}
          onChange={(key) => change({ operator: key })}
        />
      )}
      {operator && <Sections key={operator.id} operator={operator} />}
    </SettingsPage>
  )
}

function Sections({ operator }: { operator: Operator }) {
  const t = useTexts('settings')
  const can = usePermissions()
  const reason = can('settings.change') ? undefined : t('readOnly')
  return (
    <div>
      <NameSection operator={operator} reason={reason} />
      <RequisitesSection operator={operator} reason={reason} />
      <NumberingSection operator={operator} reason={reason} />
      <VatSection />
      <PeriodsSection />
    </div>
  )
}
