import assert from 'node:assert/strict'
import { test } from 'node:test'
import AxeBuilder from '@axe-core/playwright'
import type { Page } from 'playwright-core'
import { eventually, startHouse } from '../support/api.ts'
import { openBrowser } from '../support/browser.ts'
import { openAccounts } from '../support/devices.ts'
import { enter } from '../support/enter.ts'

const panelOf = (page: Page) => page.getByRole('dialog').last()

async function choose(page: Page, label: string, option: RegExp): Promise<void> {
  await panelOf(page).getByLabel(label).first().click()
  await page
    .getByTitle(option)
    .or(page.getByRole('option', { name: option }))
    .last()
    .click()
}

/** By the end of its name: a button that has just been busy may still be called so. */
async function press(page: Page, name: string): Promise<void> {
  await panelOf(page)
    .getByRole('button', { name: new RegExp(`${name}$`) })
    .last()
    .click()
}

/** Nothing that axe finds serious, and nothing wider than a phone. */
async function lookAt(page: Page): Promise<void> {
  await page.waitForLoadState('networkidle')
  const { violations } = await new AxeBuilder({ page }).analyze()
  const serious = violations
    .filter(({ impact }) => impact === 'serious' || impact === 'critical')
    .map(({ id, nodes }) => `${id} ${nodes[0]?.html}`)
  assert.deepEqual(serious, [], page.url())
  await page.setViewportSize({ width: 360, height: 740 })
  const width = await eventually(
    () => page.evaluate('document.documentElement.scrollWidth'),
    (found) => Number(found) <= 360,
  )
  assert.ok(Number(width) <= 360, `${page.url()}: ${width}`)
  await page.setViewportSize({ width: 1440, height: 900 })
}

async function addDevice(page: Page, baseUrl: string): Promise<void> {
  await page.goto(`${baseUrl}/network/devices/templates?panel=create`)
  await panelOf(page).getByLabel('Название').first().fill('DES-3200-10')
  await panelOf(page).getByLabel('Первый порт').fill('Gi0/1')
  await panelOf(page).getByLabel('Сколько').fill('10')
  await panelOf(page).getByText('Gi0/1 … Gi0/10').waitFor()
  await press(page, 'Создать шаблон')
  await page.getByRole('cell', { name: 'DES-3200-10' }).first().waitFor()

  await page.goto(`${baseUrl}/network/devices?panel=create`)
  await panelOf(page).getByLabel('Название').first().fill('Мира 5')
  await choose(page, 'Шаблон', /DES-3200-10/)
  await panelOf(page).getByLabel('Адрес управления').fill('10.0.1.300')
  await press(page, 'Добавить устройство')
  await panelOf(page).getByText('Проверьте значение').waitFor()
  await panelOf(page).getByLabel('Адрес управления').fill('10.0.1.5')
  await press(page, 'Добавить устройство')
  await page.getByRole('button', { name: /^Gi0\/10 Свободен/ }).waitFor()
}

test('an engineer describes a model, adds a device, and puts a subscriber on a port and off again', async (t) => {
  const house = await startHouse(t)
  const browser = await openBrowser()
  t.after(() => browser.close())
  const context = await browser.newContext({
    locale: 'ru-RU',
    viewport: { width: 1440, height: 900 },
  })
  const page = await context.newPage()
  page.setDefaultTimeout(30_000)
  const faults: string[] = []
  page.on('pageerror', (error) => faults.push(String(error)))
  await enter(page, house.baseUrl)
  const call = house.visitor()
  const password = 'a long first password'
  await call('POST', '/api/staff/sign-in', { login: 'admin', password })
  await openAccounts(call, ['ivanova'])
  await addDevice(page, house.baseUrl)

  await page.getByRole('button', { name: /^Gi0\/3/ }).click()
  await panelOf(page).getByText('К этому порту ещё никого не подключали').waitFor()
  await press(page, 'Подключить абонента')
  await panelOf(page).getByRole('combobox').first().fill('Иванова')
  await page
    .getByTitle(/Иванова/)
    .last()
    .click()
  await panelOf(page)
    .getByRole('radio', { name: /ivanova/ })
    .waitFor()
  await press(page, 'Подключить')
  await page.getByText('ivanova подключена: Мира 5, порт Gi0/3').waitFor()
  await panelOf(page).getByText('Иванова ivanova: подключение').waitFor()
  const { rows } = await house.ground.pool.query(
    'select p.name from network.port_bindings b join network.device_ports p on p.id = b.port_id',
  )
  assert.deepEqual(rows, [{ name: 'Gi0/3' }])
  await lookAt(page)

  await press(page, 'Отключить')
  await press(page, 'Отключить')
  await panelOf(page).getByText('Иванова ivanova: отключение').waitFor()
  await page.keyboard.press('Escape')
  await page.getByRole('button', { name: /^Gi0\/3 Свободен/ }).waitFor()
  await lookAt(page)
  await page.goto(`${house.baseUrl}/network/devices/1?tab=history`)
  await page.getByText('отключение').first().waitFor()

  await page.goto(`${house.baseUrl}/network/devices/1?panel=remove`)
  await press(page, 'Удалить')
  await panelOf(page)
    .getByText(/удалить его нельзя/)
    .waitFor()
  assert.deepEqual(faults, [])
})
