import { test } from 'node:test'
import { lookAtPages, openPage } from '../support/browser/browser-page.ts'

const PAGES = [
  '/network/agents',
  '/network/addresses',
  '/network/dhcp-leases',
  '/network/barred',
  '/network/barred?panel=create',
  '/network/session-services',
  '/network/session-services?panel=create',
  '/network/attributes',
  '/network/attributes?panel=create',
  '/network/attributes?tab=dictionary',
  '/network/attributes?tab=dictionary&panel=create',
  '/network/devices',
  '/network/devices?panel=create',
  '/network/devices/tree',
  '/network/devices/templates',
  '/network/devices/templates?panel=create',
  '/network/devices/groups',
  '/network/devices/options',
  '/network/scripts',
  '/network/scripts?panel=create',
  '/network/scripts/runs',
  '/network/scripts/policies',
  '/network/scripts/policies?panel=create',
  '/network/scripts/logins',
  '/network/scripts/logins?panel=create',
  '/network/devices/options?panel=create',
  '/network/equipment',
  '/network/equipment?panel=import',
  '/network/equipment/models',
  '/network/equipment/models?panel=create',
]

test('every page of the network as a new provider finds it, on a desk and on a phone', async (t) => {
  const { house, page } = await openPage(t)
  await lookAtPages(page, house.baseUrl, PAGES)
})
