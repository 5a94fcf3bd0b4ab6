import assert from 'node:assert/strict'
import { test } from 'node:test'
import type { Page } from 'playwright-core'
import { choose, lookAt, openPage, panelOf, press } from '../support/browser/browser-page.ts'
import { openAccounts } from '../support/devices.ts'

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
  const { house, page } = await openPage(t)
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
  await lookAt(page, 'devices')

  await press(page, 'Отключить')
  await press(page, 'Отключить')
  await panelOf(page).getByText('Иванова ivanova: отключение').waitFor()
  await page.keyboard.press('Escape')
  await page.getByRole('button', { name: /^Gi0\/3 Свободен/ }).waitFor()
  await lookAt(page, 'devices')
  await page.goto(`${house.baseUrl}/network/devices/1?tab=history`)
  await page.getByText('отключение').first().waitFor()

  await page.goto(`${house.baseUrl}/network/devices/1?panel=remove`)
  await press(page, 'Удалить')
  await panelOf(page)
    .getByText(/удалить его нельзя/)
    .waitFor()
})
