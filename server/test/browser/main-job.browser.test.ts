import assert from 'node:assert/strict'
import { mkdirSync } from 'node:fs'
import { join } from 'node:path'
import { test } from 'node:test'
import AxeBuilder from '@axe-core/playwright'
import type { Page } from 'playwright-core'
import { eventually, startHouse } from '../support/api.ts'
import { openBrowser } from '../support/browser.ts'
import { enter } from '../support/enter.ts'

const SHOTS = join(import.meta.dirname, '../../../.cache/screenshots')
const PAGES = [
  '/',
  '/subscribers',
  '/subscribers/1',
  '/subscribers/1?panel=service&of=1',
  '/subscribers/1?panel=term&of=1',
  '/subscribers/1?panel=pause&of=1',
  '/subscribers/1?panel=plan&of=1',
  '/subscribers/1?panel=future&of=1',
  '/subscribers/1?panel=transfer&of=1',
  '/subscribers/1?panel=close&of=1',
  '/accounts/sessions',
  '/accounts/authorisations',
  '/accounts/groups',
  '/subscribers/groups',
  '/subscribers/groups?group=new',
  '/payments',
  '/charging/recalculations',
  '/charging/recalculations?panel=start',
  '/documents',
  '/tariffs',
  '/tariffs/1',
  '/tariffs/1?panel=publish',
  '/catalogue/services',
  '/catalogue/services?panel=create',
  '/catalogue/classes',
  '/usage/calls',
  '/usage/call-files',
  '/catalogue/price-lists',
  '/catalogue/hours',
  '/catalogue/hours?band=new',
  '/catalogue/calendar',
  '/catalogue/traffic-categories',
  '/catalogue/traffic-categories?category=new',
  '/catalogue/promotions',
  '/catalogue/promotions?promotion=new',
  '/blocking/pauses',
  '/network/agents',
  '/network/addresses',
  '/network/attributes',
  '/network/attributes?panel=create',
  '/network/attributes?tab=dictionary',
  '/network/attributes?tab=dictionary&panel=create',
  '/subscribers/1?panel=reply&of=1',
  '/network/devices',
  '/network/devices?panel=create',
  '/network/devices/tree',
  '/network/devices/templates',
  '/network/devices/templates?panel=create',
  '/network/devices/groups',
  '/network/devices/options',
  '/network/devices/options?panel=create',
  '/settings/operator',
  '/settings/fields',
  '/settings/fields?field=new',
  '/settings/staff',
]

/** Fills the fields of the open panel and saves it. */
async function fillPanel(page: Page, values: Record<string, string>, save: string): Promise<void> {
  const panel = page.getByRole('dialog').last()
  await panel.waitFor()
  for (const [label, value] of Object.entries(values)) {
    await panel.getByLabel(label).first().fill(value)
  }
  await panel.getByRole('button', { name: save, exact: true }).last().click()
}

test('the first day of a provider, through the real pages', async (t) => {
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

  await page.goto(`${house.baseUrl}/tariffs?panel=create`)
  await fillPanel(page, { Название: 'Интернет 100', Сумма: '600' }, 'Создать тариф')
  await page.getByText('Интернет 100').first().waitFor()

  await page.goto(`${house.baseUrl}/subscribers?panel=create`)
  await fillPanel(page, { Фамилия: 'Иванова', Имя: 'Анна' }, 'Добавить абонента')
  // The card leads on: contract, then account.
  await fillPanel(page, {}, 'Подписать договор')
  const panel = page.getByRole('dialog').last()
  await panel.getByLabel('Тариф').first().click()
  await page
    .getByRole('option', { name: /Интернет 100/ })
    .or(page.getByTitle(/Интернет 100/))
    .last()
    .click()
  await panel.getByLabel('Логин').first().fill('ivanova')
  await panel.getByRole('button', { name: 'Открыть учётную запись', exact: true }).click()

  await page
    .getByText(/внести|Внесите|внесите/)
    .first()
    .waitFor()
  await page
    .getByRole('button', { name: /Принять платёж/ })
    .first()
    .click()
  const payment = page.getByRole('dialog').last()
  await payment.getByLabel('Сумма').first().fill('1000')
  await payment.getByRole('button', { name: 'Принять платёж', exact: true }).last().click()
  await page.getByText('Платёж принят').first().waitFor()
  const paid = await house.ground.pool.query('select amount_minor from payments.payments')
  assert.deepEqual(paid.rows, [{ amount_minor: 1000_00n }])

  await page.goto(`${house.baseUrl}/subscribers/1`)
  await page.getByText('Работает').first().waitFor()
  assert.deepEqual(faults, [])

  await lookAtEveryPage(page, house.baseUrl)
  assert.deepEqual(faults, [])
})

/** Every page in both widths: nothing broken, nothing wider than the phone, no serious axe finding. */
async function lookAtEveryPage(page: Page, baseUrl: string): Promise<void> {
  mkdirSync(SHOTS, { recursive: true })
  for (const path of PAGES) {
    await page.setViewportSize({ width: 1440, height: 900 })
    await page.goto(baseUrl + path)
    await page.getByRole('heading').first().waitFor()
    await page.waitForLoadState('networkidle')
    const { violations } = await new AxeBuilder({ page }).analyze()
    const serious = violations
      .filter(({ impact }) => impact === 'serious' || impact === 'critical')
      .map(({ id, nodes }) => `${path}: ${id} ${nodes[0]?.html}`)
    assert.deepEqual(serious, [])
    const name = path === '/' ? 'today' : path.slice(1).replaceAll(/[/?=&]/g, '-')
    await page.screenshot({ path: join(SHOTS, `${name}-1440.png`) })
    await page.setViewportSize({ width: 360, height: 740 })
    // The page is drawn anew for the phone: that takes a moment.
    const width = await eventually(
      () => page.evaluate('document.documentElement.scrollWidth'),
      (found) => Number(found) <= 360,
    )
    assert.ok(Number(width) <= 360, `${path} is ${width} wide on a phone`)
    await page.screenshot({ path: join(SHOTS, `${name}-360.png`) })
  }
}
