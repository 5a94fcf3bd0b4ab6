import type { Context } from '#platform/context'
import type { NasColumns, NasRow } from '../nas.store.ts'
import { PROTECTION_RULES, type ProtectionRule, type Stretch } from '../rules/protection.ts'
import { endEnforcement, insertEnforcement } from './enforcements.store.ts'

type Demands = Pick<NasRow, 'requiresMessageAuthenticator' | 'limitsProxyState'>

/** Whether an access server is held to a rule. */
export function isHeldTo(nas: Demands, rule: ProtectionRule): boolean {
  return rule === 'signature' ? nas.requiresMessageAuthenticator : nas.limitsProxyState
}

/** The change of a server that holds it to a rule, or no longer does. */
export function demandOf(rule: ProtectionRule, isDemanded: boolean): NasColumns {
  return rule === 'signature'
    ? { requires_message_authenticator: isDemanded }
    : { limits_proxy_state: isDemanded }
}

/** Keeps the history of what is demanded of an access server, by whatever form the demand was changed. */
export async function recordProtection(
  ctx: Context,
  { before, after, harm }: { before: Demands | undefined; after: NasRow; harm?: Stretch },
): Promise<void> {
  for (const rule of PROTECTION_RULES) {
    const wasHeld = before !== undefined && isHeldTo(before, rule)
    const isHeld = isHeldTo(after, rule)
    if (isHeld && !wasHeld) await insertEnforcement(ctx, { nasId: after.id, rule })
    if (wasHeld && !isHeld) await endEnforcement(ctx, { nasId: after.id, rule, harm })
  }
}
