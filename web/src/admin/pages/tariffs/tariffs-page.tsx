import { TariffForm } from '../../../features/catalogue/tariff-form.tsx'
import { TariffsList } from '../../../features/catalogue/tariffs-list.tsx'
import { paths } from '../../../lib/path-builder.ts'
import { usePermissions } from '../../../lib/permissions.ts'
import { usePanel } from '../../../lib/url-state.ts'
import { useGo } from '../../../ui/actions/use-go.ts'

/** All tariffs, and the way to a new one. */
export function TariffsPage() {
  const can = usePermissions()
  const go = useGo()
  const { panel, openPanel, closePanel } = usePanel()
  return (
    <>
      <TariffsList onCreate={() => openPanel('create')} />
      {panel === 'create' && can('catalogue.change') && (
        <TariffForm onCreated={(id) => go(paths.tariff(id))} onClose={closePanel} />
      )}
    </>
  )
}
