import { sql } from 'kysely'
import type { Context } from '#platform/context'
import type { KnownWords } from './rules/unknown-words.ts'

/** Everything that terms may refer to: what is in the archive is not offered any more. */
export async function selectKnownWords(ctx: Context): Promise<KnownWords> {
  const { rows: bands } = await sql<{ code: string; isOnHours: boolean }>`
    select code, not jsonb_path_exists(intervals,
      '$[*] ? (@.fromMinute % 60 != 0 || @.untilMinute % 60 != 0)') as "isOnHours"
    from catalogue.time_bands
    where archived_at is null`.execute(ctx.tx)
  const { rows: categories } = await sql<{ code: string }>`
    select code from catalogue.traffic_categories where archived_at is null`.execute(ctx.tx)
  const { rows: lists } = await sql<{ id: number }>`
    select l.id
    from catalogue.price_lists l
    where l.archived_at is null
      and exists (select from catalogue.price_list_versions v where v.price_list_id = l.id)`.execute(
    ctx.tx,
  )
  return {
    bands: new Map(bands.map(({ code, isOnHours }) => [code, { isOnHours }])),
    categories: new Set(categories.map(({ code }) => code)),
    priceLists: new Set(lists.map(({ id }) => id)),
  }
}
