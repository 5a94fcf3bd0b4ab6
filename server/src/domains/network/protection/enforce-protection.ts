import type { Context } from '#platform/context'
import type { NasRow } from '../nas.store.ts'
import { changeNas, getNas } from '../register-nas.ts'
import type { ProtectionRule } from '../rules/protection.ts'
import { demandOf, isHeldTo } from './record-protection.ts'

type Demand = { id: number; version: number; rule: ProtectionRule }

/**
 * From now on requests of this server that the rule does not believe are dropped. For the first hour the system watches
 * how many these are, and takes the rule back when it does harm.
 */
export function enforceProtection(ctx: Context, { rule, ...edit }: Demand): Promise<NasRow> {
  return demand(ctx, edit, rule, true)
}

/** Requests that the rule would not believe are answered again. */
export function relaxProtection(ctx: Context, { rule, ...edit }: Demand): Promise<NasRow> {
  return demand(ctx, edit, rule, false)
}

async function demand(
  ctx: Context,
  edit: Omit<Demand, 'rule'>,
  rule: ProtectionRule,
  isDemanded: boolean,
): Promise<NasRow> {
  const nas = await getNas(ctx, edit.id)
  if (isHeldTo(nas, rule) === isDemanded) return nas
  return changeNas(ctx, { ...edit, change: demandOf(rule, isDemanded) })
}
