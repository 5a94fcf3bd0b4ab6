import { useTexts } from '../../lib/i18n.ts'
import { paths } from '../../lib/path-builder.ts'
import { useUrlState } from '../../lib/url-state.ts'
import { useGo } from '../../ui/actions/use-go.ts'
import { TabStrip } from '../../ui/pages/page-tabs.tsx'

const TABS = ['members', 'roles', 'tokens'] as const
export type StaffTab = (typeof TABS)[number]

/** Which of the lists about staff is open, as the address says. */
export function useStaffTab(): StaffTab {
  const [{ tab }] = useUrlState()
  return TABS.find((known) => known === tab) ?? 'members'
}

/** Members, roles and tokens under one title. */
export function StaffTabs() {
  const t = useTexts('staff')
  const go = useGo()
  return (
    <TabStrip
      tabs={TABS.map((key) => ({ key, label: t(`tabs.${key}`) }))}
      current={useStaffTab()}
      onChange={(key) => go(paths.staff({ tab: key === 'members' ? undefined : key }))}
    />
  )
}
