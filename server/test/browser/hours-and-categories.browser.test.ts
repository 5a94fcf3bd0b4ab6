import assert from 'node:assert/strict'
import { test } from 'node:test'
import type { Page } from 'playwright-core'
import { eventually } from '../support/api.ts'
import { lookAt, openPage, panelOf } from '../support/browser/browser-page.ts'

const HOURS = '/catalogue/hours'
const CALENDAR = '/catalogue/calendar?year=2027'
const CATEGORIES = '/catalogue/traffic-categories'

const HOLIDAYS = ['Дата;Вид;Название', '08.03.2027;праздник;8 Марта', '2027-02-20;рабочий']
const TWICE = [...HOLIDAYS, '2027-03-08;выходной']
const NETWORKS = ['Сеть;Категория', '10.0.0.0/8;Своя сеть', '10.20.0.0/16;peering']
const SLIP = [...NETWORKS, '10.20.0.1/16;peering']

const buttonOf = (page: Page, name: string) =>
  page.getByRole('button', { name: new RegExp(`${name}$`) }).last()

async function giveFile(page: Page, name: string, lines: readonly string[]): Promise<void> {
  const buffer = Buffer.from(lines.join('\n'))
  await page.locator('input[type=file]').setInputFiles({ name, mimeType: 'text/csv', buffer })
}

async function addBand(page: Page, baseUrl: string, band: Record<string, string>): Promise<void> {
  await page.goto(`${baseUrl}${HOURS}?band=new`)
  for (const [label, value] of Object.entries(band)) {
    const exact = label.length <= 2
    await panelOf(page).getByLabel(label, { exact }).first().fill(value)
  }
}

/** A night, and holidays that are tried before it. */
async function keepHours(page: Page, baseUrl: string): Promise<void> {
  const night = { Название: 'Ночь', 'Название по-английски': 'Night', Код: 'night', С: '22:00' }
  await addBand(page, baseUrl, night)
  await buttonOf(page, 'Добавить часы').click()
  await page.getByText('каждый день 22:00–08:00').waitFor()

  const holidays = { Название: 'Праздники', 'Название по-английски': 'Holidays', С: '00:00' }
  await addBand(page, baseUrl, { ...holidays, Код: 'night', До: '24:00' })
  await panelOf(page).getByLabel('В праздники').first().click()
  await page.getByTitle('только в праздники', { exact: true }).last().click()
  await buttonOf(page, 'Добавить часы').click()
  await panelOf(page).getByText('Время с таким кодом уже есть').first().waitFor()
  await panelOf(page).getByLabel('Код').fill('holidays')
  await buttonOf(page, 'Добавить часы').click()
  await page.getByRole('row', { name: /Праздники/ }).waitFor()

  await page
    .getByRole('row', { name: /Праздники/ })
    .getByRole('button', { name: 'Выше' })
    .click()
  const rows = page.getByRole('row').filter({ hasText: /night|holidays/ })
  const names = await eventually(
    () => rows.allInnerTexts(),
    ([first = '']) => first.includes('Праздники'),
  )
  assert.match(names[0] ?? '', /Праздники/)
  await lookAt(page, 'hours')
}

/** A faulty file first; then holidays come from a file, from a press, and from the year before. */
async function keepHolidays(page: Page, baseUrl: string): Promise<void> {
  const dayOf = (name: RegExp) => page.getByRole('button', { name })
  await page.goto(baseUrl + CALENDAR)
  await buttonOf(page, 'Загрузить файл').waitFor()
  await giveFile(page, 'twice.csv', TWICE)
  await page.getByText('Строка 4: день 2027-03-08 уже назван выше').waitFor()
  assert.equal(await buttonOf(page, 'Заменить дни этих лет').isDisabled(), true)
  await buttonOf(page, 'Отмена').click()
  await giveFile(page, 'holidays.csv', HOLIDAYS)
  await page.getByText('2027: праздников 1, рабочих выходных 1, заменится отметок 0').waitFor()
  await lookAt(page, 'holidays-import')
  await buttonOf(page, 'Заменить дни этих лет').click()
  await dayOf(/^8, март.*праздник$/).waitFor()
  await dayOf(/^20, феврал.*рабочий выходной$/).waitFor()

  await dayOf(/^4, ноябр/).click()
  await buttonOf(page, 'Сохранить год').click()
  await page.getByText('Календарь сохранён').first().waitFor()
  await lookAt(page, 'calendar')
  await page.goto(baseUrl + CALENDAR.replace('2027', '2028'))
  await buttonOf(page, 'Взять праздники 2027 года').click()
  await dayOf(/^4, ноябр.*праздник$/).waitFor()
  await dayOf(/^8, март.*праздник$/).waitFor()
}

async function addCategory(page: Page, baseUrl: string, names: string[]): Promise<void> {
  const [ru = '', en = '', code = ''] = names
  await page.goto(`${baseUrl}${CATEGORIES}?category=new`)
  await panelOf(page).getByLabel('Название').first().fill(ru)
  await panelOf(page).getByLabel('Название по-английски').fill(en)
  await panelOf(page).getByLabel('Код').fill(code)
  await buttonOf(page, 'Добавить категорию').click()
  await page.getByRole('row', { name: new RegExp(ru) }).waitFor()
}

/** Networks of two categories from one file, in force from today on. */
async function keepCategories(page: Page, baseUrl: string): Promise<void> {
  await addCategory(page, baseUrl, ['Своя сеть', 'Own network', 'local'])
  await addCategory(page, baseUrl, ['Пиринг', 'Peering', 'peering'])
  await buttonOf(page, 'Загрузить сети из файла').click()
  const today = Temporal.Now.plainDateISO('Europe/Moscow').toString()
  const day = panelOf(page).getByLabel('Действует с')
  await day.fill(today.split('-').toReversed().join('.'))
  await day.press('Enter')
  await giveFile(page, 'slip.csv', SLIP)
  await page.getByText('Строка 4: «10.20.0.1/16» не сеть').waitFor()
  assert.equal(await buttonOf(page, 'Ввести в действие').isDisabled(), true)
  await giveFile(page, 'networks.csv', NETWORKS)
  await page.getByText('peering: сетей 1, добавится 1, уйдёт 0').waitFor()
  await lookAt(page, 'networks-import')
  await buttonOf(page, 'Ввести в действие').click()
  await page.getByText('Сети введены в действие').first().waitFor()

  const asked = page.getByLabel('Адрес: какая у него категория?')
  await asked.fill('10.20.30.40')
  await page.getByText('Пиринг (10.20.0.0/16)').waitFor()
  await asked.fill('10.21.0.1')
  await page.getByText('Своя сеть (10.0.0.0/8)').waitFor()
  await asked.fill('11.0.0.1')
  await page.getByText('ни одной: обычная цена').waitFor()
  await lookAt(page, 'traffic-categories')
}

test('hours, holidays and categories of traffic are kept through their pages, on a desk and on a phone', async (t) => {
  const { house, page } = await openPage(t)
  await keepHours(page, house.baseUrl)
  await keepHolidays(page, house.baseUrl)
  await keepCategories(page, house.baseUrl)
})
