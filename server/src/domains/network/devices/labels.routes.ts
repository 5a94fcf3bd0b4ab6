import * as contract from '@altyn/contract/network/device-templates'
import { answer } from '#platform/http/answer'
import {
  changeGroup,
  changeOption,
  createGroup,
  createOption,
  removeGroup,
  removeOption,
} from './keep-labels.ts'
import { selectGroups, selectOptions } from './labels.store.ts'

/** Groups of devices, and what else may be said of a device. */
export const deviceLabelsRoutes = [
  answer(contract.listDeviceGroups, async (ctx) => ({ items: await selectGroups(ctx) })),
  answer(contract.createDeviceGroup, (ctx, { body }) => createGroup(ctx, body)),
  answer(contract.changeDeviceGroup, (ctx, { params, body, version }) =>
    changeGroup(ctx, { id: params.id, version }, body),
  ),
  answer(contract.removeDeviceGroup, async (ctx, { params }) => {
    await removeGroup(ctx, params.id)
    return { ok: true as const }
  }),
  answer(contract.listDeviceOptions, async (ctx) => ({ items: await selectOptions(ctx) })),
  answer(contract.createDeviceOption, (ctx, { body }) => createOption(ctx, body)),
  answer(contract.changeDeviceOption, (ctx, { params, body, version }) =>
    changeOption(ctx, { id: params.id, version }, body),
  ),
  answer(contract.removeDeviceOption, async (ctx, { params }) => {
    await removeOption(ctx, params.id)
    return { ok: true as const }
  }),
]
