import { ScriptRunsList } from '../../../../features/network/scripts/runs-list.tsx'

/** What came of scripts. */
export function ScriptRunsPage() {
  return <ScriptRunsList />
}
