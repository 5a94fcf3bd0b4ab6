import { useTexts } from '../../../lib/i18n.ts'
import { paths } from '../../../lib/path-builder.ts'
import { useGo } from '../../../ui/actions/use-go.ts'
import { TabStrip } from '../../../ui/pages/page-tabs.tsx'

const PATHS = { units: paths.equipment(), models: paths.equipmentModels() } as const
const TABS = Object.keys(PATHS) as (keyof typeof PATHS)[] // of the object above

/** Units and their models under one title. */
export function EquipmentTabs({ current }: { current: keyof typeof PATHS }) {
  const t = useTexts('equipment')
  const go = useGo()
  return (
    <TabStrip
      tabs={TABS.map((key) => ({ key, label: t(`tabs.${key}`) }))}
      current={current}
      onChange={(key) => go(PATHS[key as keyof typeof PATHS])} // one of the tabs above
    />
  )
}
