import { AcceptPanel } from '../../features/payments/accept-panel.tsx'
import { PaymentPanel } from '../../features/payments/payment-panel.tsx'
import { PaymentsList } from '../../features/payments/payments-list.tsx'
import { usePermissions } from '../../lib/permissions.ts'
import { usePanel } from '../../lib/url-state.ts'

/** All payments, the cash desk, and one payment beside them. */
export function PaymentsPage() {
  const can = usePermissions()
  const { panel, openPanel, closePanel } = usePanel()
  return (
    <>
      <PaymentsList onAccept={() => openPanel('accept')} />
      {panel === 'accept' && can('payments.accept') && <AcceptPanel onClose={closePanel} />}
      <PaymentPanel />
    </>
  )
}
