import { sql } from 'kysely'
import type { Context } from '#platform/context'
import type { TariffFamily } from './rules/usage-terms.ts'

/** What documents and receipts say of a class of services, and which tariffs may hold it. */
export type ServiceClassForm = {
  nameRu: string
  nameEn: string
  invoiceLine: string
  /** Unit of measure by OKEI: 362 month, 355 minute, 796 piece. */
  unitCode: string
  vat: 'standard' | 'none'
  /** Payment subject of a fiscal receipt (tag 1212): 4 = service. */
  paymentSubject: number
  families: TariffFamily[]
}
export type ServiceClassRow = ServiceClassForm & {
  id: number
  code: string
  archivedAt: Temporal.Instant | null
  version: number
}

export async function selectServiceClasses(ctx: Context): Promise<ServiceClassRow[]> {
  const { rows } = await sql<ServiceClassRow>`
    select id, code, name_ru as "nameRu", name_en as "nameEn", invoice_line as "invoiceLine",
      unit_code as "unitCode", vat, payment_subject as "paymentSubject", families,
      archived_at as "archivedAt", version
    from catalogue.service_classes
    order by id`.execute(ctx.tx)
  return rows
}

export async function insertServiceClass(
  ctx: Context,
  form: ServiceClassForm & { code: string },
): Promise<number> {
  const { id } = await ctx.tx
    .insertInto('catalogue.service_classes')
    .values({ ...toColumns(form), code: form.code })
    .returning('id')
    .executeTakeFirstOrThrow()
  return id
}

/** Changes the class if it is still of this version; false when it is not. */
export async function updateServiceClass(
  ctx: Context,
  id: number,
  version: number,
  { isArchived, ...form }: ServiceClassForm & { isArchived: boolean },
): Promise<boolean> {
  const { numUpdatedRows } = await ctx.tx
    .updateTable('catalogue.service_classes')
    .set((eb) => ({
      ...toColumns(form),
      archived_at: isArchived ? eb.fn.coalesce('archived_at', eb.val(ctx.now())) : null,
      version: version + 1,
    }))
    .where('id', '=', id)
    .where('version', '=', version)
    .executeTakeFirst()
  return numUpdatedRows === 1n
}

function toColumns(form: ServiceClassForm) {
  return {
    name_ru: form.nameRu,
    name_en: form.nameEn,
    invoice_line: form.invoiceLine,
    unit_code: form.unitCode,
    vat: form.vat,
    payment_subject: form.paymentSubject,
    families: form.families,
  }
}
