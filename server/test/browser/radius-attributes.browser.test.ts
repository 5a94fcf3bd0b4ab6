import assert from 'node:assert/strict'
import { test } from 'node:test'
import type { Page } from 'playwright-core'
import type { RunningHouse } from '../support/api.ts'
import { lookAt, openPage, panelOf, press } from '../support/browser/browser-page.ts'

/** Opens a list of choices, types what is looked for, and takes the line with this title. */
async function choose(page: Page, label: string, typed: string, title: string): Promise<void> {
  const field = panelOf(page).getByLabel(new RegExp(`^${label}\\*?$`))
  await field.click()
  await field.fill(typed)
  await page.locator('.ant-select-dropdown:visible').getByTitle(title).first().click()
}

/** A working account on a tariff, and a server of its agent; both put there through the API of the page. */
async function furnish(page: Page, house: RunningHouse): Promise<void> {
  const post = async (path: string, data: object) => {
    const answer = await page.request.post(house.baseUrl + path, { data })
    assert.equal(answer.status(), 200, await answer.text())
    return Number(((await answer.json()) as { id: number }).id)
  }
  const tariffId = await post('/api/catalogue/tariffs', {
    name: 'Интернет 100',
    from: '2020-01-01',
    fee: '600',
    feePeriod: 'month',
    feeCharged: 'in-advance',
    blockPolicy: 'none',
    speedDownKbps: 100_000,
    speedUpKbps: 50_000,
  })
  await post('/api/network/nas', {
    agentId: 1,
    name: 'BRAS-1',
    address: '192.0.2.9',
    secret: 'nas-secret-word',
    dialect: 'mikrotik',
  })
  await post('/api/subscribers', { kind: 'person', surname: 'Иванова', givenName: 'Анна' })
  const contract = { subscriberId: 1, signedOn: '2026-04-01', paymentMethod: 'advance' }
  const contractId = await post('/api/subscribers/contracts', contract)
  const account = { contractId, agentId: 1, tariffId, login: 'ivanova', password: 'secret123' }
  await post('/api/accounts', account)
}

/** Adds an attribute that the program does not know; one that it knows is refused at its field. */
async function addToDictionary(page: Page, baseUrl: string): Promise<void> {
  await page.goto(`${baseUrl}/network/agents`)
  await page.getByRole('link', { name: 'RADIUS-атрибуты' }).click()
  await page.getByText('Здесь появятся RADIUS-атрибуты').waitFor()
  await lookAt(page, 'attributes-empty')
  await page.getByRole('tab', { name: 'Словарь' }).click()
  await page.getByRole('button', { name: 'Добавить в словарь' }).first().click()
  await panelOf(page).getByLabel('Название').fill('Mikrotik-Rate-Limit')
  await panelOf(page).getByLabel('Производитель').fill('64999')
  await panelOf(page)
    .getByLabel(/^Номер\*?$/)
    .fill('7')
  await press(page, 'Добавить в словарь')
  await panelOf(page).getByText('Такое название уже есть во встроенном словаре').waitFor()
  await panelOf(page).getByLabel('Название').fill('Acme-Profile')
  await lookAt(page, 'dictionary-form')
  await press(page, 'Добавить в словарь')
  await page.getByText('Атрибут добавлен в словарь').first().waitFor()
  await page.goto(`${baseUrl}/network/attributes?tab=dictionary&own=true`)
  await page.getByText('Acme-Profile').first().waitFor()
  await page.goto(`${baseUrl}/network/attributes?tab=dictionary&vendor=14988`)
  await page.getByText('Mikrotik-Rate-Limit').first().waitFor()
  await lookAt(page, 'dictionary')
}

