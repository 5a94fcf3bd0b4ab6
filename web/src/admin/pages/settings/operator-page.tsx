import { OperatorSettings } from '../../../features/settings/operator-settings.tsx'
import { paths } from '../../../lib/path-builder.ts'

/** The settings of the legal entity that sells. */
export function OperatorPage() {
  return (
    <OperatorSettings
      historyPath={(id) => paths.audit({ objectKind: 'settings/operators', objectId: id })}
    />
  )
}
