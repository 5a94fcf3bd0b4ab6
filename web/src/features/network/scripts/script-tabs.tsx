import { useTexts } from '../../../lib/i18n.ts'
import { paths } from '../../../lib/path-builder.ts'
import { PageStrip } from '../../../ui/pages/page-tabs.tsx'

const PATHS = {
  scripts: paths.scripts(),
  runs: paths.scriptRuns(),
  policies: paths.portPolicies(),
  logins: paths.deviceLogins(),
} as const

/** Scripts, what came of them, when they run by themselves and how devices are entered. */
export function ScriptTabs({ current }: { current: keyof typeof PATHS }) {
  const t = useTexts('scripts')
  return <PageStrip paths={PATHS} labelOf={(key) => t(`tabs.${key}`)} current={current} />
}
