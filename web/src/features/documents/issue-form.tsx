import { type Document, issueInvoice, listDocuments } from '@altyn/contract/documents'
import { Form } from 'antd'
import { type ReactNode, useEffect, useState } from 'react'
import { formatMoney } from '../../lib/format/money.ts'
import { useLanguage, useTexts } from '../../lib/i18n.ts'
import { useToday } from '../../lib/operator.ts'
import { showToast } from '../../lib/toasts.ts'
import { useCall, useDeed } from '../../lib/use-call.ts'
import { AlertLine } from '../../ui/feedback/alert-line.tsx'
import { ChoiceField } from '../../ui/fields/choice-field.tsx'
import { useDraft } from '../../ui/fields/draft-form.tsx'
import { Field } from '../../ui/fields/field.tsx'
import { MonthField } from '../../ui/fields/month-field.tsx'
import { SideForm } from '../../ui/pages/side-form.tsx'
import styles from './documents.module.css'
import { openPdf, pdfOf } from './open-pdf.ts'

const DOCUMENTS_MAX = 200

export type BilledContract = { id: number; number: string }

type IssueFormProps = {
  /** The contracts of the payer; empty while the payer is still being looked for. */
  contracts: readonly BilledContract[]
  contractId?: number
  /** The search for the payer, where the page knows none. */
  payer?: ReactNode
  onClose: () => void
}

/** Issues the invoice of a contract for a month; a month that has one already says so. */
export function IssueForm({ contracts, contractId, payer, onClose }: IssueFormProps) {
  const t = useTexts('documents')
  const today = useToday()
  const [issued, setIssued] = useState<Document>()
  const chosen = contractId ?? contracts[0]?.id
  const issue = useDeed(issueInvoice, {
    isFailureShownByCaller: true,
    onDone: (document) =>
      showToast({
        tone: 'done',
        text: t('issue.done', { number: document.number }),
        action: { label: t('openPdf'), onRun: () => openPdf(document) },
      }),
  })
  const reason = contracts.length === 0 ? t('issue.findFirst') : issued && t('issue.isIssued')
  return (
    <SideForm
      title={t('issue.title')}
      saveLabel={t('issue.submit')}
      schema={issueInvoice.body}
      initial={{ contractId: chosen, month: today.slice(0, 7) }}
      reason={reason}
      isGuarded={false}
      onSave={(body) => issue.mutateAsync({ body })}
      onClose={onClose}
    >
      {payer}
      {contracts.length > 0 && (
        <IssueFields contracts={contracts} firstId={chosen} onIssued={setIssued} />
      )}
    </SideForm>
  )
}

function IssueFields(props: {
  contracts: readonly BilledContract[]
  firstId: number | undefined
  onIssued: (document: Document | undefined) => void
}) {
  const { contracts, firstId, onIssued } = props
  const t = useTexts('documents')
  const { form } = useDraft()
  useEffect(() => {
    form.setFieldValue('contractId', firstId)
  }, [form, firstId])
  return (
    <>
      <Field name="contractId" label={t('contract')}>
        <ChoiceField
          label={t('contract')}
          choices={contracts.map(({ id, number }) => ({ value: id, title: number }))}
        />
      </Field>
      <Field name="month" label={t('month')} hint={t('issue.hint')}>
        <MonthField monthsBack={24} />
      </Field>
      <IssuedAlready onIssued={onIssued} />
    </>
  )
}

/** The invoice that the month has already: issuing again would only bring it back. */
function IssuedAlready({ onIssued }: { onIssued: (document: Document | undefined) => void }) {
  const t = useTexts('documents')
  const [language] = useLanguage()
  const { form } = useDraft()
  const contractId: unknown = Form.useWatch('contractId', { form, preserve: true })
  const month: unknown = Form.useWatch('month', { form, preserve: true })
  const answer = useCall(
    listDocuments,
    { query: { contractId, limit: DOCUMENTS_MAX } },
    { isEnabled: typeof contractId === 'number' },
  )
  const document = answer.data?.items.find(
    (one) =>
      one.contractId === contractId &&
      one.cancelledAt === null &&
      one.period.from === `${String(month)}-01`,
  )
  useEffect(() => onIssued(document), [document, onIssued])
  if (!document) return null
  const { number, total } = document
  return (
    <div className={styles.section}>
      <AlertLine
        tone="note"
        title={t('issue.already', { number, sum: formatMoney(total, language) })}
        advice={t('issue.alreadyAdvice')}
        action={
          <a href={pdfOf(document)} target="_blank" rel="noopener">
            {t('openPdf')}
          </a>
        }
      />
    </div>
  )
}
