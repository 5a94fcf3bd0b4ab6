import { z } from 'zod'
import { route } from './route.ts'
import {
  day,
  id,
  idParams,
  instant,
  listQuery,
  money,
  month,
  page,
  requiredText,
} from './values.ts'

export const document = z.object({
  id,
  kind: z.literal('invoice'),
  contractId: id,
  contractNumber: z.string(),
  subscriberId: id,
  subscriberName: z.string(),
  number: z.string(),
  issuedOn: day,
  period: z.object({ from: day, until: day }),
  total: money,
  vat: money,
  payable: money,
  issuedAt: instant,
  authorName: z.string(),
  cancelledAt: instant.nullable(),
  cancelReason: z.string().nullable(),
})
export type Document = z.output<typeof document>

export const issueInvoice = route({
  method: 'POST',
  path: '/api/documents/invoices',
  summary: 'Issue the invoice of a contract for a month; asked again, the same invoice comes back',
  access: 'documents.issue',
  idempotent: true,
  body: z.object({ contractId: id, month }),
  response: document,
})
export const listDocuments = route({
  method: 'GET',
  path: '/api/documents',
  summary: 'Documents, the newest first',
  access: 'documents.read',
  query: listQuery.extend({
    contractId: id.optional(),
    subscriberId: id.optional(),
    from: day.optional(),
    until: day.optional(),
  }),
  response: page(document),
})
export const readDocumentPdf = route({
  method: 'GET',
  path: '/api/documents/:id/pdf',
  summary: 'A document as PDF',
  access: 'documents.read',
  params: idParams,
  response: z.string(),
  file: 'application/pdf',
})
export const cancelDocument = route({
  method: 'POST',
  path: '/api/documents/:id/cancel',
  summary: 'Cancel a document; its number is never used again',
  access: 'documents.issue',
  params: idParams,
  body: z.object({ reason: requiredText(500) }),
  response: document,
})
