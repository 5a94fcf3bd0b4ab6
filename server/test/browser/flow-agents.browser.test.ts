import { createSocket } from 'node:dgram'
import { test } from 'node:test'
import type { Page } from 'playwright-core'
import { createDatabase, createPool } from '#platform/database'
import { netflow5 } from '../../../packages/netflow/src/testing/datagrams.ts'
import { startCollector } from '../../src/processes/collector/start.ts'
import { eventually } from '../support/api.ts'
import { openPage, panelOf, press } from '../support/browser/browser-page.ts'
import { freePort } from '../support/flows.ts'

/** Words that are typed one after another into a field of many. */
async function typeAll(page: Page, label: string, words: readonly string[]): Promise<void> {
  const field = panelOf(page).getByLabel(label).first()
  for (const word of words) {
    await field.fill(word)
    await field.press('Enter')
  }
}

test('an agent that takes flows is added on its page, which then tells how it fares', async (t) => {
  const { house, page } = await openPage(t)

  const port = await freePort()
  await page.goto(`${house.baseUrl}/network/agents?panel=agent`)
  await panelOf(page).getByLabel('Название').fill('Бордер')
  await panelOf(page).getByLabel('Что принимает агент').first().click()
  await page.getByTitle('Потоки с маршрутизаторов: NetFlow, IPFIX, sFlow').last().click()
  await panelOf(page).getByLabel('Порт UDP').fill(String(port))
  await press(page, 'Добавить агента')
  await page.getByText('Заполните это поле').first().waitFor()
  await typeAll(page, 'Адреса маршрутизаторов', ['127.0.0.1', '2001:db8::1'])
  await typeAll(page, 'Сети, которые не считаются', ['10.0.0.1/8'])
  await press(page, 'Добавить агента')
  await page.getByText('10.0.0.1/8 не сеть').first().waitFor()
  const networks = panelOf(page).getByLabel('Сети, которые не считаются').first()
  await networks.press('Backspace')
  await typeAll(page, 'Сети, которые не считаются', ['10.0.0.0/8'])
  await press(page, 'Добавить агента')
  await page.getByText('Ещё никто не слушал').waitFor()

  // Started only now: one that runs would hear of the agent before the page tells that nobody listens.
  const { databaseUrl: url } = house.ground
  const pool = createPool({ url, connectionsMax: 3, applicationName: 'collector under test' })
  const collector = await startCollector({ ...house.ground, pool, db: createDatabase(pool) })
  t.after(() => collector.stop())
  const router = createSocket('udp4')
  t.after(async () => void router.close())
  await eventually(
    async () => {
      await new Promise((sent) => router.send(netflow5({}, [{}]), port, '127.0.0.1', sent))
      return collector.counting.states()[0]?.counters.datagrams ?? 0
    },
    (count) => count > 0,
  )
  await collector.counting.report()
  await page.reload()
  await page.getByText('Принимает потоки').waitFor()
  await page.getByText(`${port}/udp`).waitFor()
})
