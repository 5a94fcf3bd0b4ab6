import { z } from 'zod'
import { route } from '../../route.ts'
import { done, editOf, id, idParams, requiredText, text, version } from '../../values.ts'

export const EQUIPMENT_KINDS = [
  'router',
  'ont',
  'set-top-box',
  'cam',
  'phone-adapter',
  'smart-card',
  'other',
] as const
/** Whether a serial number, a MAC or a chip id has to be said of a unit. */
export const IDENTITY_NEEDS = ['required', 'optional', 'none'] as const

/**
 * Masks of a number, by commas: `#` a digit, `@` a Latin letter, `%` a hexadecimal digit, `*` a
 * letter or a digit, the rest stands for itself. `HWTC%%%%%%%%` is the serial of an ONT of Huawei.
 */
const masks = z
  .string()
  .trim()
  .max(300)
  .regex(/^[\w./:#@%*-]{1,64}(\s*,\s*[\w./:#@%*-]{1,64}){0,9}$/, 'masks')
  .or(z.literal(''))
  .default('')

export const equipmentModelForm = z.object({
  kind: z.enum(EQUIPMENT_KINDS),
  /** What the kind is called when it is none of the usual ones. */
  kindName: text(60).default(''),
  name: requiredText(100),
  technology: text(60).default(''),
  note: text(1000).default(''),
  serialNeed: z.enum(IDENTITY_NEEDS).default('required'),
  serialFormat: masks,
  macNeed: z.enum(IDENTITY_NEEDS).default('optional'),
  chipNeed: z.enum(IDENTITY_NEEDS).default('none'),
  chipFormat: masks,
  /** 0: no warranty. */
  warrantyMonths: z.coerce.number().int().min(0).max(240).default(0),
  /** The service that is offered when a unit is rented out. */
  rentServiceId: id.nullable().default(null),
  /** Not offered for new units any more. */
  isHidden: z.boolean().default(false),
})
export const equipmentModel = z.object({
  ...equipmentModelForm.shape,
  id,
  rentServiceName: z.string(),
  unitsCount: z.number().int(),
  stockCount: z.number().int(),
  heldCount: z.number().int(),
  version,
})
export type EquipmentModel = z.output<typeof equipmentModel>

export const listEquipmentModels = route({
  method: 'GET',
  path: '/api/network/equipment/models',
  summary: 'Models of equipment of subscribers, by their names',
  access: 'equipment.read',
  response: z.object({ items: z.array(equipmentModel) }),
})
export const createEquipmentModel = route({
  method: 'POST',
  path: '/api/network/equipment/models',
  summary: 'Describe a model: its kind, and how its units are told apart',
  access: 'equipment.keep',
  body: equipmentModelForm,
  response: equipmentModel,
})
export const changeEquipmentModel = route({
  method: 'PATCH',
  path: '/api/network/equipment/models/:id',
  summary: 'Change a model or hide it; units that are kept stay as they are',
  access: 'equipment.keep',
  versioned: true,
  params: idParams,
  body: editOf(equipmentModelForm),
  response: equipmentModel,
})
export const removeEquipmentModel = route({
  method: 'DELETE',
  path: '/api/network/equipment/models/:id',
  summary: 'Remove a model that has no units',
  access: 'equipment.keep',
  params: idParams,
  response: done,
})
