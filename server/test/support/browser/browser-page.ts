import assert from 'node:assert/strict'
import { mkdirSync } from 'node:fs'
import { join } from 'node:path'
import type { TestContext } from 'node:test'
import axe from 'axe-core'
import type { Locator, Page } from 'playwright-core'
import { eventually, type RunningHouse, startHouse } from '../api.ts'
import { openBrowser } from './browser.ts'
import { enter } from './enter.ts'
import { settled, watchTraffic } from './settled.ts'

const SHOTS = join(import.meta.dirname, '../../../../.cache/screenshots')
const DESKTOP = { width: 1440, height: 900 }
const PHONE = { width: 360, height: 740 }
const PATIENCE_MS = 30_000

/** A new house and the administrator's page of it, in Russian. What goes wrong in the page fails the test. */
export async function openPage(t: TestContext): Promise<{ house: RunningHouse; page: Page }> {
  const house = await startHouse(t)
  const browser = await openBrowser()
  t.after(() => browser.close())
  // Nothing slides or fades: what is looked at stands still, in its colours.
  const context = await browser.newContext({
    locale: 'ru-RU',
    viewport: DESKTOP,
    reducedMotion: 'reduce',
  })
  const page = await context.newPage()
  page.setDefaultTimeout(PATIENCE_MS)
  watchTraffic(page)
  const faults: string[] = []
  context.on('weberror', (fault) => faults.push(String(fault.error())))
  t.after(() => assert.deepEqual(faults, []))
  await enter(page, house.baseUrl)
  return { house, page }
}

/** The panel or dialog that was opened last. */
export function panelOf(page: Page): Locator {
  return page.getByRole('dialog').last()
}

/**
 * Presses the last button so called, which is that of the panel where one is open. By the end of its
 * name: a button that has just been busy may have the word of it in front.
 */
export async function press(page: Page, name: string): Promise<void> {
  await page
    .getByRole('button', { name: new RegExp(`${name}$`) })
    .last()
    .click()
}

/** Chooses one line of a list of the panel. */
export async function choose(page: Page, label: string, option: string | RegExp): Promise<void> {
  await panelOf(page).getByLabel(label).first().click()
  await page
    .getByTitle(option, { exact: true })
    .or(page.getByRole('option', { name: option, exact: true }))
    .last()
    .click()
}

/**
 * Looks at the page as it stands, in both widths: nothing that axe finds serious, nothing wider than
 * the phone. Leaves pictures under `name` for people.
 */
export async function lookAt(page: Page, name: string): Promise<void> {
  mkdirSync(SHOTS, { recursive: true })
  await page.setViewportSize(DESKTOP)
  await settled(page)
  await page.screenshot({ path: join(SHOTS, `${name}-1440.png`) })
  assert.deepEqual(await findSerious(page), [], name)
  await page.setViewportSize(PHONE)
  // The page is drawn anew for the phone: that takes a moment.
  const width = await eventually(
    () => page.evaluate('document.documentElement.scrollWidth'),
    (found) => Number(found) <= PHONE.width,
  )
  assert.ok(Number(width) <= PHONE.width, `${name} is ${width} wide on a phone`)
  await page.screenshot({ path: join(SHOTS, `${name}-360.png`) })
  await page.setViewportSize(DESKTOP)
}

/** What axe finds serious. Its script stays in the page: most of the time goes into bringing it there. */
async function findSerious(page: Page): Promise<string[]> {
  if (!(await page.evaluate(() => 'axe' in globalThis))) await page.evaluate(axe.source)
  const { violations } = await page.evaluate(() =>
    axe.run({ resultTypes: ['violations'], preload: false }),
  )
  return violations
    .filter(({ impact }) => impact === 'serious' || impact === 'critical')
    .map(({ id, nodes }) => `${id} ${nodes[0]?.html}`)
}

/** Looks at pages by their addresses, one after another. */
export async function lookAtPages(
  page: Page,
  baseUrl: string,
  paths: readonly string[],
): Promise<void> {
  await page.goto(baseUrl + (paths[0] ?? '/'))
  for (const path of paths) {
    // As a link goes: the web stays, its router shows another page.
    await page.evaluate(`history.pushState({}, '', ${JSON.stringify(path)})`)
    await settled(page)
    await page.getByRole('heading').first().waitFor()
    await lookAt(page, path === '/' ? 'today' : path.slice(1).replaceAll(/[/?=&]/g, '-'))
  }
}
