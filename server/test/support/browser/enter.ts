import type { Page } from 'playwright-core'

const button = (page: Page, name: string) => page.getByRole('button', { name, exact: true }).first()
const field = (page: Page, label: string) => page.getByLabel(label, { exact: true }).first()

/** Signs in for the first time and sets a password, before which nothing else can be reached. */
export async function enter(page: Page, baseUrl: string): Promise<void> {
  await page.goto(baseUrl)
  await field(page, 'Логин').fill('admin')
  await button(page, 'Войти').click()
  await page.waitForURL('**/set-password')
  await page.goto(`${baseUrl}/subscribers`)
  await page.waitForURL('**/set-password')
  await field(page, 'Новый пароль').fill('a long first password')
  await button(page, 'Сохранить пароль').click()
  await page.waitForURL(`${baseUrl}/`)
}
