import { sql } from 'kysely'
import type { Context } from '#platform/context'
import type { Mapping } from '../rules/price-row.ts'

export type StageState =
  | 'receiving'
  | 'received'
  | 'reading'
  | 'faulty'
  | 'ready'
  | 'applied'
  | 'cancelled'
  | 'failed'
export type StageRow = {
  id: number
  priceListId: number
  state: StageState
  fileName: string
  fileBytes: bigint
  /** How the file is read; null until somebody has said. */
  mapping: Mapping | null
  attempt: number
  bytesRead: bigint
  rowsRead: number
  rowsGood: number
  faultsCount: number
  /** The version that it was compared with; null = there was none. */
  baseNumber: number | null
  createdAt: Temporal.Instant
  createdBy: string
  updatedAt: Temporal.Instant
  finishedAt: Temporal.Instant | null
}

const STAGE = sql`
  id, price_list_id as "priceListId", state, file_name as "fileName", file_bytes as "fileBytes",
  mapping, attempt, bytes_read as "bytesRead", rows_read as "rowsRead", rows_good as "rowsGood",
  faults_count as "faultsCount", base_number as "baseNumber", created_at as "createdAt",
  created_by as "createdBy", updated_at as "updatedAt", finished_at as "finishedAt"`

export async function insertStage(
  ctx: Context,
  stage: { priceListId: number; fileName: string; fileBytes: number },
): Promise<StageRow | undefined> {
  const { rows } = await sql<StageRow>`
    insert into catalogue.price_list_stages (price_list_id, state, file_name, file_bytes,
      created_at, created_by, updated_at)
    values (${stage.priceListId}, 'receiving', ${stage.fileName}, ${stage.fileBytes}, ${ctx.now()},
      ${ctx.actor.name}, ${ctx.now()})
    returning ${STAGE}`.execute(ctx.tx)
  return rows[0]
}

export async function findStage(ctx: Context, id: number): Promise<StageRow | undefined> {
  const { rows } = await sql<StageRow>`
    select ${STAGE} from catalogue.price_list_stages where id = ${id}`.execute(ctx.tx)
  return rows[0]
}

/** The stage, held until the end of the transaction. */
export async function lockStage(ctx: Context, id: number): Promise<StageRow | undefined> {
  const { rows } = await sql<StageRow>`
    select ${STAGE} from catalogue.price_list_stages where id = ${id} for update`.execute(ctx.tx)
  return rows[0]
}

/** Stages of a list that are neither applied nor dropped, the latest first. */
export async function selectUnfinishedStages(
  ctx: Context,
  priceListId: number,
): Promise<StageRow[]> {
  const { rows } = await sql<StageRow>`
    select ${STAGE}
    from catalogue.price_list_stages
    where price_list_id = ${priceListId} and state not in ('applied', 'cancelled')
    order by id desc`.execute(ctx.tx)
  return rows
}

/** Readings that have not moved on since a moment: nobody carries them any more. */
export async function selectStandingReadings(
  ctx: Context,
  since: Temporal.Instant,
): Promise<number[]> {
  const { rows } = await sql<{ id: number }>`
    select id from catalogue.price_list_stages
    where state = 'reading' and updated_at <= ${since}
    order by id`.execute(ctx.tx)
  return rows.map(({ id }) => id)
}

/** Files that nobody has done anything with since a moment, neither applied nor dropped. */
export async function selectAbandonedStages(
  ctx: Context,
  since: Temporal.Instant,
): Promise<number[]> {
  const { rows } = await sql<{ id: number }>`
    select id from catalogue.price_list_stages
    where state not in ('reading', 'applied', 'cancelled') and updated_at < ${since}
    order by id
    for update`.execute(ctx.tx)
  return rows.map(({ id }) => id)
}

/** Stages some rows or differences of which nobody will look at any more. */
export async function selectStagesToForget(ctx: Context): Promise<number[]> {
  const { rows } = await sql<{ id: number }>`
    select id from catalogue.price_list_stages s
    where (state in ('cancelled', 'faulty')
        and exists (select 1 from catalogue.price_list_rows where stage_id = s.id))
      or (state in ('cancelled', 'faulty', 'applied')
        and exists (select 1 from catalogue.price_list_differences where stage_id = s.id))
    order by id`.execute(ctx.tx)
  return rows.map(({ id }) => id)
}

export type StageChange = {
  state?: StageState
  mapping?: Mapping
  attempt?: number
  bytesRead?: number
  rowsRead?: number
  rowsGood?: number
  faultsCount?: number
  baseNumber?: number | null
  isFinished?: boolean
}

