/** Every address of the interface. Pages link through these names only, so an address can change in one place. */
export const paths = {
  signIn: (target?: string) => withQuery('/sign-in', { to: target }),
  setPassword: () => '/set-password',
  today: () => '/',
  subscribers: (query?: Query) => withQuery('/subscribers', query),
  subscriber: (id: number, query?: Query) => withQuery(`/subscribers/${id}`, query),
  sessions: (query?: Query) => withQuery('/accounts/sessions', query),
  authorisations: (query?: Query) => withQuery('/accounts/authorisations', query),
  addressHolders: (query?: Query) => withQuery('/usage/address-holders', query),
  calls: (query?: Query) => withQuery('/usage/calls', query),
  callFiles: (query?: Query) => withQuery('/usage/call-files', query),
  groups: (query?: Query) => withQuery('/accounts/groups', query),
  contractGroups: (query?: Query) => withQuery('/subscribers/groups', query),
  payments: (query?: Query) => withQuery('/payments', query),
  payment: (id: number | string, query?: Query) => withQuery(`/payments/${id}`, query),
  runs: (query?: Query) => withQuery('/charging/runs', query),
  recalculations: (query?: Query) => withQuery('/charging/recalculations', query),
  documents: (query?: Query) => withQuery('/documents', query),
  tariffs: (query?: Query) => withQuery('/tariffs', query),
  tariff: (id: number, query?: Query) => withQuery(`/tariffs/${id}`, query),
  services: (query?: Query) => withQuery('/catalogue/services', query),
  serviceClasses: (query?: Query) => withQuery('/catalogue/classes', query),
  promotions: (query?: Query) => withQuery('/catalogue/promotions', query),
  priceLists: (query?: Query) => withQuery('/catalogue/price-lists', query),
  priceList: (id: number, query?: Query) => withQuery(`/catalogue/price-lists/${id}`, query),
  priceImport: (id: number, query?: Query) =>
    withQuery(`/catalogue/price-lists/${id}/import`, query),
  timeBands: (query?: Query) => withQuery('/catalogue/hours', query),
  calendar: (query?: Query) => withQuery('/catalogue/calendar', query),
  trafficCategories: (query?: Query) => withQuery('/catalogue/traffic-categories', query),
  pauses: (query?: Query) => withQuery('/blocking/pauses', query),
  agents: (query?: Query) => withQuery('/network/agents', query),
  addresses: (query?: Query) => withQuery('/network/addresses', query),
  barred: (query?: Query) => withQuery('/network/barred', query),
  dhcpLeases: (query?: Query) => withQuery('/network/dhcp-leases', query),
  sessionServices: (query?: Query) => withQuery('/network/session-services', query),
  attributes: (query?: Query) => withQuery('/network/attributes', query),
  devices: (query?: Query) => withQuery('/network/devices', query),
  device: (id: number, query?: Query) => withQuery(`/network/devices/${id}`, query),
  deviceTree: () => '/network/devices/tree',
  deviceTemplates: (query?: Query) => withQuery('/network/devices/templates', query),
  deviceGroups: (query?: Query) => withQuery('/network/devices/groups', query),
  deviceOptions: (query?: Query) => withQuery('/network/devices/options', query),
  scripts: (query?: Query) => withQuery('/network/scripts', query),
  scriptRuns: (query?: Query) => withQuery('/network/scripts/runs', query),
  portPolicies: (query?: Query) => withQuery('/network/scripts/policies', query),
  deviceLogins: (query?: Query) => withQuery('/network/scripts/logins', query),
  equipment: (query?: Query) => withQuery('/network/equipment', query),
  equipmentModels: (query?: Query) => withQuery('/network/equipment/models', query),
  operator: (query?: Query) => withQuery('/settings/operator', query),
  customFields: (query?: Query) => withQuery('/settings/fields', query),
  staff: (query?: Query) => withQuery('/settings/staff', query),
  audit: (query?: Query) => withQuery('/settings/audit', query),
  profile: () => '/profile',
} as const

export type Query = Readonly<Record<string, string | number | undefined>>

function withQuery(path: string, query: Query = {}): string {
  const search = new URLSearchParams()
  for (const [name, value] of Object.entries(query)) {
    if (value !== undefined && value !== '') search.set(name, String(value))
  }
  const text = search.toString()
  return text ? `${path}?${text}` : path
}
