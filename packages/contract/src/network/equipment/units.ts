import { z } from 'zod'
import { route } from '../../route.ts'
import {
  day,
  done,
  editOf,
  id,
  idParams,
  instant,
  listQuery,
  page,
  requiredText,
  text,
  version,
} from '../../values.ts'
import { MAC_ADDRESS } from '../devices.ts'
import { EQUIPMENT_KINDS } from './models.ts'

/** Where a unit is kept when nobody has it. */
export const SHELF_STATES = ['stock', 'repair', 'written-off'] as const
export const EQUIPMENT_STATES = ['stock', 'held', 'repair', 'written-off'] as const
/** `lent`: ours, and to be given back; `sold`: the subscriber's own from now on. */
export const HOLDING_TERMS = ['rented', 'lent', 'sold'] as const
/** `ending`: within the next 30 days. */
export const WARRANTIES = ['valid', 'ending', 'over', 'none'] as const
export const WARRANTY_ENDING_DAYS = 30
export const IMPORT_ROWS_MAX = 20_000

const identity = {
  modelName: z.string(),
  kind: z.enum(EQUIPMENT_KINDS),
  kindName: z.string(),
  serial: z.string(),
  mac: z.string(),
  chipId: z.string(),
  name: z.string(),
}
/** Whose a unit is while it is with a subscriber. */
const holder = z.object({
  subscriberId: id,
  subscriberName: z.string(),
  contractId: id,
  contractNumber: z.string(),
  accountId: id.nullable(),
  login: z.string(),
  terms: z.enum(HOLDING_TERMS),
  /** The assigned service by which the rent is charged. */
  rentId: id.nullable(),
})
export type EquipmentHolder = z.output<typeof holder>

export const equipmentUnit = z.object({
  id,
  modelId: id,
  ...identity,
  warrantyUntil: day.nullable(),
  note: z.string(),
  state: z.enum(EQUIPMENT_STATES),
  place: z.string(),
  /** Since when it is where it is, and why. */
  since: instant,
  reason: z.string(),
  holder: holder.nullable(),
  /** The smart card in it, or the unit that the card is in. */
  pair: z.object({ id, modelName: z.string(), number: z.string() }).nullable(),
  version,
})
export type EquipmentUnit = z.output<typeof equipmentUnit>

export const equipmentQuery = listQuery.extend({
  /** A part of a serial number, of a chip id, of an inventory name; or a whole MAC. */
  q: text(100).optional(),
  modelId: id.optional(),
  kind: z.enum(EQUIPMENT_KINDS).optional(),
  state: z.enum(EQUIPMENT_STATES).optional(),
  terms: z.enum(HOLDING_TERMS).optional(),
  place: text(100).optional(),
  warranty: z.enum(WARRANTIES).optional(),
  subscriberId: id.optional(),
  contractId: id.optional(),
  accountId: id.optional(),
})
export const listEquipment = route({
  method: 'GET',
  path: '/api/network/equipment/units',
  summary: 'Units of equipment, the newest first',
  access: 'equipment.read',
  query: equipmentQuery,
  response: page(equipmentUnit),
})
/** From when to when something was so, why it began, and why it ended. */
const span = {
  from: instant,
  until: instant.nullable(),
  reason: z.string(),
  author: z.string(),
  endReason: z.string(),
  endedBy: z.string(),
}
/** Where a unit was, from one instant until another, why it came there, and why it left. */
const standing = z.object({
  id,
  unitId: id,
  ...identity,
  state: z.enum(EQUIPMENT_STATES),
  place: z.string(),
  holder: holder.nullable(),
  ...span,
})
export type EquipmentStanding = z.output<typeof standing>
const pairing = z.object({
  id,
  /** The other one: the card, or the unit that it was in. */
  unitId: id,
  modelName: z.string(),
  number: z.string(),
  ...span,
})
export type EquipmentPairing = z.output<typeof pairing>
const unitCard = equipmentUnit.extend({
  createdAt: instant,
  /** The latest first. */
  history: z.array(standing),
  pairings: z.array(pairing),
})
export type EquipmentCard = z.output<typeof unitCard>
export const readEquipment = route({
  method: 'GET',
  path: '/api/network/equipment/units/:id',
  summary: 'A unit with the history of where it was and which card was in it',
  access: 'equipment.read',
  params: idParams,
  response: unitCard,
})
export const listHoldings = route({
  method: 'GET',
  path: '/api/network/equipment/holdings',
  summary: 'What a subscriber has or had of equipment, the latest first',
  access: 'equipment.read',
  query: listQuery.extend({ subscriberId: id }),
  response: page(standing),
})
export const listPlaces = route({
  method: 'GET',
  path: '/api/network/equipment/places',
  summary: 'Stores and workshops where units are now',
  access: 'equipment.read',
  response: z.object({ items: z.array(z.string()) }),
})

const number = z
  .string()
  .trim()
  .max(64)
  .regex(/^[A-Za-z0-9._/:-]*$/, 'unit-number')
  .default('')
