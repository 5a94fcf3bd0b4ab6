import type { AuditEntry } from '@altyn/contract/staff'
import { findText, type Texts } from '../../lib/i18n.ts'
import { paths } from '../../lib/path-builder.ts'
import { deedKey } from './deed-key.ts'

/** What was done, in words; a deed of another version of the server by its own name. */
export function deedText({ deed }: AuditEntry): string {
  return findText('staff', `deedWords.${deedKey(deed)}`) ?? deed
}

/** Was the deed refused? Then the details name the code. */
export function refusalOf({ details }: AuditEntry): string | undefined {
  return typeof details.refused === 'string' ? details.refused : undefined
}

/** Who did it. Before signing in nobody is known but the login that was typed. */
export function whoText(t: Texts, { actor, actorName, details }: AuditEntry): string {
  if (actor.startsWith('system:')) return t('audit.system')
  if (actor !== 'nobody') return actorName || actor
  return typeof details.login === 'string' ? details.login : t('audit.nobody')
}

/** What it was done to. One's own sign-ins and password need no number. */
export function objectText(t: Texts, { objectKind, objectId }: AuditEntry): string {
  if (!objectKind || OWN.has(objectKind)) return NOTHING
  return objectId
    ? `${kindText(objectKind)} ${t('audit.number', { id: objectId })}`
    : kindText(objectKind)
}

/** What stands where a deed has no object. */
export const NOTHING = '—'

const OWN = new Set(['staff/me', 'staff/password', 'staff/sign-in', 'staff/sign-out'])

/** The name of a kind of objects. */
export function kindText(kind: string): string {
  return findText('staff', `objects.${kind}`) ?? kind
}

/** The same for the filter, where the beginning of an object and its later life are told apart. */
export function kindChoiceText(kind: string): string {
  return findText('staff', `objectChoices.${kind}`) ?? kindText(kind)
}

/** Where an object can be looked at, if it has a page. */
export function objectPath({ objectKind, objectId }: AuditEntry): string | undefined {
  if (!objectId) return undefined
  return PATHS[objectKind ?? '']?.(objectId)
}

const PATHS: Record<string, (id: string) => string> = {
  subscribers: (id) => paths.subscriber(Number(id)),
  'subscribers/subscribers': (id) => paths.subscriber(Number(id)),
  payments: (id) => paths.payment(id),
  'payments/payments': (id) => paths.payment(id),
  'subscribers/groups': (id) => paths.contractGroups({ group: id }),
  'accounts/groups': (id) => paths.groups({ group: id }),
  'catalogue/tariffs': (id) => paths.tariff(Number(id)),
  'catalogue/promotions': (id) => paths.promotions({ promotion: id }),
  'settings/operators': () => paths.operator(),
  'staff/members': (id) => paths.staff({ panel: `member-${id}` }),
  'staff/roles': (id) => paths.staff({ tab: 'roles', panel: `role-${id}` }),
  'staff/tokens': () => paths.staff({ tab: 'tokens' }),
  'network/nas': (id) => paths.agents({ panel: `nas-${id}` }),
  'network/agents': (id) => paths.agents({ panel: `agent-${id}` }),
  'network/segments': () => paths.addresses(),
  'network/barred': () => paths.barred(),
  'network/session-services': (id) => paths.sessionServices({ panel: `edit-${id}` }),
  'network/attributes': (id) => paths.attributes({ panel: `row-${id}` }),
  'network/dictionary': (id) => paths.attributes({ tab: 'dictionary', panel: `own-${id}` }),
  'network/devices': (id) => paths.device(Number(id)),
  'network/device-templates': (id) => paths.deviceTemplates({ panel: `template-${id}` }),
}
