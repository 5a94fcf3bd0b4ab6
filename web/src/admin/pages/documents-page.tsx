import { useState } from 'react'
import { DocumentsList } from '../../features/documents/documents-list.tsx'
import { IssueForm } from '../../features/documents/issue-form.tsx'
import { ContractFilter } from '../../features/payments/contract-field.tsx'
import { PayerChoice } from '../../features/payments/payer-choice.tsx'
import { type PayerChoice as Choice, usePayer } from '../../features/payments/use-payer.ts'
import { usePermissions } from '../../lib/permissions.ts'
import { usePanel } from '../../lib/url-state.ts'

/** All documents, and the way to issue an invoice for any contract. */
export function DocumentsPage() {
  const can = usePermissions()
  const { panel, openPanel, closePanel } = usePanel()
  return (
    <>
      <DocumentsList onIssue={() => openPanel('issue')} contractControl={<ContractFilter />} />
      {panel === 'issue' && can('documents.issue') && <IssueForAnybody onClose={closePanel} />}
    </>
  )
}

function IssueForAnybody({ onClose }: { onClose: () => void }) {
  const [choice, choose] = useState<Choice>()
  const { payer } = usePayer(choice)
  return (
    <IssueForm
      contracts={payer?.contracts ?? []}
      contractId={payer?.contractId}
      payer={<PayerChoice choice={choice} onChoose={choose} />}
      onClose={onClose}
    />
  )
}
