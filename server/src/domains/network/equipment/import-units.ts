import { IMPORT_ROWS_MAX } from '@altyn/contract/network/equipment/units'
import type { Context } from '#platform/context'
import { Refusal } from '#platform/refusal'
import { inOnePiece, readTable } from '#platform/tables/read-table'
import { type TableRow, UnreadableTable } from '#platform/tables/table-row'
import { readToday } from '../../accounts/index.ts'
import {
  findColumns,
  readUnit,
  type UnitColumnsFound,
  type UnitFault,
} from '../rules/equipment/unit-columns.ts'
import type { Identity } from '../rules/equipment/unit-identity.ts'
import { getModel } from './keep-models.ts'
import { warrantyFrom } from './keep-units.ts'
import { type ModelRow, selectModels } from './models.store.ts'
import { placeUnits } from './standings.store.ts'
import { insertUnits, lockUnits, type NewUnit, selectNumbersTaken } from './units.store.ts'

type Order = { content: Buffer; modelId?: number; place?: string }
type Fault = UnitFault & { row: number }
export type UnitsImport = {
  isDone: boolean
  models: { name: string; unitsCount: number }[]
  unitsCount: number
  faultsCount: number
  faults: Fault[]
}
type Read = { units: (NewUnit & { row: number })[]; faults: Fault[]; models: readonly ModelRow[] }

const FAULTS_SHOWN = 200
const VALUE_CHARACTERS_SHOWN = 100

/** What importing a file of units would do; nothing is changed. */
export async function previewUnits(ctx: Context, order: Order): Promise<UnitsImport> {
  return outcomeOf(await readFile(ctx, order), false)
}

/** Takes all units of a file in stock; none while a row is wrong. */
export async function importUnits(ctx: Context, order: Order): Promise<UnitsImport> {
  await lockUnits(ctx)
  const read = await readFile(ctx, order)
  if (read.faults.length > 0 || read.units.length === 0) return outcomeOf(read, false)
  const ids = await insertUnits(ctx, read.units)
  await placeUnits(ctx, ids, { state: 'stock', place: order.place ?? '', reason: '' })
  return outcomeOf(read, true)
}

/** The first row says what the columns are. A row without a model is of the one that is chosen. */
async function readFile(ctx: Context, { content, modelId }: Order): Promise<Read> {
  const [headings, ...rows] = await rowsOf(content)
  const columns = findColumns(headings?.cells ?? [])
  const usual = modelId === undefined ? undefined : await getModel(ctx, modelId)
  const models = await selectModels(ctx)
  const read: Read = { units: [], faults: [], models }
  const refuseFile = (rule: string, value = '') => {
    read.faults.push({ row: headings?.number ?? 1, field: 'file', rule, value })
    return read
  }
  if (columns.size === 0 || rows.length === 0) return refuseFile('headings')
  if (!usual && !columns.has('model')) return refuseFile('model')
  if (rows.length > IMPORT_ROWS_MAX) return refuseFile('rows', String(IMPORT_ROWS_MAX))
  const today = await readToday(ctx)
  for (const row of rows) readRow(read, row, { columns, usual, today })
  await findRepeats(ctx, read)
  return read
}

async function rowsOf(content: Buffer): Promise<TableRow[]> {
  try {
    const rows: TableRow[] = []
    for await (const row of readTable(inOnePiece(content))) {
      rows.push(row)
      // One more than headings and rows together is enough to see that it is too long.
      if (rows.length > IMPORT_ROWS_MAX + 1) break
    }
    return rows
  } catch (error) {
    if (error instanceof UnreadableTable) throw new Refusal('network.unreadable-table')
    throw error
  }
}

type Way = {
  columns: UnitColumnsFound
  usual: ModelRow | undefined
  today: Temporal.PlainDate
}

function readRow(read: Read, { number, cells }: TableRow, { columns, usual, today }: Way): void {
  const words = cells[columns.get('model') ?? -1]?.trim().toLowerCase() ?? ''
  const named = read.models.find(({ name }) => name.toLowerCase() === words)
  const model = words === '' ? usual : named
  if (!model || model.isHidden) {
    const rule = model ? 'hidden' : words === '' ? 'missing' : 'unknown'
    read.faults.push({ row: number, field: 'model', rule, value: words })
    return
  }
  const { unit, faults } = readUnit(model, cells, columns)
  for (const fault of faults) read.faults.push({ ...fault, row: number })
  if (faults.length > 0) return
  const warrantyUntil = unit.warrantyUntil ?? warrantyFrom(model, today)
  read.units.push({ ...unit, warrantyUntil, modelId: model.id, row: number })
}

/** Numbers that are in the file twice, or of a unit that is kept already. */
async function findRepeats(ctx: Context, { units, faults }: Read): Promise<void> {
  const taken = new Set((await selectNumbersTaken(ctx, units)).flatMap(keysOf))
  const seen = new Set<string>()
  for (const unit of units) {
    for (const key of keysOf(unit)) {
      const rule = taken.has(key) ? 'taken' : seen.has(key) ? 'twice' : undefined
      const field = key.split(' ')[1] as keyof Identity // as keysOf puts it there
      if (rule) faults.push({ row: unit.row, field, rule, value: unit[field] })
      seen.add(key)
    }
  }
  faults.sort((one, other) => one.row - other.row)
}

/** What has to be told apart: serials and chip ids within a model, MACs anywhere. */
function keysOf({ modelId, serial, mac, chipId }: Identity & { modelId: number }): string[] {
  return [
    ...(serial ? [`${modelId} serial ${serial}`] : []),
    ...(mac ? [`- mac ${mac}`] : []),
    ...(chipId ? [`${modelId} chipId ${chipId}`] : []),
  ]
}

function outcomeOf({ units, faults, models }: Read, isDone: boolean): UnitsImport {
  const counts = Map.groupBy(units, ({ modelId }) => modelId)
  return {
    isDone,
    models: models
      .filter(({ id }) => counts.has(id))
      .map(({ id, name }) => ({ name, unitsCount: counts.get(id)?.length ?? 0 })),
    unitsCount: units.length,
    faultsCount: faults.length,
    faults: faults
      .slice(0, FAULTS_SHOWN)
      .map((fault) => ({ ...fault, value: fault.value.slice(0, VALUE_CHARACTERS_SHOWN) })),
  }
}
