import { useTexts } from '../../../lib/i18n.ts'
import { paths } from '../../../lib/path-builder.ts'
import { useGo } from '../../../ui/actions/use-go.ts'
import { TabStrip } from '../../../ui/pages/page-tabs.tsx'

const PATHS = {
  scripts: paths.scripts(),
  runs: paths.scriptRuns(),
  policies: paths.portPolicies(),
  logins: paths.deviceLogins(),
} as const
const TABS = Object.keys(PATHS) as (keyof typeof PATHS)[] // of the object above

/** Scripts, what came of them, when they run by themselves and how devices are entered. */
export function ScriptTabs({ current }: { current: keyof typeof PATHS }) {
  const t = useTexts('scripts')
  const go = useGo()
  return (
    <TabStrip
      tabs={TABS.map((key) => ({ key, label: t(`tabs.${key}`) }))}
      current={current}
      onChange={(key) => go(PATHS[key as keyof typeof PATHS])} // one of the tabs above
    />
  )
}
