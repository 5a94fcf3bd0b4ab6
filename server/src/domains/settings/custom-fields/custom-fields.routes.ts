import * as contract from '@altyn/contract/settings/custom-fields'
import { answer } from '#platform/http/answer'
import { toApiTime } from '#platform/http/api-values'
import { type FieldRow, selectFields } from './custom-fields.store.ts'
import { changeField, createField } from './keep-custom-fields.ts'

export const customFieldsRoutes = [
  answer(contract.listCustomFields, async (ctx) => ({
    items: (await selectFields(ctx)).map(toApiField),
  })),
  answer(contract.createCustomField, async (ctx, { body }) =>
    toApiField(await createField(ctx, body)),
  ),
  answer(contract.changeCustomField, async (ctx, { params, body, version }) =>
    toApiField(await changeField(ctx, { ...body, id: params.id, version })),
  ),
]

function toApiField(row: FieldRow): contract.CustomField {
  return { ...row, archivedAt: toApiTime(row.archivedAt) }
}
