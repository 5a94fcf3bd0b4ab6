import assert from 'node:assert/strict'
import { test } from 'node:test'
import { paths } from './path-builder.ts'

test('addresses stay as they were sent to colleagues', () => {
  const addresses = Object.fromEntries(
    Object.entries(paths).map(([name, build]) => [name, (build as (id: number) => string)(7)]),
  )
  assert.deepEqual(addresses, {
    signIn: '/sign-in?to=7',
    setPassword: '/set-password',
    today: '/',
    subscribers: '/subscribers',
    subscriber: '/subscribers/7',
    sessions: '/accounts/sessions',
    authorisations: '/accounts/authorisations',
    addressHolders: '/usage/address-holders',
    calls: '/usage/calls',
    callFiles: '/usage/call-files',
    groups: '/accounts/groups',
    contractGroups: '/subscribers/groups',
    payments: '/payments',
    payment: '/payments/7',
    runs: '/charging/runs',
    recalculations: '/charging/recalculations',
    documents: '/documents',
    tariffs: '/tariffs',
    tariff: '/tariffs/7',
    services: '/catalogue/services',
    serviceClasses: '/catalogue/classes',
    promotions: '/catalogue/promotions',
    priceLists: '/catalogue/price-lists',
    priceList: '/catalogue/price-lists/7',
    priceImport: '/catalogue/price-lists/7/import',
    timeBands: '/catalogue/hours',
    calendar: '/catalogue/calendar',
    trafficCategories: '/catalogue/traffic-categories',
    pauses: '/blocking/pauses',
    agents: '/network/agents',
    addresses: '/network/addresses',
    barred: '/network/barred',
    dhcpLeases: '/network/dhcp-leases',
    sessionServices: '/network/session-services',
    attributes: '/network/attributes',
    devices: '/network/devices',
    device: '/network/devices/7',
    deviceTree: '/network/devices/tree',
    deviceTemplates: '/network/devices/templates',
    deviceGroups: '/network/devices/groups',
    deviceOptions: '/network/devices/options',
    scripts: '/network/scripts',
    scriptRuns: '/network/scripts/runs',
    portPolicies: '/network/scripts/policies',
    deviceLogins: '/network/scripts/logins',
    equipment: '/network/equipment',
    equipmentModels: '/network/equipment/models',
    operator: '/settings/operator',
    customFields: '/settings/fields',
    staff: '/settings/staff',
    audit: '/settings/audit',
    profile: '/profile',
  })
})

test('what is empty is left out of the address', () => {
  assert.equal(
    paths.payments({ panel: 'accept', contractId: 12, q: '' }),
    '/payments?panel=accept&contractId=12',
  )
})
