import assert from 'node:assert/strict'
import { test } from 'node:test'
import { startHouse } from '../support/api.ts'
import { openBrowser } from '../support/browser/browser.ts'
import { enter } from '../support/browser/enter.ts'
import { done, post } from '../support/devices.ts'
import { COMMUNITY, huaweiTables, playDevice } from '../support/peers/snmp-agent.ts'

const PON = 'GPON 0/1/0'

test('an engineer tries how an OLT is asked, has it polled, and enters the ONU that it found', async (t) => {
  const house = await startHouse(t)
  const played = await playDevice(t, [PON, 'xe0'])
  const onus = [{ serial: 'HWTC1A2B3C4D', isOnline: true, rxDbm: -26.4, number: 1 }]
  for (const [name, table] of huaweiTables(1, onus)) played.tables.set(name, table)
  Object.assign(played.interfaces[1] ?? {}, { isUp: false })
  played.tell()

  const browser = await openBrowser()
  t.after(() => browser.close())
  const viewport = { width: 1440, height: 900 }
  const page = await (await browser.newContext({ locale: 'ru-RU', viewport })).newPage()
  page.setDefaultTimeout(30_000)
  await enter(page, house.baseUrl)
  const call = house.visitor()
  await call('POST', '/api/staff/sign-in', { login: 'admin', password: 'a long first password' })
  const model = {
    name: 'MA5608T',
    kind: 'olt',
    dialect: 'huawei-gpon',
    ports: [PON, 'xe0'].map((name) => ({ name, medium: 'pon', speedMbps: 1000 })),
  }
  const template = await done(call('POST', '/api/network/device-templates', model))
  const form = { name: 'OLT Север', address: '127.0.0.1', templateId: template.id }
  const olt = await done(post(call, '/api/network/devices', form))

  await page.goto(`${house.baseUrl}/network/devices/${olt.id}?tab=polling`)
  await page.getByRole('button', { name: 'Настроить опрос' }).click()
  const panel = page.getByRole('dialog').last()
  await panel.getByText('В шаблоне этого устройства опрос не настроен').waitFor()
  await panel.getByLabel('Как опрашивать').click()
  await page.getByTitle('Свои настройки').last().click()
  await panel.getByLabel('Community').fill('wrong')
  await panel.getByLabel('Порт UDP').fill(String(played.port))
  await panel.getByLabel('Ждать ответа, мс').fill('500')
  await panel.getByRole('button', { name: /Проверить$/ }).click()
  await panel.getByText('Не отвечает').waitFor()
  await panel.getByLabel('Community').fill(COMMUNITY)
  await panel.getByRole('button', { name: /Проверить$/ }).click()
  await panel.getByText('Ответило: played').waitFor()
  await panel.getByRole('button', { name: /Сохранить и опросить$/ }).click()
  await page.getByText('узнано 2, интерфейсов 2').waitFor()

  await page.goto(`${house.baseUrl}/network/devices/${olt.id}`)
  await page.getByRole('button', { name: /GPON 0\/1\/0 .*Работает/ }).waitFor()
  await page.getByRole('button', { name: /xe0 .*Нет линка/ }).click()
  await page.getByRole('dialog').getByText('Трафик порта').waitFor()
  await page.goto(`${house.baseUrl}/network/devices/${olt.id}?tab=onus`)
  await page.getByRole('button', { name: /Завести$/ }).click()
  await page.getByRole('cell', { name: /-26,4 дБм · слабо/ }).waitFor()
  assert.equal(await page.getByText('Найдены на OLT, но не заведены').count(), 0)
})