const place = text(100).default('')
export const unitForm = z.object({
  serial: number,
  mac: z.string().trim().regex(MAC_ADDRESS, 'mac').or(z.literal('')).default(''),
  chipId: number,
  name: text(100).default(''),
  warrantyUntil: day.nullable().default(null),
  note: text(1000).default(''),
})
export const newUnitForm = unitForm.extend({ modelId: id, place })
export const createUnit = route({
  method: 'POST',
  path: '/api/network/equipment/units',
  summary: 'Take a unit in stock; its warranty is that of the model unless said',
  access: 'equipment.keep',
  idempotent: true,
  body: newUnitForm,
  response: equipmentUnit,
})
export const changeUnit = route({
  method: 'PATCH',
  path: '/api/network/equipment/units/:id',
  summary: 'Change what is said of a unit; its model stays',
  access: 'equipment.keep',
  versioned: true,
  params: idParams,
  body: editOf(unitForm),
  response: equipmentUnit,
})
export const removeUnit = route({
  method: 'DELETE',
  path: '/api/network/equipment/units/:id',
  summary: 'Remove a unit that was entered by mistake: nobody ever had it, no card was in it',
  access: 'equipment.keep',
  params: idParams,
  response: done,
})

/** Writing off is not undone by itself: somebody has to say why. */
const hasReason = ({ state, reason }: { state: string; reason: string }) =>
  state !== 'written-off' || reason !== ''
export const moveForm = z
  .object({ state: z.enum(SHELF_STATES), place, reason: text(500).default('') })
  .refine(hasReason, { message: 'required', path: ['reason'] })
export const moveUnit = route({
  method: 'POST',
  path: '/api/network/equipment/units/:id/move',
  summary: 'Move a unit that nobody has: to a store, into repair, or write it off',
  access: 'equipment.keep',
  params: idParams,
  body: moveForm,
  response: equipmentUnit,
})

export const handOutForm = z.object({
  contractId: id,
  accountId: id.nullable().default(null),
  terms: z.enum(HOLDING_TERMS),
  /** Charges the rent by a service of the account from a day on. */
  rent: z.object({ serviceId: id, from: day }).nullable().default(null),
  reason: text(500).default(''),
})
export const handOutUnit = route({
  method: 'POST',
  path: '/api/network/equipment/units/:id/hand-out',
  summary: 'Hand a unit out to a contract or an account, with the card in it and the rent',
  access: 'equipment.hand-out',
  idempotent: true,
  params: idParams,
  body: handOutForm,
  response: equipmentUnit,
})
/** Where to a unit comes from a subscriber. */
const back = { state: z.enum(SHELF_STATES).default('stock'), place, reason: requiredText(500) }
export const takeBackForm = z.object({
  ...back,
  /** The first day without the rent; without one the rent ends with today. */
  rentUntil: day.nullable().default(null),
})
export const takeBackUnit = route({
  method: 'POST',
  path: '/api/network/equipment/units/:id/take-back',
  summary: 'Take a unit back; the rent that was charged for it ends',
  access: 'equipment.hand-out',
  params: idParams,
  body: takeBackForm,
  response: equipmentUnit,
})
export const swapForm = z.object({ newUnitId: id, ...back })
export const swapUnit = route({
  method: 'POST',
  path: '/api/network/equipment/units/:id/swap',
  summary: 'Take a unit back and hand another one out on the same terms; the answer is the new one',
  access: 'equipment.hand-out',
  params: idParams,
  body: swapForm,
  response: equipmentUnit,
})
export const insertCardForm = z.object({ unitId: id, reason: text(500).default('') })
export const insertCard = route({
  method: 'POST',
  path: '/api/network/equipment/units/:id/insert',
  summary: 'Put a smart card into a unit; from stock it goes to whoever has the unit',
  access: 'equipment.hand-out',
  params: idParams,
  body: insertCardForm,
  response: equipmentUnit,
})
export const takeOutCard = route({
  method: 'POST',
  path: '/api/network/equipment/units/:id/take-out',
  summary: 'Take a smart card out of its unit; whoever has it keeps it',
  access: 'equipment.hand-out',
  params: idParams,
  body: z.object({ reason: text(500).default('') }),
  response: equipmentUnit,
})

/** What a file of units holds, and what in it could not be understood. */
const unitsImport = z.object({
  isDone: z.boolean(),
  models: z.array(z.object({ name: z.string(), unitsCount: z.number().int() })),
  unitsCount: z.number().int(),
  faultsCount: z.number().int(),
  faults: z.array(
    z.object({ row: z.number().int(), field: z.string(), rule: z.string(), value: z.string() }),
  ),
})
export type UnitsImport = z.output<typeof unitsImport>
/** The model of rows that name none, and the store where the units are. */
const importQuery = z.object({ modelId: id.optional(), place: text(100).optional() })
export const previewUnitsImport = route({
  method: 'POST',
  path: '/api/network/equipment/units/import/preview',
  summary: 'What importing units would do',
  access: 'equipment.keep',
  asks: true,
  upload: 'whole',
  query: importQuery,
  response: unitsImport,
})
export const importUnits = route({
  method: 'POST',
  path: '/api/network/equipment/units/import',
  summary: 'Take units in stock from a file with headings (CSV or XLSX): all of them or none',
  access: 'equipment.keep',
  upload: 'whole',
  query: importQuery,
  response: unitsImport,
})
