import { type Document, readDocumentPdf } from '@altyn/contract/documents'
import { addressOf } from '../../lib/api-client.ts'

/** Where the printed form of a document opens. */
export function pdfOf({ id }: Pick<Document, 'id'>): string {
  return addressOf(readDocumentPdf, { params: { id } })
}

/** Opens the printed form in a tab of its own; called by a press, so the browser lets it. */
export function openPdf(document: Pick<Document, 'id'>): void {
  window.open(pdfOf(document), '_blank', 'noopener')
}
