import { PauseTemplates } from '../../../features/blocking/pause-templates.tsx'

/** On what terms subscribers may pause. */
export function PausesPage() {
  return <PauseTemplates />
}
