import type { Page, Request } from 'playwright-core'

const QUIET_MS = 150
const PATIENCE_MS = 30_000

type Traffic = { open: Set<Request>; lastAt: number }
const seen = new WeakMap<Page, Traffic>()

/** Watches what a page asks for, so that `settled` knows when it has got everything. */
export function watchTraffic(page: Page): Traffic {
  const traffic: Traffic = { open: new Set(), lastAt: performance.now() }
  const note = (request: Request, isOpen: boolean) => {
    if (isOpen) traffic.open.add(request)
    else traffic.open.delete(request)
    traffic.lastAt = performance.now()
  }
  page.on('request', (request) => note(request, true))
  page.on('requestfinished', (request) => note(request, false))
  page.on('requestfailed', (request) => note(request, false))
  seen.set(page, traffic)
  return traffic
}

/** Waits until the page has drawn, asked for nothing for a moment, and drawn again. */
export async function settled(page: Page): Promise<void> {
  const traffic = seen.get(page) ?? watchTraffic(page)
  const deadline = performance.now() + PATIENCE_MS
  await drawn(page)
  while (traffic.open.size > 0 || performance.now() - traffic.lastAt < QUIET_MS) {
    if (performance.now() > deadline) {
      throw new Error(`still waits for ${[...traffic.open].map((request) => request.url())}`)
    }
    await page.waitForTimeout(QUIET_MS / 5)
  }
  await drawn(page)
}

/** Two turns of the page: what was asked of it has begun, and what came is shown. */
function drawn(page: Page): Promise<unknown> {
  return page.evaluate('new Promise((done) => setTimeout(() => setTimeout(done, 20), 20))')
}