/** Gives attributes: a wrong value is refused at its field, links are chosen by name and by login. */
async function giveAttributes(page: Page, baseUrl: string): Promise<void> {
  await page.goto(`${baseUrl}/network/attributes?panel=create`)
  await choose(page, 'Атрибут', 'session-time', 'Session-Timeout')
  await panelOf(page).getByLabel('Значение').fill('скоро')
  await press(page, 'Добавить атрибут')
  await panelOf(page)
    .getByText('Строка 1: для Session-Timeout нужно целое число от 0 до 4294967295')
    .waitFor()
  await panelOf(page).getByLabel('Значение').fill('7200')
  await choose(page, 'Тариф', 'Интернет', 'Интернет 100')
  await lookAt(page, 'attribute-form')
  await press(page, 'Добавить атрибут')
  await page.getByText('тариф «Интернет 100»').first().waitFor()

  await page.getByRole('button', { name: 'Добавить атрибут' }).first().click()
  await choose(page, 'Атрибут', 'acme', 'Acme-Profile')
  await panelOf(page).getByLabel('Значение').fill('gold-{login}\nfor-{address}')
  await choose(page, 'Учётная запись', 'ivan', 'ivanova · Иванова Анна')
  await press(page, 'Добавить атрибут')
  await page.getByText('учётная запись ivanova').first().waitFor()

  await page.getByRole('button', { name: 'Добавить атрибут' }).first().click()
  await choose(page, 'Атрибут', 'Session-Timeout', 'Session-Timeout')
  await panelOf(page).getByLabel('Значение').fill('1800')
  await choose(page, 'NAS', 'BRAS', 'BRAS-1')
  await press(page, 'Добавить атрибут')
  await page.getByText('NAS BRAS-1').first().waitFor()
  await lookAt(page, 'attributes')
}

/** The card of the subscriber says what the server would answer, and why. */
async function lookAtReply(page: Page, baseUrl: string): Promise<void> {
  await page.goto(`${baseUrl}/subscribers/1`)
  await page.getByRole('button', { name: 'Действия с учётной записью ivanova' }).click()
  await page.getByRole('menuitem', { name: 'Что получит от NAS' }).click()
  const reply = panelOf(page)
  await reply.getByText('Пустит: Access-Accept').waitFor()
  await reply.getByText('50000k/100000k').waitFor()
  await reply.getByText('строка: тариф «Интернет 100»').waitFor()
  await reply.getByText('строка 1800 (NAS BRAS-1) уступила: менее точная').waitFor()
  await reply.getByText('вместо 86400 (срок агента)').waitFor()
  await reply.getByText('gold-ivanova').waitFor()
  await reply
    .getByText('не уйдёт for-{address}: сейчас нечего подставить вместо «address»')
    .waitFor()
  await lookAt(page, 'reply')
}

/** Removing the row of the tariff lets the row of the server through. */
async function removeRow(page: Page, baseUrl: string): Promise<void> {
  await page.goto(`${baseUrl}/network/attributes?tariffId=1`)
  await page.getByRole('button', { name: 'Действия с Session-Timeout' }).click()
  await page.getByRole('menuitem', { name: 'Удалить' }).click()
  await panelOf(page).getByText('Перестанет отдаваться: тариф «Интернет 100»').waitFor()
  await press(page, 'Удалить')
  await page.getByText('Атрибут больше не отдаётся').first().waitFor()
  await page.goto(`${baseUrl}/subscribers/1?panel=reply&of=1`)
  await panelOf(page).getByText('строка: NAS BRAS-1').waitFor()
}

test('an attribute of one’s own and rows for a tariff, a server and an account end up in what the account gets', async (t) => {
  const { house, page } = await openPage(t)
  await furnish(page, house)

  await addToDictionary(page, house.baseUrl)
  await giveAttributes(page, house.baseUrl)
  await lookAtReply(page, house.baseUrl)
  await removeRow(page, house.baseUrl)
  const { rows } = await house.ground.pool.query(
    'select value, account_id, nas_id from network.attribute_rows order by id',
  )
  assert.deepEqual(rows, [
    { value: 'gold-{login}\nfor-{address}', account_id: 1, nas_id: null },
    { value: '1800', account_id: null, nas_id: 1 },
  ])
})
