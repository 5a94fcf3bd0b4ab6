import assert from 'node:assert/strict'
import { test } from 'node:test'
import type { Page } from 'playwright-core'
import { eventually } from '../support/api.ts'
import { choose, openPage, panelOf, press } from '../support/browser/browser-page.ts'

/** Adds a required field, and fills it in on the card: wrong at first, then right. */
async function addAndFillField(page: Page, baseUrl: string): Promise<void> {
  await page.goto(`${baseUrl}/settings/fields?field=new`)
  await panelOf(page).getByLabel('Название').first().fill('Этаж')
  await choose(page, 'Вид', /Число/)
  await panelOf(page).getByText('Обязательное').click()
  await press(page, 'Добавить поле')
  await page.getByText('Этаж').first().waitFor()
  await page.goto(`${baseUrl}/subscribers/1`)
  await page.getByText('Не заполнено').waitFor()
  await page.getByRole('button', { name: 'Заполнить' }).click()
  await panelOf(page).getByLabel('Этаж').fill('третий')
  await press(page, 'Сохранить')
  await panelOf(page).getByText('Введите число').waitFor()
  await panelOf(page).getByLabel('Этаж').fill('3,5')
  await press(page, 'Сохранить')
  await page.getByText('3.5', { exact: true }).waitFor()
}

test('support sells a service, gives a discount and looks ahead, all from the card', async (t) => {
  const { house, page } = await openPage(t)

  await page.goto(`${house.baseUrl}/tariffs?panel=create`)
  await panelOf(page).getByLabel('Название').first().fill('Интернет 100')
  await panelOf(page).getByLabel('Сумма').first().fill('600')
  await panelOf(page).getByText('280,00').waitFor()
  await press(page, 'Создать тариф')
  await page.getByText('История условий').waitFor()
  await page.goto(`${house.baseUrl}/catalogue/services?panel=create`)
  await panelOf(page).getByLabel('Название').first().fill('Постоянный адрес')
  await panelOf(page).getByLabel('Цена за месяц').first().fill('150')
  await press(page, 'Создать услугу')
  await page.getByText('150,00 ₽ в месяц').first().waitFor()

  await page.goto(`${house.baseUrl}/subscribers?panel=create`)
  await panelOf(page).getByLabel('Фамилия').first().fill('Иванова')
  await panelOf(page).getByLabel('Имя').first().fill('Анна')
  await press(page, 'Добавить абонента')
  await press(page, 'Подписать договор')
  await choose(page, 'Тариф', /Интернет 100/)
  await panelOf(page).getByLabel('Логин').first().fill('ivanova')
  await press(page, 'Открыть учётную запись')
  await page.getByText('ivanova').first().waitFor()

  await page.goto(`${house.baseUrl}/subscribers/1?panel=service&of=1`)
  await choose(page, 'Услуга', /Постоянный адрес/)
  await press(page, 'Подключить услугу')
  await page.getByText('Постоянный адрес').first().waitFor()
  await page.goto(`${house.baseUrl}/subscribers/1?panel=term&of=1`)
  await panelOf(page)
    .getByRole('textbox', { name: /^Скидка/ })
    .first()
    .fill('10')
  await press(page, 'Дать условия')
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
})
