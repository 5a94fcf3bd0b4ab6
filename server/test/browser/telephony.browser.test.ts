import { test } from 'node:test'
import type { Page } from 'playwright-core'
import { choose, openPage, panelOf, press } from '../support/browser/browser-page.ts'

const PRICES = ['Код;Направление;Цена за минуту', '7391;Красноярск;0,60', '7495;Москва;2,40']
const TWICE = [...PRICES, '7495;Москва ещё раз;3']
const today = Temporal.Now.plainDateISO('Europe/Moscow').toString()
const CALLS = [
  `"","73912000001","84951234567","","","","","","","${today} 00:00:05","","",70,61,"ANSWERED","","a1",""`,
  `"","73912000001","810493012345","","","","","","","${today} 00:01:05","","",70,60,"ANSWERED","","a2",""`,
]

const fileOf = (name: string, lines: readonly string[]) => ({
  name,
  mimeType: 'text/csv',
  buffer: Buffer.from(lines.join('\n')),
})

/** A faulty file first, then a good one from its columns to the day in force. */
async function importPrices(page: Page, baseUrl: string): Promise<void> {
  await page.goto(`${baseUrl}/catalogue/price-lists?panel=create`)
  await panelOf(page).getByLabel('Название').fill('Телефония')
  await press(page, 'Создать прайс-лист')
  await press(page, 'Загрузить файл')
  await page.locator('input[type=file]').setInputFiles(fileOf('twice.csv', TWICE))
  await press(page, 'Проверить файл')
  await page.getByText('Этот код уже есть в строке 3').waitFor()
  await press(page, 'Отменить загрузку')
  await page.locator('input[type=file]').setInputFiles(fileOf('prices.csv', PRICES))
  await press(page, 'Проверить файл')
  await page.getByText('В файле 2 цены без ошибок').waitFor()
  await press(page, 'Ввести в действие')
  await panelOf(page).getByLabel('Действует с').waitFor()
  await press(page, 'Ввести в действие')
  await page.getByLabel('Номер', { exact: true }).fill('+7 495 123-45-67')
  await page.getByText('Москва (7495)').waitFor()
}

/** Hours of the night, and a megabyte that costs less in them. */
async function priceTheNight(page: Page, baseUrl: string): Promise<void> {
  await page.goto(`${baseUrl}/catalogue/hours?band=new`)
  await panelOf(page).getByLabel('Название').first().fill('Ночь')
  await panelOf(page).getByLabel('Название по-английски').fill('Night')
  await panelOf(page).getByLabel('Код').fill('night')
  await panelOf(page).getByLabel('С', { exact: true }).fill('22:00')
  await press(page, 'Добавить часы')
  await page.getByText('каждый день 22:00–08:00').waitFor()
  await page.goto(`${baseUrl}/tariffs?panel=create`)
  await panelOf(page).getByLabel('Название').first().fill('По мегабайтам')
  await choose(page, 'Вид тарифа', 'Интернет по объёму')
  await panelOf(page).getByLabel('Сумма').first().fill('0')
  await panelOf(page).getByLabel('За мегабайт').first().fill('2')
  await press(page, 'Добавить цену направления или времени')
  await panelOf(page).getByLabel('Время').click()
  await page.getByTitle('Ночь', { exact: true }).last().click()
  await panelOf(page).getByLabel('За мегабайт').last().fill('1')
  await press(page, 'Создать тариф')
  await page.getByText('дальше за МБ 2 ₽; Ночь: 1 ₽').first().waitFor()
}

async function sellTelephone(page: Page, baseUrl: string): Promise<void> {
  await page.goto(`${baseUrl}/network/agents?panel=agent`)
  await panelOf(page).getByLabel('Название').fill('АТС')
  await choose(page, 'Что принимает агент', 'Файлы звонков станции (CDR)')
  await press(page, 'Добавить агента')
  await page.getByText('Файлы звонков станции (CDR)').first().waitFor()
  await page.goto(`${baseUrl}/tariffs?panel=create`)
  await panelOf(page).getByLabel('Название').first().fill('Телефон')
  await choose(page, 'Вид тарифа', 'Телефония')
  await panelOf(page).getByLabel('Сумма').first().fill('0')
  await choose(page, 'Прайс-лист', 'Телефония')
  await press(page, 'Создать тариф')
  await page.getByText('История условий').waitFor()
  await page.goto(`${baseUrl}/subscribers?panel=create`)
  await panelOf(page).getByLabel('Фамилия').first().fill('Иванова')
  await panelOf(page).getByLabel('Имя').first().fill('Анна')
  await press(page, 'Добавить абонента')
  await press(page, 'Подписать договор')
  await choose(page, 'Тариф', 'Телефон')
  await panelOf(page).getByLabel('Телефонный номер').fill('8 391 200-00-01')
  await panelOf(page).getByLabel('Логин').first().fill('73912000001')
  await press(page, 'Открыть учётную запись')
}

test('the night is cheaper, a telephone is sold, a file of the exchange is handed over, and the call is on the bill', async (t) => {
  const { house, page } = await openPage(t)
  await priceTheNight(page, house.baseUrl)
  await importPrices(page, house.baseUrl)
  await sellTelephone(page, house.baseUrl)
  await page.getByText('+7 391 200-00-01').first().waitFor()

  await page.goto(`${house.baseUrl}/usage/call-files?panel=take`)
  await panelOf(page).locator('input[type=file]').setInputFiles(fileOf('Master.csv', CALLS))
  await press(page, 'Передать файл')
  await page.getByText('Принят', { exact: true }).waitFor()
  await page.goto(`${house.baseUrl}/usage/calls`)
  await page.getByText('4,80').first().waitFor()
  await page.getByText('Нет цены направления').first().waitFor()
  await page.goto(`${house.baseUrl}/subscribers/1`)
  await page.getByText('4,80').first().waitFor()
})
