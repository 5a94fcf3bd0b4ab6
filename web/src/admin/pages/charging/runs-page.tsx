import { RunPanel } from '../../../features/charging/run-panel.tsx'
import { RunsList } from '../../../features/charging/runs-list.tsx'
import { StartDialog } from '../../../features/charging/start-dialog.tsx'
import { usePermissions } from '../../../lib/permissions.ts'
import { usePanel } from '../../../lib/url-state.ts'

/** The recurring runs: what was charged, what is being charged, and the way to charge now. */
export function RunsPage() {
  const can = usePermissions()
  const { panel, openPanel, closePanel } = usePanel()
  return (
    <>
      <RunsList onStart={() => openPanel('start')} />
      <StartDialog isOpen={panel === 'start' && can('charging.run')} onClose={closePanel} />
      <RunPanel />
    </>
  )
}