/** Changes a stage that the caller holds. */
export async function updateStage(ctx: Context, id: number, change: StageChange): Promise<void> {
  await ctx.tx
    .updateTable('catalogue.price_list_stages')
    .set({
      state: change.state,
      ...(change.mapping && { mapping: JSON.stringify(change.mapping) }),
      attempt: change.attempt,
      ...(change.bytesRead !== undefined && { bytes_read: BigInt(change.bytesRead) }),
      rows_read: change.rowsRead,
      rows_good: change.rowsGood,
      faults_count: change.faultsCount,
      base_number: change.baseNumber,
      updated_at: ctx.now(),
      ...(change.isFinished && { finished_at: ctx.now() }),
    })
    .where('id', '=', id)
    .execute()
}

/** Keeps a piece of a file; the same piece again changes nothing. */
export async function upsertPart(
  ctx: Context,
  part: { stageId: number; number: number; content: Buffer },
): Promise<void> {
  await sql`
    insert into catalogue.price_list_stage_parts as kept (stage_id, number, content)
    values (${part.stageId}, ${part.number}, ${part.content})
    on conflict (stage_id, number) do update set content = excluded.content
    where kept.content <> excluded.content`.execute(ctx.tx)
}

export async function countParts(ctx: Context, stageId: number): Promise<number> {
  const { rows } = await sql<{ count: number }>`
    select count(*)::int as count
    from catalogue.price_list_stage_parts
    where stage_id = ${stageId}`.execute(ctx.tx)
  return rows[0]?.count ?? 0
}

export async function findPart(
  { tx }: Pick<Context, 'tx'>,
  part: { stageId: number; number: number },
): Promise<Buffer | undefined> {
  const { rows } = await sql<{ content: Buffer }>`
    select content
    from catalogue.price_list_stage_parts
    where stage_id = ${part.stageId} and number = ${part.number}`.execute(tx)
  return rows[0]?.content
}

export async function deleteParts(ctx: Context, stageId: number): Promise<void> {
  await sql`
    delete from catalogue.price_list_stage_parts where stage_id = ${stageId}`.execute(ctx.tx)
}

export type FaultRow = {
  row: number
  field: string
  rule: string
  value: string
  otherRow: number | null
}

/** Keeps faults from an ordinal on. */
export async function insertFaults(
  ctx: Context,
  { stageId, firstOrdinal }: { stageId: number; firstOrdinal: number },
  faults: readonly FaultRow[],
): Promise<void> {
  if (faults.length === 0) return
  const column = <Value>(read: (fault: FaultRow) => Value) => faults.map(read)
  await sql`
    insert into catalogue.price_list_stage_faults (stage_id, ordinal, row_number, field, rule,
      value, other_row_number)
    select ${stageId}, ${firstOrdinal} + (ordinal - 1)::int, row_number, field, rule, value, other
    from unnest(
      ${column((f) => f.row)}::int[], ${column((f) => f.field)}::text[],
      ${column((f) => f.rule)}::text[], ${column((f) => f.value)}::text[],
      ${column((f) => f.otherRow)}::int[]
    ) with ordinality as f (row_number, field, rule, value, other, ordinal)`.execute(ctx.tx)
}

export async function selectFaults(ctx: Context, stageId: number): Promise<FaultRow[]> {
  const { rows } = await sql<FaultRow>`
    select row_number as "row", field, rule, value, other_row_number as "otherRow"
    from catalogue.price_list_stage_faults
    where stage_id = ${stageId}
    order by ordinal`.execute(ctx.tx)
  return rows
}

export async function deleteFaults(ctx: Context, stageId: number): Promise<void> {
  await sql`
    delete from catalogue.price_list_stage_faults where stage_id = ${stageId}`.execute(ctx.tx)
}

/** What the columns under these headings were before, by heading. */
export async function selectHeadings(
  ctx: Context,
  headings: readonly string[],
): Promise<Map<string, string>> {
  const { rows } = await sql<{ heading: string; field: string }>`
    select heading, field
    from catalogue.price_list_headings
    where heading = any(${[...headings]}::text[])`.execute(ctx.tx)
  return new Map(rows.map(({ heading, field }) => [heading, field]))
}

/** Remembers what the columns under these headings are. */
export async function upsertHeadings(
  ctx: Context,
  headings: ReadonlyMap<string, string>,
): Promise<void> {
  await sql`
    insert into catalogue.price_list_headings (heading, field, used_at)
    select heading, field, ${ctx.now()}
    from unnest(${[...headings.keys()]}::text[], ${[...headings.values()]}::text[])
      as h (heading, field)
    order by heading
    on conflict (heading) do update set field = excluded.field, used_at = excluded.used_at`.execute(
    ctx.tx,
  )
}

/** Bands that a file may name: their codes by whatever they are called, in lower case. */
export async function selectBandWords(ctx: Context): Promise<Map<string, string>> {
  const { rows } = await sql<{ word: string; code: string }>`
    select lower(word) as word, code
    from catalogue.time_bands
    cross join lateral unnest(array[name_en, name_ru, code]) with ordinality as w (word, ordinal)
    where archived_at is null
    -- A code counts before the names of other bands.
    order by ordinal, id`.execute(ctx.tx)
  return new Map(rows.map(({ word, code }) => [word, code]))
}
