import {
  ApartmentOutlined,
  CreditCardOutlined,
  FileTextOutlined,
  HomeOutlined,
  SettingOutlined,
  TagsOutlined,
  TeamOutlined,
  WifiOutlined,
} from '@ant-design/icons'
import type { ReactNode } from 'react'
import { paths } from '../lib/path-builder.ts'
import { type Permission, usePermissions } from '../lib/permissions.ts'

export type Place = {
  /** Also the key of its name: `places.<key>` in shell.json. */
  key: string
  path: string
  permission: Permission
}

export type Section = { key: string; icon: ReactNode; places: readonly Place[] }

/** The map of the interface: the left rail and the palette are drawn from it. A section is named as its key. */
const SECTIONS: readonly Section[] = [
  {
    key: 'today',
    icon: <HomeOutlined />,
    places: [{ key: 'today', path: paths.today(), permission: 'reports.read' }],
  },
  {
    key: 'subscribers',
    icon: <TeamOutlined />,
    places: [{ key: 'subscribers', path: paths.subscribers(), permission: 'subscribers.read' }],
  },
  {
    key: 'accounts',
    icon: <WifiOutlined />,
    places: [
      { key: 'sessions', path: paths.sessions(), permission: 'usage.read' },
      { key: 'authorisations', path: paths.authorisations(), permission: 'access.read' },
      { key: 'addressHolders', path: paths.addressHolders(), permission: 'usage.investigate' },
      { key: 'calls', path: paths.calls(), permission: 'usage.read' },
      { key: 'callFiles', path: paths.callFiles(), permission: 'usage.read' },
      { key: 'groups', path: paths.groups(), permission: 'accounts.read' },
      { key: 'contractGroups', path: paths.contractGroups(), permission: 'subscribers.read' },
    ],
  },
  {
    key: 'payments',
    icon: <CreditCardOutlined />,
    places: [
      { key: 'payments', path: paths.payments(), permission: 'payments.read' },
      { key: 'runs', path: paths.runs(), permission: 'charging.read' },
      { key: 'recalculations', path: paths.recalculations(), permission: 'charging.read' },
    ],
  },
  {
    key: 'documents',
    icon: <FileTextOutlined />,
    places: [{ key: 'documents', path: paths.documents(), permission: 'documents.read' }],
  },
  {
    key: 'tariffs',
    icon: <TagsOutlined />,
    places: [
      { key: 'tariffs', path: paths.tariffs(), permission: 'catalogue.read' },
      { key: 'services', path: paths.services(), permission: 'catalogue.read' },
      { key: 'classes', path: paths.serviceClasses(), permission: 'catalogue.read' },
      { key: 'priceLists', path: paths.priceLists(), permission: 'catalogue.read' },
      { key: 'timeBands', path: paths.timeBands(), permission: 'catalogue.read' },
      { key: 'calendar', path: paths.calendar(), permission: 'catalogue.read' },
      { key: 'trafficCategories', path: paths.trafficCategories(), permission: 'catalogue.read' },
      { key: 'promotions', path: paths.promotions(), permission: 'catalogue.read' },
      { key: 'pauses', path: paths.pauses(), permission: 'accounts.read' },
    ],
  },
  {
    key: 'network',
    icon: <ApartmentOutlined />,
    places: [
      { key: 'agents', path: paths.agents(), permission: 'network.read' },
      { key: 'addresses', path: paths.addresses(), permission: 'network.read' },
      { key: 'dhcpLeases', path: paths.dhcpLeases(), permission: 'usage.read' },
      { key: 'barred', path: paths.barred(), permission: 'network.read' },
      { key: 'sessionServices', path: paths.sessionServices(), permission: 'network.read' },
      { key: 'attributes', path: paths.attributes(), permission: 'network.read' },
      { key: 'devices', path: paths.devices(), permission: 'network.read' },
      { key: 'scripts', path: paths.scripts(), permission: 'network.scripts' },
      { key: 'equipment', path: paths.equipment(), permission: 'equipment.read' },
    ],
  },
  {
    key: 'settings',
    icon: <SettingOutlined />,
    places: [
      { key: 'operator', path: paths.operator(), permission: 'settings.read' },
      { key: 'customFields', path: paths.customFields(), permission: 'settings.read' },
      { key: 'staff', path: paths.staff(), permission: 'staff.read' },
      { key: 'audit', path: paths.audit(), permission: 'staff.audit' },
    ],
  },
]

/** The sections that the signed-in person has a right to; the others are absent. */
export function useSections(): readonly Section[] {
  const can = usePermissions()
  return SECTIONS.map((section) => ({
    ...section,
    places: section.places.filter(({ permission }) => can(permission)),
  })).filter(({ places }) => places.length > 0)
}

/** Is this the place that an address belongs to? A card belongs to its list, a page to itself. */
export function isAt(place: Place, address: string): boolean {
  const leading = SECTIONS.flatMap(({ places }) => places)
    .map(({ path }) => path)
    .filter((path) => leadsTo(path, address))
  return place.path === leading.toSorted((a, b) => b.length - a.length)[0]
}

function leadsTo(path: string, address: string): boolean {
  if (path === paths.today()) return address === path
  return address === path || address.startsWith(`${path}/`)
}

/** What can be created from any page; the panel opens on the page of its list. */
const CREATIONS: readonly Place[] = [
  {
    key: 'subscriber',
    path: paths.subscribers({ panel: 'create' }),
    permission: 'subscribers.change',
  },
  { key: 'payment', path: paths.payments({ panel: 'accept' }), permission: 'payments.accept' },
  { key: 'invoice', path: paths.documents({ panel: 'issue' }), permission: 'documents.issue' },
  { key: 'tariff', path: paths.tariffs({ panel: 'create' }), permission: 'catalogue.change' },
  { key: 'nas', path: paths.agents({ panel: 'nas' }), permission: 'network.change' },
  { key: 'member', path: paths.staff({ panel: 'invite' }), permission: 'staff.change' },
]

/** The deeds of the «+» menu that the signed-in person may do. */
export function useCreations(): readonly Place[] {
  const can = usePermissions()
  return CREATIONS.filter(({ permission }) => can(permission))
}
