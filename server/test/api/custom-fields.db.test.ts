import assert from 'node:assert/strict'
import { test } from 'node:test'
import { type Caller, startHouse } from '../support/api.ts'

const FIELDS = '/api/settings/custom-fields'

async function addField(admin: Caller, form: Record<string, unknown>): Promise<number> {
  const answer = await admin('POST', FIELDS, { owner: 'subscriber', kind: 'text', ...form })
  assert.equal(answer.status, 200, JSON.stringify(answer.body))
  return Number(answer.body.id)
}

async function open(t: Parameters<typeof startHouse>[0]) {
  const house = await startHouse(t)
  const admin = await house.administrator()
  const subscriber = await admin('POST', '/api/subscribers', {
    kind: 'person',
    surname: 'Иванова',
    givenName: 'Анна',
  })
  const id = Number(subscriber.body.id)
  const fill = (values: Record<string, string>) =>
    admin('PUT', `/api/subscribers/${id}/custom-values`, { values })
  const filled = async () => {
    const card = await admin('GET', `/api/reports/subscribers/${id}/card`)
    const values = card.body.customValues as { fieldId: number; value: string }[]
    return Object.fromEntries(values.map(({ fieldId, value }) => [fieldId, value]))
  }
  return { admin, id, fill, filled }
}

test('a wrong value keeps all others from being saved, and each is named', async (t) => {
  const { admin, fill, filled } = await open(t)
  const floor = await addField(admin, { name: 'Этаж', kind: 'number' })
  const line = await addField(admin, { name: 'Линия', kind: 'list', options: ['GPON', 'FTTB'] })
  const source = await addField(admin, { name: 'Откуда узнал', isRequired: true })
  const wrong = await fill({ [floor]: 'третий', [line]: 'ADSL' })
  assert.equal(wrong.status, 422)
  assert.deepEqual(wrong.body.fields, [
    { field: `values.${line}`, rule: 'unknown' },
    { field: `values.${source}`, rule: 'required' },
    { field: `values.${floor}`, rule: 'decimal' },
  ])
  assert.deepEqual(await filled(), {})

  const right = await fill({ [floor]: '3,5', [line]: 'GPON', [source]: 'от соседей' })
  assert.equal(right.status, 200, JSON.stringify(right.body))
  assert.equal((await fill({ [floor]: '' })).status, 200, 'the rest stays')
  assert.deepEqual(await filled(), { [line]: 'GPON', [source]: 'от соседей' })
})

test('a choice that is not offered any more stays until it is changed', async (t) => {
  const { admin, fill, filled } = await open(t)
  const line = await addField(admin, { name: 'Линия', kind: 'list', options: ['GPON', 'ADSL'] })
  await fill({ [line]: 'ADSL' })
  const change = { name: 'Линия', options: ['GPON'] }
  const changed = await admin('PUT', `${FIELDS}/${line}`, change, { 'if-match': '1' })
  assert.equal(changed.status, 200, JSON.stringify(changed.body))
  assert.equal((await fill({ [line]: 'ADSL' })).status, 200, 'nothing was changed')
  assert.equal((await fill({ [line]: 'GPON' })).status, 200)
  assert.equal((await fill({ [line]: 'ADSL' })).status, 422)
  assert.deepEqual(await filled(), { [line]: 'GPON' })
})

test('an archived field is hidden with its values and comes back with them', async (t) => {
  const { admin, fill, filled } = await open(t)
  const note = await addField(admin, { name: 'Пароль от домофона', isRequired: true })
  await fill({ [note]: '12К34' })
  const archive = (isArchived: boolean, version: string) =>
    admin(
      'PUT',
      `${FIELDS}/${note}`,
      { name: 'Пароль от домофона', isRequired: true, isArchived },
      { 'if-match': version },
    )
  assert.equal((await archive(true, '1')).status, 200)
  assert.deepEqual(await filled(), {})
  assert.equal((await fill({ [note]: '' })).status, 422, 'it cannot be filled in')
  assert.equal((await archive(false, '2')).status, 200)
  assert.deepEqual(await filled(), { [note]: '12К34' })
})

test('names differ within an owner, and a list has something to choose', async (t) => {
  const { admin } = await open(t)
  await addField(admin, { name: 'Менеджер' })
  await addField(admin, { name: 'Менеджер', owner: 'contract' })
  const field = { owner: 'subscriber', kind: 'text', name: 'менеджер' }
  const twice = await admin('POST', FIELDS, field)
  assert.equal(twice.body.code, 'settings.field-name-taken')
  const empty = await admin('POST', FIELDS, { ...field, name: 'Линия', kind: 'list' })
  assert.equal(empty.body.code, 'settings.nothing-to-choose')
})
