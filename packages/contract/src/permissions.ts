/**
 * Everything a staff member may be allowed to do. `x.read` shows, the rest change.
 * A role is a set of these; the built-in administrator holds all of them.
 */
export const PERMISSIONS = [
  'settings.read',
  'settings.change',
  'settings.periods',
  'staff.read',
  'staff.change',
  'staff.audit',
  'catalogue.read',
  'catalogue.change',
  'subscribers.read',
  'subscribers.change',
  'subscribers.close',
  'subscribers.hand-over',
  'accounts.read',
  'accounts.change',
  'accounts.passwords',
  'accounts.terms',
  'network.read',
  'network.change',
  'ledger.read',
  'usage.read',
  'usage.take',
  'charging.read',
  'charging.run',
  'charging.recalculate',
  'payments.read',
  'payments.accept',
  'payments.correct',
  'payments.transfer',
  'payments.write-off',
  'blocking.change',
  'access.read',
  'access.disconnect',
  'access.emergency',
  'documents.read',
  'documents.issue',
  'reports.read',
] as const

export type Permission = (typeof PERMISSIONS)[number]
