import assert from 'node:assert/strict'
import { test } from 'node:test'
import type { Page } from 'playwright-core'
import { startHouse } from '../support/api.ts'
import { openBrowser } from '../support/browser/browser.ts'
import { enter } from '../support/browser/enter.ts'
import { openAccounts } from '../support/devices.ts'

const panelOf = (page: Page) => page.getByRole('dialog').last()

async function fill(page: Page, values: Record<string, string>, save: string): Promise<void> {
  const panel = panelOf(page)
  for (const [label, value] of Object.entries(values)) {
    await panel.getByLabel(label).first().fill(value)
  }
  await press(page, save)
}

/** By the end of its name: a button that has just been busy may still be called so. */
async function press(page: Page, name: string): Promise<void> {
  await panelOf(page)
    .getByRole('button', { name: new RegExp(`${name}$`) })
    .last()
    .click()
}

test('a storekeeper takes a router in stock, hands it out on a card, and takes it back', async (t) => {
  const house = await startHouse(t)
  const browser = await openBrowser()
  t.after(() => browser.close())
  const context = await browser.newContext({
    locale: 'ru-RU',
    viewport: { width: 1440, height: 900 },
  })
  const page = await context.newPage()
  page.setDefaultTimeout(60_000)
  const faults: string[] = []
  page.on('pageerror', (error) => faults.push(String(error)))
  await enter(page, house.baseUrl)
  const call = house.visitor()
  await call('POST', '/api/staff/sign-in', { login: 'admin', password: 'a long first password' })
  await openAccounts(call, ['ivanova'])

  await page.goto(`${house.baseUrl}/network/equipment/models?panel=create`)
  await fill(page, { Название: 'Archer C6' }, 'Добавить модель')
  await page.getByRole('cell', { name: 'Archer C6' }).first().waitFor()
  await page.goto(`${house.baseUrl}/network/equipment?panel=create`)
  await panelOf(page).getByLabel('Модель').first().click()
  await page
    .getByTitle('Archer C6')
    .or(page.getByRole('option', { name: 'Archer C6' }))
    .last()
    .click()
  await fill(page, { 'Серийный номер': 'a1', MAC: 'AA-BB-CC-00-00-01' }, 'Принять на склад')
  await page.getByRole('cell', { name: 'A1' }).first().waitFor()

  await page.goto(`${house.baseUrl}/subscribers/1?tab=equipment`)
  await page.getByRole('button', { name: 'Выдать оборудование' }).click()
  await panelOf(page).getByRole('combobox').first().click()
  await page
    .getByTitle(/Archer C6 A1/)
    .last()
    .click()
  await panelOf(page)
    .getByRole('radio', { name: /ivanova/ })
    .waitFor()
  await press(page, 'Выдать')
  const held = page.getByRole('cell', { name: 'Archer C6' }).first()
  await held.waitFor()

  await held.click()
  await press(page, 'Принять назад')
  await fill(page, { 'Почему возвращает': 'Расторжение' }, 'Принять')
  await page.getByText('Оборудования у абонента нет').waitFor()
  const { rows } = await house.ground.pool.query(
    'select state, reason from network.equipment_standings order by id',
  )
  assert.deepEqual(rows, [
    { state: 'stock', reason: '' },
    { state: 'held', reason: '' },
    { state: 'stock', reason: 'Расторжение' },
  ])
  assert.deepEqual(faults, [])
})
