import type { Document } from '@altyn/contract/documents'
import { FilePdfOutlined } from '@ant-design/icons'
import { formatFigures } from '../../lib/format/money.ts'
import { formatPeriod } from '../../lib/format/time.ts'
import { type Language, type Texts, useLanguage, useTexts } from '../../lib/i18n.ts'
import { Day, Period } from '../../ui/pieces/moment.tsx'
import { Money } from '../../ui/pieces/money.tsx'
import { StatusTag } from '../../ui/pieces/status-tag.tsx'
import type { Column } from '../../ui/table/column.ts'
import styles from './documents.module.css'
import { pdfOf } from './open-pdf.ts'

/** The columns of documents; on a card, where there is less room, the payer and the details are left out. */
export function useDocumentColumns({ withPayer }: { withPayer: boolean }): Column<Document>[] {
  const t = useTexts('documents')
  const [language] = useLanguage()
  const payer: Column<Document> = {
    key: 'payer',
    title: t('payer'),
    width: 195,
    cell: ({ subscriberName }) => subscriberName,
    text: ({ subscriberName }) => subscriberName,
  }
  return [
    {
      key: 'number',
      title: t('number'),
      width: 120,
      cell: ({ kind, number }) => t(`kind.${kind}`, { number }),
      text: ({ number }) => number,
    },
    ...(withPayer ? [payer] : []),
    {
      key: 'contract',
      title: t('contract'),
      width: 110,
      cell: ({ contractNumber }) => contractNumber,
      text: ({ contractNumber }) => contractNumber,
    },
    ...sumColumns(t, { language, withPayer }),
    {
      key: 'issuedOn',
      title: t('issuedOn'),
      width: 104,
      isOptional: !withPayer,
      cell: ({ issuedOn }) => <Day value={issuedOn} />,
      text: ({ issuedOn }) => issuedOn,
    },
    {
      key: 'state',
      title: t('stateLabel'),
      width: 112,
      cell: (document) => <DocumentState document={document} isBare />,
      text: ({ cancelledAt }) => t(cancelledAt ? 'state.cancelled' : 'state.issued'),
    },
    {
      key: 'author',
      title: t('author'),
      isOptional: true,
      card: 'none',
      cell: ({ authorName }) => authorName,
      text: ({ authorName }) => authorName,
    },
    {
      key: 'pdf',
      title: t('pdf'),
      width: 82,
      cell: (document) => <PdfLink document={document} />,
    },
  ]
}

function sumColumns(
  t: Texts,
  { language, withPayer }: { language: Language; withPayer: boolean },
): Column<Document>[] {
  return [
    {
      key: 'period',
      title: t('period'),
      width: 124,
      cell: ({ period }) => <Period {...period} />,
      text: ({ period }) => formatPeriod(period.from, period.until, language),
    },
    {
      key: 'total',
      title: t('total'),
      width: 115,
      isNumber: true,
      card: 'aside',
      cell: ({ total, cancelledAt }) =>
        cancelledAt ? (
          <del className={styles.cancelled}>
            <Money value={total} isPlain />
          </del>
        ) : (
          <Money value={total} isPlain isStrong />
        ),
      text: ({ total }) => formatFigures(total.amount, language),
    },
    {
      key: 'vat',
      title: t('vat'),
      width: 100,
      isNumber: true,
      isOptional: !withPayer,
      cell: ({ vat }) => <Money value={vat} isPlain />,
      text: ({ vat }) => formatFigures(vat.amount, language),
    },
    {
      key: 'payable',
      title: t('payable'),
      width: 110,
      isNumber: true,
      cell: ({ payable }) => <Money value={payable} isPlain />,
      text: ({ payable }) => formatFigures(payable.amount, language),
    },
  ]
}

export function DocumentState({ document, isBare }: { document: Document; isBare?: boolean }) {
  const t = useTexts('documents')
  return document.cancelledAt ? (
    <StatusTag tone="quiet" label={t('state.cancelled')} isBare={isBare} />
  ) : (
    <StatusTag tone="ok" label={t('state.issued')} isBare={isBare} />
  )
}

function PdfLink({ document }: { document: Document }) {
  const t = useTexts('documents')
  return (
    <a
      href={pdfOf(document)}
      target="_blank"
      rel="noopener"
      aria-label={t('openPdfOf', { number: document.number })}
      className={styles.pdf}
    >
      <FilePdfOutlined aria-hidden /> {t('pdf')}
    </a>
  )
}
