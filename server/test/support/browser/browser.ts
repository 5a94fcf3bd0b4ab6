import { existsSync } from 'node:fs'
import { type Browser, chromium } from 'playwright-core'
import { packedChromium } from './packed-chromium.ts'

const SYSTEM_CHROMIUM = '/usr/bin/chromium'
const OPTIONS = [
  '--headless',
  '--no-sandbox',
  '--disable-gpu',
  '--disable-quic',
  '--no-first-run',
  '--disable-background-networking',
  '--disable-component-update',
  '--disable-sync',
]

/** Opens a real Chromium: that of the system where there is one, else the one that npm brought. */
export function openBrowser(): Promise<Browser> {
  const program = existsSync(SYSTEM_CHROMIUM)
    ? { executablePath: SYSTEM_CHROMIUM }
    : packedChromium()
  return chromium.launch({ ...program, args: OPTIONS })
}
