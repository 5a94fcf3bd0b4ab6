import assert from 'node:assert/strict'
import { test } from 'node:test'
import { eventually } from '../support/api.ts'
import { openBrowser } from '../support/browser/browser.ts'
import { furnishDhcp, type Given, MAC } from '../support/dhcp.ts'

test('a format of lines is tried in the form, a key is shown once, and a lease is freed from its list', async (t) => {
  const { house, admin, select } = await furnishDhcp(t)
  const browser = await openBrowser()
  t.after(() => browser.close())
  const page = await browser.newPage({ locale: 'ru-RU', viewport: { width: 1440, height: 900 } })
  page.setDefaultTimeout(60_000)
  const data = { login: 'admin', password: 'first-password' }
  const entered = await page.request.post(`${house.baseUrl}/api/staff/sign-in`, { data })
  assert.equal(entered.status(), 200)

  await page.goto(`${house.baseUrl}/network/devices/templates?panel=create`)
  await page.getByRole('textbox', { name: 'Название*' }).fill('MES2424')
  await page.getByRole('textbox', { name: 'Производитель', exact: true }).fill('Eltex')
  await page.getByLabel('Устройства этой модели сообщают линию').check()
  await page.getByText('Устройство 001122aabbcc, порт 7, VLAN 100').waitFor()
  const circuit = page.getByRole('combobox', { name: 'Circuit id' })
  await circuit.fill('{prot}')
  await page.getByText('Сначала исправьте формат').waitFor()
  await circuit.fill('eth {port}')
  await page.getByText('Так не читается').waitFor()
  await page.getByRole('textbox', { name: 'Circuit id' }).fill('eth 24')
  await page.getByText('Устройство 001122aabbcc, порт 24').waitFor()
  await page.getByRole('button', { name: 'Создать шаблон', exact: true }).click()
  const templates = await eventually(
    async () => (await admin('GET', '/api/network/device-templates')).body.items as Given[],
    (rows) => rows.length > 0,
  )
  assert.deepEqual(templates[0]?.lineFormat, {
    circuit: 'eth {port}',
    remote: '@mac',
    deviceBy: 'mac',
    portName: '{port}',
    portOffset: 0,
  })

  await page.goto(`${house.baseUrl}/network/agents`)
  await page.getByRole('button', { name: 'Заменить ключ' }).click()
  const dialog = page.getByRole('dialog', { name: 'Заменить ключ DHCP?' })
  await dialog.getByRole('button', { name: 'Заменить ключ' }).click()
  await page.getByText(/Authorization: Bearer altyn_dhcp_/).waitFor()
  const refused = await select().catch((error: Error) => error.message)
  assert.match(String(refused), /staff\.not-signed-in/, 'the old key ended')
  const shown = await page.getByText(/Authorization: Bearer altyn_dhcp_/).textContent()
  const bearer = shown?.replace('Authorization: ', '').trim() ?? ''
  await page.getByRole('button', { name: 'Ключ сохранён' }).click()

  const news = { event: 'assigned', address: '10.20.0.2', mac: MAC }
  const told = await house.visitor()(
    'POST',
    '/api/access/dhcp/leases',
    { news: [news] },
    { authorization: bearer },
  )
  assert.equal(told.status, 200, JSON.stringify(told.body))
  await page.goto(`${house.baseUrl}/network/dhcp-leases`)
  await page.getByText('petrov').waitFor()
  await page.getByRole('button', { name: 'Освободить 10.20.0.2' }).click()
  await page
    .getByRole('dialog', { name: 'Освободить 10.20.0.2?' })
    .getByRole('button', { name: 'Освободить' })
    .click()
  await page.getByText('Адрес 10.20.0.2 свободен').waitFor()
  await page.getByText('Освобождён сотрудником').waitFor()
})
