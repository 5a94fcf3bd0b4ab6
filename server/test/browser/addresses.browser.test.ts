import assert from 'node:assert/strict'
import { test } from 'node:test'
import type { Page } from 'playwright-core'
import { choose, lookAt, openPage, panelOf, press } from '../support/browser/browser-page.ts'

async function addSegments(page: Page, baseUrl: string): Promise<void> {
  await page.goto(`${baseUrl}/network/addresses?panel=create`)
  await panelOf(page).getByLabel('Название').first().fill('Центр')
  await panelOf(page).getByLabel('Сеть').first().fill('10.9.0.0/16')
  await panelOf(page).getByText('Только объединяет другие сегменты').click()
  await press(page, 'Добавить сегмент')
  await page.getByText('Сегмент добавлен').first().waitFor()

  await page.goto(`${baseUrl}/network/addresses?panel=create`)
  await panelOf(page).getByLabel('Название').first().fill('Дома')
  await panelOf(page).getByLabel('Сеть').first().fill('10.9.1.0/28')
  await panelOf(page).getByLabel('Шлюз').first().fill('10.9.2.1')
  await panelOf(page).getByLabel('VLAN, внешний').fill('100')
  await press(page, 'Добавить сегмент')
  await panelOf(page).getByText('Шлюз должен лежать внутри сети').first().waitFor()
  await panelOf(page).getByLabel('Шлюз').first().fill('10.9.1.1')
  await press(page, 'Добавить сегмент')
  await page.getByRole('row', { name: /Дома/ }).waitFor()
}

async function holdBack(page: Page): Promise<void> {
  await panelOf(page).getByRole('tab', { name: 'Резерв' }).click()
  await panelOf(page).getByText('Ничего не зарезервировано').waitFor()
  await panelOf(page).getByRole('button', { name: 'Зарезервировать' }).click()
  await panelOf(page).getByLabel('С адреса').fill('10.9.1.2')
  await panelOf(page).getByLabel('По адрес').fill('10.9.1.4')
  await choose(page, 'Почему', 'Исключить: выдавать нельзя')
  await press(page, 'Зарезервировать')
  await page.getByText('10.9.1.2 – 10.9.1.4').waitFor()
}

test('a network is cut into segments, a range is held back, and a free address is found', async (t) => {
  const { house, page } = await openPage(t)
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
  await lookAt(page, 'addresses')
  await panelOf(page).getByRole('button', { name: '10.9.1.3 · Исключён' }).click()
  await panelOf(page).getByText('Постоянным адресом не назначался').waitFor()

  await page.goto(`${house.baseUrl}/network/addresses?panel=edit-2`)
  await panelOf(page).getByLabel('Примечание').fill('дом 7')
  await press(page, 'Сохранить')
  await page.getByText('Сегмент изменён').first().waitFor()
  await page.goto(`${house.baseUrl}/network/addresses?panel=view-2`)
  await panelOf(page).getByText('дом 7').waitFor()
  await lookAt(page, 'segment')
})
