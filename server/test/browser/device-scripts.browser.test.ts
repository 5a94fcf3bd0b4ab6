import assert from 'node:assert/strict'
import { test } from 'node:test'
import { startHouse } from '../support/api.ts'
import { openBrowser } from '../support/browser/browser.ts'
import { enter } from '../support/browser/enter.ts'
import { startTelnetSwitch } from '../support/peers/switches.ts'
import { addSwitch } from '../support/scripts.ts'

test('a script is written with its wrong line told, shown before it is sent, and its log is read', async (t) => {
  const house = await startHouse(t)
  const sw2 = await startTelnetSwitch(t)
  const browser = await openBrowser()
  t.after(() => browser.close())
  const page = await browser.newPage({ locale: 'ru-RU' })
  page.setDefaultTimeout(60_000)
  const faults: string[] = []
  page.on('pageerror', (error) => faults.push(String(error)))
  await enter(page, house.baseUrl)
  const call = house.visitor()
  await call('POST', '/api/staff/sign-in', { login: 'admin', password: 'a long first password' })
  const { deviceId, portIds } = await addSwitch(call, { login: { telnetPort: sw2.port } })
  const panel = page.getByRole('dialog').last()

  await page.goto(`${house.baseUrl}/network/scripts?panel=create`)
  await panel.getByLabel('Название').fill('Закрыть порт')
  await panel.getByLabel('Способ').first().click()
  await page.getByTitle('Telnet').last().click()
  await panel.getByLabel('Команды').fill('interface {prot}')
  await panel.getByText('Строка 1: нет подстановки «prot»').waitFor()
  await panel.getByLabel('Команды').fill('enable {enablePassword}\ninterface {port}')
  await page.getByRole('button', { name: 'Создать скрипт' }).last().click()
  await page.getByText('Закрыть порт').first().waitFor()

  const portId = portIds.get('1')
  await page.goto(`${house.baseUrl}/network/devices/${deviceId}?panel=port-${portId}`)
  await panel.getByRole('button', { name: 'Запустить скрипт' }).click()
  await panel.getByLabel('Скрипт').first().click()
  await page.getByTitle('Закрыть порт').last().click()
  await panel.getByText('enable ••••••').waitFor()
  assert.deepEqual(sw2.heard, [])
  await panel.getByRole('button', { name: 'Отправить' }).click()
  await panel.getByText('Готово').first().waitFor()
  await panel.getByRole('log').getByText('interface 1').first().waitFor()
  assert.deepEqual(sw2.heard, ['enable enable-secret', 'interface 1'])
  assert.deepEqual(faults, [])
})
