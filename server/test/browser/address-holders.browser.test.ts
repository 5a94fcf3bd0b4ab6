import assert from 'node:assert/strict'
import { test } from 'node:test'
import type { Page } from 'playwright-core'
import type { RunningHouse } from '../support/api.ts'
import { openPage } from '../support/browser/browser-page.ts'

const YESTERDAY = Temporal.Now.plainDateISO('Europe/Moscow').subtract({ days: 1 }).toString()

/** Ivanova with an account, one access server that does not answer, and what it told until now. */
async function furnish(page: Page, { baseUrl, ground }: RunningHouse): Promise<void> {
  const made = async (path: string, data: object) => {
    const answer = await page.request.post(baseUrl + path, { data })
    assert.equal(answer.status(), 200, await answer.text())
    return Number(((await answer.json()) as { id: number }).id)
  }
  const tariffId = await made('/api/catalogue/tariffs', {
    name: 'Дом 100',
    from: '2020-01-01',
    fee: '0',
    feePeriod: 'month',
    feeCharged: 'in-advance',
    blockPolicy: 'after-debt',
    speedDownKbps: 100_000,
    speedUpKbps: 50_000,
  })
  const secret = 'nas-secret-word'
  const nas = { agentId: 1, name: 'Север', address: '127.0.0.1', secret, dialect: 'accel-ppp' }
  await made('/api/network/nas', nas)
  const person = { kind: 'person', surname: 'Иванова', givenName: 'Анна' }
  const subscriberId = await made('/api/subscribers', person)
  const contract = { subscriberId, signedOn: '2026-01-01', paymentMethod: 'advance' }
  const contractId = await made('/api/subscribers/contracts', contract)
  const account = { contractId, agentId: 1, tariffId, login: 'ivanova', password: 'secret123' }
  await made('/api/accounts', account)
  await ground.pool.query(
    `insert into usage.closed_sessions (id, nas_id, acct_session_id, login, account_id, contract_id,
      started_at, closed_at, address, calling_station, octets_in, octets_out, session_seconds, cause)
    select nextval('usage.session_ids'), 1, 's-' || n, case n when 1 then 'ivanova' else 'guest' end,
      case n when 1 then 1 end, case n when 1 then 1 end,
      ($1 || ' 10:00 Europe/Moscow')::timestamptz, ($1 || ' 11:00 Europe/Moscow')::timestamptz,
      inet '10.9.0.6' + n, 'AA-BB-CC-00-00-0' || n, 1, 1, 3600, 'User-Request'
    from generate_series(1, 2) n`,
    [YESTERDAY],
  )
  await ground.pool.query(
    `insert into usage.open_sessions (nas_id, acct_session_id, login, account_id, contract_id,
      started_at, updated_at, address)
    select 1, 'live-' || n, 'live-' || n, 1, 1, now() - interval '1 hour', now(),
      inet '10.9.0.10' + n
    from generate_series(1, 2) n`,
  )
}

async function endBoth(page: Page): Promise<void> {
  await page.getByText('live-2').first().waitFor()
  await page.getByRole('checkbox', { name: 'Выбрать все показанные' }).check()
  await page.getByRole('toolbar').getByRole('button', { name: 'Завершить' }).click()
  const dialog = page.getByRole('dialog').last()
  await dialog.getByText('Завершить 2 сессии?').waitFor()
  await dialog.getByText('live-2, live-1').waitFor()
  await dialog.getByRole('button', { name: 'Завершить' }).click()
  await page.getByText('Отправлены 2 команды').waitFor()
}

async function lookIntoArchive(page: Page): Promise<void> {
  await page.getByRole('tab', { name: 'Архив' }).click()
  await page.getByText('guest').first().waitFor()
  await page.getByRole('button', { name: 'MAC', exact: true }).click()
  await page.getByLabel('MAC', { exact: true }).last().fill('aabb.cc00.0001')
  await page.keyboard.press('Enter')
  await page.getByText('guest').first().waitFor({ state: 'hidden' })
  await page.getByText('ivanova').first().click()
  await page.getByText('Отключился абонент').last().waitFor()
  await page.getByRole('link', { name: 'Команды этой учётной записи в сеть' }).waitFor()
}

async function ask(page: Page, address: string, clock: string): Promise<void> {
  await page.getByLabel('IP-адрес').fill(address)
  await page.getByLabel('Время').fill(clock)
  await page.getByRole('button', { name: /Найти$/ }).click()
}

test('many sessions are ended at once, the archive is searched, and who had an address is found and audited', async (t) => {
  const { house, page } = await openPage(t)
  await furnish(page, house)
  await page.goto(`${house.baseUrl}/accounts/sessions`)
  await endBoth(page)
  await lookIntoArchive(page)

  await page.getByRole('link', { name: 'Кто ещё был на этом адресе' }).click()
  assert.equal(await page.getByLabel('IP-адрес').inputValue(), '10.9.0.7')
  await page.goto(`${house.baseUrl}/usage/address-holders?day=${YESTERDAY}`)
  await ask(page, '10.9.0', '10:30:00')
  await page.getByText('Введите IPv4 или IPv6 целиком').waitFor()
  await ask(page, '10.9.0.7', '10:30:00')
  await page.getByText('Точно', { exact: true }).waitFor()
  await page.getByText('По сессии').waitFor()
  await page.getByRole('link', { name: /Иванова Анна, договор/ }).waitFor()
  await ask(page, '10.9.0.7', '11:30:00')
  await page.getByText('Никого не нашли').waitFor()
  await page.goto(`${house.baseUrl}/settings/audit`)
  await page.getByText('Спросил, кто был на адресе').nth(1).waitFor()
  assert.equal(await page.getByText('Спросил, кто был на адресе').count(), 2, 'not one more')
})
