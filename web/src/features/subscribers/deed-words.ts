/** The deeds of the audit that concern a subscriber, and the key of their words: `deed.<key>`. */
const DEEDS: Readonly<Record<string, string>> = {
  'POST /api/subscribers': 'register',
  'PUT /api/subscribers/:id': 'change',
  'POST /api/subscribers/:id/archive': 'archive',
  'POST /api/subscribers/contracts': 'sign',
  'PATCH /api/subscribers/contracts/:id': 'terms',
  'POST /api/subscribers/contracts/:id/credit-limit': 'credit',
  'POST /api/accounts': 'open',
  'PATCH /api/accounts/:id': 'account',
  'POST /api/accounts/:id/close': 'close',
  'POST /api/accounts/:id/tariff': 'tariff',
  'DELETE /api/accounts/:id/planned-tariff': 'planned',
  'POST /api/accounts/:id/show-password': 'password',
  'POST /api/blocking/accounts/:accountId/block': 'block',
  'POST /api/blocking/accounts/:accountId/unblock': 'unblock',
  'POST /api/access/sessions/:id/disconnect': 'disconnect',
  'POST /api/payments': 'payment',
  'POST /api/payments/:id/cancel': 'paymentCancel',
  'POST /api/payments/:id/restore': 'paymentRestore',
  'POST /api/payments/:id/correct': 'paymentCorrect',
  'POST /api/payments/:id/move': 'paymentMove',
  'POST /api/documents/invoices': 'invoice',
  'POST /api/documents/:id/cancel': 'documentCancel',
}

/** Deeds that leave a line of their own in the history of their object: the audit would say it twice. */
const TOLD_ELSEWHERE = new Set(['credit', 'open', 'close', 'tariff', 'block', 'unblock'])

/** Does the history of the object itself tell of this deed? */
export function isToldElsewhere(deed: string): boolean {
  return TOLD_ELSEWHERE.has(DEEDS[deed] ?? '')
}

/** The key of the words for a deed; nothing for one that this page does not know. */
export function deedKey(deed: string): string | undefined {
  return DEEDS[deed]
}
