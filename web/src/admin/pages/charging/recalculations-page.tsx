import { RecalculationForm } from '../../../features/charging/recalculation/recalculation-form.tsx'
import { RecalculationsList } from '../../../features/charging/recalculation/recalculations-list.tsx'
import { RunPanel } from '../../../features/charging/run-panel.tsx'
import { usePermissions } from '../../../lib/permissions.ts'
import { usePanel } from '../../../lib/url-state.ts'

/** Recalculation of past months: which, what would change, and then for good. */
export function RecalculationsPage() {
  const can = usePermissions()
  const { panel, openPanel, closePanel } = usePanel()
  return (
    <>
      <RecalculationsList onStart={() => openPanel('start')} />
      {panel === 'start' && can('charging.recalculate') && (
        <RecalculationForm onClose={closePanel} />
      )}
      <RunPanel />
    </>
  )
}
