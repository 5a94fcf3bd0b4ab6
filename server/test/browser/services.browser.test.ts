import assert from 'node:assert/strict'
import { test } from 'node:test'
import type { Page } from 'playwright-core'
import { eventually, startHouse } from '../support/api.ts'
import { openBrowser } from '../support/browser.ts'
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
async function save(page: Page, name: string): Promise<void> {
  await panelOf(page)
    .getByRole('button', { name: new RegExp(`${name}$`) })
    .last()
    .click()
}

/** Adds a required field, and fills it in on the card: wrong at first, then right. */
async function addAndFillField(page: Page, baseUrl: string): Promise<void> {
  await page.goto(`${baseUrl}/settings/fields?field=new`)
  await panelOf(page).getByLabel('Название').first().fill('Этаж')
  await choose(page, 'Вид', /Число/)
  await panelOf(page).getByText('Обязательное').click()
  await save(page, 'Добавить поле')
  await page.getByText('Этаж').first().waitFor()
  await page.goto(`${baseUrl}/subscribers/1`)
  await page.getByText('Не заполнено').waitFor()
  await page.getByRole('button', { name: 'Заполнить' }).click()
  await panelOf(page).getByLabel('Этаж').fill('третий')
  await save(page, 'Сохранить')
  await panelOf(page).getByText('Введите число').waitFor()
  await panelOf(page).getByLabel('Этаж').fill('3,5')
  await save(page, 'Сохранить')
  await page.getByText('3.5', { exact: true }).waitFor()
}

test('support sells a service, gives a discount and looks ahead, all from the card', async (t) => {
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

  await page.goto(`${house.baseUrl}/tariffs?panel=create`)
  await panelOf(page).getByLabel('Название').first().fill('Интернет 100')
  await panelOf(page).getByLabel('Сумма').first().fill('600')
  await panelOf(page).getByText('280,00').waitFor()
  await save(page, 'Создать тариф')
  await page.getByText('История условий').waitFor()
  await page.goto(`${house.baseUrl}/catalogue/services?panel=create`)
  await panelOf(page).getByLabel('Название').first().fill('Постоянный адрес')
  await panelOf(page).getByLabel('Цена за месяц').first().fill('150')
  await save(page, 'Создать услугу')
  await page.getByText('150,00 ₽ в месяц').first().waitFor()

  await page.goto(`${house.baseUrl}/subscribers?panel=create`)
  await panelOf(page).getByLabel('Фамилия').first().fill('Иванова')
  await panelOf(page).getByLabel('Имя').first().fill('Анна')
  await save(page, 'Добавить абонента')
  await save(page, 'Подписать договор')
  await choose(page, 'Тариф', /Интернет 100/)
  await panelOf(page).getByLabel('Логин').first().fill('ivanova')
  await save(page, 'Открыть учётную запись')
  await page.getByText('ivanova').first().waitFor()

  await page.goto(`${house.baseUrl}/subscribers/1?panel=service&of=1`)
  await choose(page, 'Услуга', /Постоянный адрес/)
  await save(page, 'Подключить услугу')
  await page.getByText('Постоянный адрес').first().waitFor()
  await page.goto(`${house.baseUrl}/subscribers/1?panel=term&of=1`)
  await panelOf(page)
    .getByRole('textbox', { name: /^Скидка/ })
    .first()
    .fill('10')
  await save(page, 'Дать условия')
  await page.getByText('Скидка 10 %').first().waitFor()

  const term = await eventually(
    async () => {
      const { rows } = await house.ground.pool.query<{ amount: bigint }>(
        'select amount from accounts.personal_terms',
      )
      return rows[0]?.amount
    },
    (amount) => amount !== undefined,
  )
  assert.equal(term, 1_000n, 'ten per cent, in basis points')
  await page.goto(`${house.baseUrl}/subscribers/1?panel=future&of=1`)
  await page.getByText('Абонент платит вовремя').click()
  await page.getByText('540,00').first().waitFor()

  await addAndFillField(page, house.baseUrl)
  assert.deepEqual(faults, [])
})
