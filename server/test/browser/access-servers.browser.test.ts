import assert from 'node:assert/strict'
import { type TestContext, test } from 'node:test'
import { CODE } from '@altyn/radius'
import { eventually } from '../support/api.ts'
import { openBrowser } from '../support/browser/browser.ts'
import { furnishNetwork } from '../support/network.ts'

const IVANOVA = { login: 'ivanova', password: 'secret123' }

async function openPages(t: TestContext, baseUrl: string) {
  const browser = await openBrowser()
  t.after(() => browser.close())
  const page = await browser.newPage({ locale: 'ru-RU', viewport: { width: 1440, height: 900 } })
  page.setDefaultTimeout(60_000)
  const data = { login: 'admin', password: 'first-password' }
  assert.equal((await page.request.post(`${baseUrl}/api/staff/sign-in`, { data })).status(), 200)
  // The name of an icon stands before that of its button.
  const press = (name: string) =>
    page
      .getByRole('button', { name: new RegExp(`${name}$`) })
      .last()
      .click()
  return { page, press }
}

test('a device is barred from the log and let in again, signatures are demanded, an agent is stopped and started', async (t) => {
  const { house, signIn, admin } = await furnishNetwork(t)
  const { page, press } = await openPages(t, house.baseUrl)
  const until = async (code: number) => {
    const packet = await eventually(
      () => signIn(IVANOVA),
      (answer) => answer.code === code,
    )
    assert.equal(packet.code, code)
  }
  await signIn({ ...IVANOVA, password: 'wrong' })
  const rejections = await eventually(
    async () => (await admin('GET', '/api/access/rejections')).body.items as { id: string }[],
    (items) => items.length > 0,
  )
  await page.goto(`${house.baseUrl}/accounts/authorisations?peek=${rejections[0]?.id}`)
  await press('Запретить устройство')
  await page.getByText('aa:bb:cc:00:00:01 больше не войдёт на Controller').waitFor()
  await until(CODE['Access-Reject'])
  await page.goto(`${house.baseUrl}/network/barred`)
  await page.getByText('Не пускается').waitFor()
  await page.getByRole('button', { name: 'Действия с устройством aa:bb:cc:00:00:01' }).click()
  await page.getByRole('menuitem', { name: 'Снова пускать' }).click()
  await page.getByText('вход снова разрешён').waitFor()
  await until(CODE['Access-Accept'])

  await page.goto(`${house.baseUrl}/network/agents?panel=protection-1`)
  const rule = page.getByRole('region', { name: 'Подпись каждого запроса' })
  await rule.getByRole('button', { name: 'Требовать' }).click()
  await page.getByText('требовать от «Controller»?').waitFor()
  await press('Требовать')
  await rule.getByText('Требуется, присмотр до').waitFor()

  await page.goto(`${house.baseUrl}/network/agents`)
  await press('Остановить')
  await page.getByText('Остановить агента «RADIUS»?').waitFor()
  await press('Остановить')
  await page.getByText('Administrator').first().waitFor()
  await press('Запустить')
  await page.getByText('Агент «RADIUS» снова работает').waitFor()
  await until(CODE['Access-Accept'])
})
