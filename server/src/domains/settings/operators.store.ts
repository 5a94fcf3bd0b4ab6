import { sql } from 'kysely'
import type { Context } from '#platform/context'
import type { OperatorChange, OperatorRow, VatRate } from './rules/operator.ts'

const COLUMNS = [
  'id',
  'name',
  'is_default',
  'time_zone',
  'currency',
  'requisites',
  'contract_number_template',
  'invoice_number_template',
  'version',
] as const

export async function selectOperators(ctx: Context): Promise<OperatorRow[]> {
  const rows = await ctx.tx.selectFrom('settings.operators').select(COLUMNS).orderBy('id').execute()
  return rows as OperatorRow[] // requisites are jsonb, written only through the contract's schema
}

/** Changes the row if it is still of this version; undefined when it is not. */
export async function updateOperator(
  ctx: Context,
  id: number,
  version: number,
  change: OperatorChange,
): Promise<OperatorRow | undefined> {
  const { requisites, ...plain } = change
  const row = await ctx.tx
    .updateTable('settings.operators')
    .set((eb) => ({
      ...plain,
      ...(requisites && { requisites: JSON.stringify(requisites) }),
      version: eb('version', '+', 1),
    }))
    .where('id', '=', id)
    .where('version', '=', version)
    .returning(COLUMNS)
    .executeTakeFirst()
  return row as OperatorRow | undefined // as above
}

export async function selectVatRates(ctx: Context): Promise<VatRate[]> {
  const { rows } = await sql<VatRate>`
    select lower(valid) as "from", upper(valid) as until, rate_basis_points as "rateBasisPoints"
    from settings.vat_rates
    order by valid`.execute(ctx.tx)
  return rows
}
