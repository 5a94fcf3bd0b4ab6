import { useTexts } from '../../../lib/i18n.ts'
import { paths } from '../../../lib/path-builder.ts'
import { PageStrip } from '../../../ui/pages/page-tabs.tsx'

const PATHS = { units: paths.equipment(), models: paths.equipmentModels() } as const

/** Units and their models under one title. */
export function EquipmentTabs({ current }: { current: keyof typeof PATHS }) {
  const t = useTexts('equipment')
  return <PageStrip paths={PATHS} labelOf={(key) => t(`tabs.${key}`)} current={current} />
}
