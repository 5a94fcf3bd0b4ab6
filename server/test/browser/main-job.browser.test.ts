import assert from 'node:assert/strict'
import { test } from 'node:test'
import type { Page } from 'playwright-core'
import { lookAtPages, openPage } from '../support/browser/browser-page.ts'

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
  '/subscribers/1?panel=reply&of=1',
  '/subscribers/1?tab=equipment',
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
  const { house, page } = await openPage(t)

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

  await lookAtPages(page, house.baseUrl, PAGES)
})
