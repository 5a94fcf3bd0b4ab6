import { useTexts } from '../../../lib/i18n.ts'
import { paths } from '../../../lib/path-builder.ts'
import { PageStrip } from '../../../ui/pages/page-tabs.tsx'

const PATHS = {
  list: paths.devices(),
  tree: paths.deviceTree(),
  templates: paths.deviceTemplates(),
  groups: paths.deviceGroups(),
  options: paths.deviceOptions(),
} as const

/** Devices, how they hang on one another, and the words they are described in, under one title. */
export function DeviceTabs({ current }: { current: keyof typeof PATHS }) {
  const t = useTexts('devices')
  return <PageStrip paths={PATHS} labelOf={(key) => t(`tabs.${key}`)} current={current} />
}
