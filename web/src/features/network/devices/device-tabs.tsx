import { useTexts } from '../../../lib/i18n.ts'
import { paths } from '../../../lib/path-builder.ts'
import { useGo } from '../../../ui/actions/use-go.ts'
import { TabStrip } from '../../../ui/pages/page-tabs.tsx'

const PATHS = {
  list: paths.devices(),
  tree: paths.deviceTree(),
  templates: paths.deviceTemplates(),
  groups: paths.deviceGroups(),
  options: paths.deviceOptions(),
} as const
const TABS = Object.keys(PATHS) as (keyof typeof PATHS)[] // of the object above

/** Devices, how they hang on one another, and the words they are described in, under one title. */
export function DeviceTabs({ current }: { current: keyof typeof PATHS }) {
  const t = useTexts('devices')
  const go = useGo()
  return (
    <TabStrip
      tabs={TABS.map((key) => ({ key, label: t(`tabs.${key}`) }))}
      current={current}
      onChange={(key) => go(PATHS[key as keyof typeof PATHS])} // one of the tabs above
    />
  )
}
