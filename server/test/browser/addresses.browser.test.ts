import assert from 'node:assert/strict'
import { test } from 'node:test'
import AxeBuilder from '@axe-core/playwright'
import type { Page } from 'playwright-core'
import { startHouse } from '../support/api.ts'
import { openBrowser } from '../support/browser.ts'
import { enter } from '../support/enter.ts'

const panelOf = (page: Page) => page.getByRole('dialog').last()

async function choose(page: Page, label: string, option: string): Promise<void> {
  await panelOf(page).getByLabel(label).first().click()
  await page.getByTitle(option, { exact: true }).last().click()
}

/** By the end of its name: a button that has just been busy may still be called so. */
async function save(page: Page, name: string): Promise<void> {
  await panelOf(page)
    .getByRole('button', { name: new RegExp(`${name}$`) })
    .last()
    .click()
}

async function addSegments(page: Page, baseUrl: string): Promise<void> {
  await page.goto(`${baseUrl}/network/addresses?panel=create`)
  await panelOf(page).getByLabel('Название').first().fill('Центр')
  await panelOf(page).getByLabel('Сеть').first().fill('10.9.0.0/16')
  await panelOf(page).getByText('Только объединяет другие сегменты').click()
  await save(page, 'Добавить сегмент')
  await page.getByText('Сегмент добавлен').first().waitFor()

  await page.goto(`${baseUrl}/network/addresses?panel=create`)
  await panelOf(page).getByLabel('Название').first().fill('Дома')
  await panelOf(page).getByLabel('Сеть').first().fill('10.9.1.0/28')
  await panelOf(page).getByLabel('Шлюз').first().fill('10.9.2.1')
  await panelOf(page).getByLabel('VLAN, внешний').fill('100')
  await save(page, 'Добавить сегмент')
  await panelOf(page).getByText('Шлюз должен лежать внутри сети').first().waitFor()
  await panelOf(page).getByLabel('Шлюз').first().fill('10.9.1.1')
  await save(page, 'Добавить сегмент')
  await page.getByRole('row', { name: /Дома/ }).waitFor()
}

async function holdBack(page: Page): Promise<void> {
  await panelOf(page).getByRole('tab', { name: 'Резерв' }).click()
  await panelOf(page).getByText('Ничего не зарезервировано').waitFor()
  await panelOf(page).getByRole('button', { name: 'Зарезервировать' }).click()
  await panelOf(page).getByLabel('С адреса').fill('10.9.1.2')
  await panelOf(page).getByLabel('По адрес').fill('10.9.1.4')
  await choose(page, 'Почему', 'Исключить: выдавать нельзя')
  await save(page, 'Зарезервировать')
  await page.getByText('10.9.1.2 – 10.9.1.4').waitFor()
}

/** Nothing that a person who sees or steers otherwise would stumble over. */
async function refuseObstacles(page: Page): Promise<void> {
  // A drawer on its way in is half transparent.
  await page.waitForTimeout(600)
  const { violations } = await new AxeBuilder({ page }).analyze()
  const serious = violations
    .filter(({ impact }) => impact === 'serious' || impact === 'critical')
    .map(({ id, nodes }) => `${id} ${nodes[0]?.html}`)
  assert.deepEqual(serious, [])
}

test('a network is cut into segments, a range is held back, and a free address is found', async (t) => {
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
  await addSegments(page, house.baseUrl)

  await page.getByRole('row', { name: /Дома/ }).click()
  await panelOf(page).getByRole('button', { name: '10.9.1.1 · Шлюз' }).waitFor()
  await panelOf(page).getByRole('button', { name: '10.9.1.2 · Свободен' }).waitFor()
  await holdBack(page)
  await panelOf(page).getByRole('tab', { name: 'Свободные' }).click()
  const free = await panelOf(page)
    .getByRole('list', { name: 'Свободные' })
    .getByRole('listitem')
    .first()
    .textContent()
  assert.equal(free?.trim(), '10.9.1.5')
  await panelOf(page).getByRole('tab', { name: 'Обзор' }).click()
  await panelOf(page).getByRole('button', { name: '10.9.1.3 · Исключён' }).waitFor()
  await refuseObstacles(page)
  await panelOf(page).getByRole('button', { name: '10.9.1.3 · Исключён' }).click()
  await panelOf(page).getByText('Постоянным адресом не назначался').waitFor()

  await page.goto(`${house.baseUrl}/network/addresses?panel=edit-2`)
  await panelOf(page).getByLabel('Примечание').fill('дом 7')
  await save(page, 'Сохранить')
  await page.getByText('Сегмент изменён').first().waitFor()
  await page.setViewportSize({ width: 360, height: 740 })
  await page.goto(`${house.baseUrl}/network/addresses?panel=view-2`)
  await panelOf(page).getByText('дом 7').waitFor()
  await refuseObstacles(page)
  assert.ok(Number(await page.evaluate('document.documentElement.scrollWidth')) <= 360)
  assert.deepEqual(faults, [])
})
