import type { Document } from '@altyn/contract/documents'
import { FilePdfOutlined } from '@ant-design/icons'
import { Button, Drawer } from 'antd'
import { useTexts } from '../../lib/i18n.ts'
import { paths } from '../../lib/path-builder.ts'
import { usePermissions } from '../../lib/permissions.ts'
import { useUrlState } from '../../lib/url-state.ts'
import { GoLink } from '../../ui/actions/go-link.tsx'
import { ReasonedButton } from '../../ui/actions/reasoned-button.tsx'
import { Facts } from '../../ui/pieces/facts.tsx'
import { Day, Instant, Period } from '../../ui/pieces/moment.tsx'
import { Money } from '../../ui/pieces/money.tsx'
import { CancelForm } from './cancel-form.tsx'
import { DocumentState } from './document-columns.tsx'
import styles from './documents.module.css'
import { openPdf } from './open-pdf.ts'

/** The document that the address names, out of those on the page: what it says, its printed form, and its end. */
export function DocumentPanel({ documents }: { documents: readonly Document[] }) {
  const can = usePermissions()
  const [{ document: id, deed }, change] = useUrlState()
  const document = documents.find((one) => String(one.id) === id)
  if (!document) return null
  const close = () => change({ document: undefined, deed: undefined })
  const back = () => change({ deed: undefined })
  return (
    <>
      <ShownDocument document={document} onClose={close} />
      {deed === 'cancel' && can('documents.issue') && !document.cancelledAt && (
        <CancelForm document={document} onClose={back} onCancelled={back} />
      )}
    </>
  )
}

function ShownDocument({ document, onClose }: { document: Document; onClose: () => void }) {
  const t = useTexts('documents')
  const facts = useDocumentFacts(document)
  return (
    <Drawer
      open
      title={t(`kind.${document.kind}`, { number: document.number })}
      size="min(480px, 100vw)"
      onClose={onClose}
    >
      <div className={styles.panel}>
        <div className={styles.panelHead}>
          <span className={styles.panelSum}>
            <Money value={document.total} isPlain isStrong />
          </span>
          <DocumentState document={document} />
        </div>
        <Deeds document={document} />
        <Facts facts={facts} />
      </div>
    </Drawer>
  )
}

function Deeds({ document }: { document: Document }) {
  const t = useTexts('documents')
  const can = usePermissions()
  const [, change] = useUrlState()
  return (
    <div className={styles.deeds}>
      <Button type="primary" icon={<FilePdfOutlined />} onClick={() => openPdf(document)}>
        {t('openPdf')}
      </Button>
      {can('documents.issue') && (
        <ReasonedButton
          danger
          reason={document.cancelledAt ? t('isCancelled') : undefined}
          onClick={() => change({ deed: 'cancel' }, { isNewStep: true })}
        >
          {t('cancel.action')}
        </ReasonedButton>
      )}
    </div>
  )
}

function useDocumentFacts(document: Document) {
  const t = useTexts('documents')
  const { subscriberId, subscriberName, contractId, contractNumber, period } = document
  const card = paths.subscriber(subscriberId, { contract: contractId })
  return [
    { key: 'payer', label: t('payer'), value: <GoLink to={card}>{subscriberName}</GoLink> },
    { key: 'contract', label: t('contract'), value: contractNumber },
    { key: 'period', label: t('period'), value: <Period {...period} /> },
    { key: 'vat', label: t('vat'), value: <Money value={document.vat} isPlain /> },
    { key: 'payable', label: t('payable'), value: <Money value={document.payable} isPlain /> },
    { key: 'issuedOn', label: t('issuedOn'), value: <Day value={document.issuedOn} /> },
    { key: 'issuedAt', label: t('issuedAt'), value: <Instant value={document.issuedAt} /> },
    { key: 'author', label: t('author'), value: document.authorName },
    ...(document.cancelledAt
      ? [
          {
            key: 'cancelledAt',
            label: t('cancelledAt'),
            value: <Instant value={document.cancelledAt} />,
          },
          { key: 'reason', label: t('reason'), value: document.cancelReason ?? '' },
        ]
      : []),
  ]
}
