import assert from 'node:assert/strict'
import { test } from 'node:test'
import type { Page } from 'playwright-core'
import { eventually, type RunningHouse } from '../support/api.ts'
import { lookAt, openPage, panelOf, press } from '../support/browser/browser-page.ts'

/** Three subscribers with a contract each, put there by hand: numbers with spaces are usual. */
async function signContracts({ ground }: RunningHouse): Promise<void> {
  await ground.pool.query(`
    with people as (
      insert into subscribers.subscribers (kind, name, surname, given_name)
      values ('person', 'Иванова Анна', 'Иванова', 'Анна'),
        ('person', 'Петров Борис', 'Петров', 'Борис'),
        ('person', 'Сидорова Клара', 'Сидорова', 'Клара')
      returning id
    )
    insert into subscribers.contracts (subscriber_id, operator_id, number, payment_code, signed_on,
      payment_method)
    select id, 1, 'Б ' || id, '10000' || id, '2026-04-01', 'advance' from people`)
}

/** Makes the group, fills it from a list with a mistake in it, and finds it on the card and in the list. */
async function fillGroup(page: Page, baseUrl: string): Promise<void> {
  await page.goto(`${baseUrl}/accounts/groups`)
  await page.getByRole('link', { name: 'Группы договоров' }).click()
  await page.getByText('Здесь появятся группы договоров').waitFor()
  await page.getByRole('button', { name: 'Создать группу' }).first().click()
  await panelOf(page).getByLabel('Название').fill('Арендаторы')
  await press(page, 'Создать группу')
  await panelOf(page).getByText('В группе пока нет договоров.').waitFor()
  await panelOf(page).getByLabel('Номера договоров').fill('б 1, Б 2\nБ 77')
  await press(page, 'Добавить')
  await panelOf(page).getByText('2 договора').waitFor()
  assert.equal(await panelOf(page).getByLabel('Номера договоров').inputValue(), 'Б 77')
  await lookAt(page, 'contract-group')
  await panelOf(page).getByRole('button', { name: 'Убрать договор Б 2' }).click()
  await panelOf(page).getByText('1 договор', { exact: true }).waitFor()

  await panelOf(page).getByRole('link', { name: 'Показать в списке абонентов' }).click()
  await page.getByText('Иванова Анна').first().waitFor()
  await eventually(
    () => page.getByText('Петров Борис').count(),
    (count) => count === 0,
  )
  assert.equal(await page.getByText('Петров Борис').count(), 0)
  await page.goto(`${baseUrl}/subscribers/3?panel=group&of=3`)
  await panelOf(page).getByLabel('Группа').click()
  await page.getByTitle('Арендаторы').last().click()
  await press(page, 'Добавить')
  await page.getByRole('link', { name: 'Арендаторы' }).click()
  await panelOf(page).getByText('2 договора').waitFor()
}

/** Promises a discount to the group at an address; a house without a street is not let through. */
async function promise(page: Page, baseUrl: string): Promise<void> {
  await page.goto(`${baseUrl}/catalogue/promotions?promotion=new`)
  await panelOf(page).getByLabel('Название').fill('Арендаторам')
  await panelOf(page).getByLabel('Скидка на абонплату').fill('10')
  await panelOf(page).getByLabel('Группы договоров').click()
  await page.getByTitle('Арендаторы').last().click()
  await page.keyboard.press('Escape')
  await panelOf(page).getByRole('button', { name: 'Добавить адрес' }).click()
  await panelOf(page).getByLabel('Дом').fill('5')
  await press(page, 'Создать акцию')
  await panelOf(page).getByText('Укажите город или улицу').waitFor()
  await panelOf(page).getByLabel('Улица').fill('ул. Мира')
  await lookAt(page, 'promotion-conditions')
  await press(page, 'Создать акцию')
  await page.getByText('группы договоров: Арендаторы; ул. Мира, 5').first().waitFor()
}

test('contracts are grouped from a list of numbers, and the group gets a promotion at an address', async (t) => {
  const { house, page } = await openPage(t)
  await signContracts(house)

  await fillGroup(page, house.baseUrl)
  await promise(page, house.baseUrl)
  const { rows } = await house.ground.pool.query(
    'select contract_group_ids, addresses from catalogue.promotions',
  )
  assert.deepEqual(rows, [
    { contract_group_ids: [1], addresses: [{ city: '', street: 'ул. Мира', house: '5' }] },
  ])
})
