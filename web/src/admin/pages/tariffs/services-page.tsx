import { ServiceForm } from '../../../features/catalogue/services/service-form.tsx'
import { ServicePanel } from '../../../features/catalogue/services/service-panel.tsx'
import { ServicesList } from '../../../features/catalogue/services/services-list.tsx'
import { usePermissions } from '../../../lib/permissions.ts'
import { usePanel, useUrlState } from '../../../lib/url-state.ts'

/** Services and packages, and the way to a new one. */
export function ServicesPage() {
  const can = usePermissions()
  const { panel, openPanel, closePanel } = usePanel()
  const [{ service = '' }, change] = useUrlState()
  return (
    <>
      <ServicesList onCreate={() => openPanel('create')} />
      {panel === 'create' && can('catalogue.change') && <ServiceForm onClose={closePanel} />}
      {/^\d{1,9}$/.test(service) && (
        <ServicePanel id={Number(service)} onClose={() => change({ service: undefined })} />
      )}
    </>
  )
}
