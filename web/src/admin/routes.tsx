import type { QueryClient } from '@tanstack/react-query'
import {
  createRootRouteWithContext,
  createRoute,
  createRouter,
  lazyRouteComponent,
  Outlet,
  redirect,
} from '@tanstack/react-router'
import type { ComponentType } from 'react'
import { isSignedOut } from '../lib/api-failure.ts'
import { loadTexts } from '../lib/i18n.ts'
import { paths } from '../lib/path-builder.ts'
import { parseSearch, stringifySearch } from '../lib/url-state.ts'
import { FailedPage, NotFoundPage } from './pages/dead-ends.tsx'
import { ensureMe, ensureOperators } from './session.ts'

type Context = { client: QueryClient }

const root = createRootRouteWithContext<Context>()({
  component: Outlet,
  notFoundComponent: NotFoundPage,
  errorComponent: FailedPage,
})

const signIn = createRoute({
  getParentRoute: () => root,
  path: paths.signIn(),
  component: lazyRouteComponent(() => import('./pages/sign-in-page.tsx'), 'SignInPage'),
})

const setPassword = createRoute({
  getParentRoute: () => root,
  path: paths.setPassword(),
  component: lazyRouteComponent(() => import('./pages/set-password-page.tsx'), 'SetPasswordPage'),
})

/** Everything behind sign-in: who it is and for which operator is known before any page is drawn. */
const shell = createRoute({
  getParentRoute: () => root,
  id: 'shell',
  // Signing in needs none of the frame, so the frame comes after it.
  component: lazyRouteComponent(() => import('./layout.tsx'), 'Layout'),
  errorComponent: FailedPage,
  beforeLoad: async ({ context: { client }, location }) => {
    const me = await ensureMe(client).catch((failure: unknown) => {
      throw isSignedOut(failure) ? redirect({ href: paths.signIn(location.href) }) : failure
    })
    if (me.mustSetPassword) throw redirect({ to: paths.setPassword() })
    await ensureOperators(client)
  },
})

type PageModule = Record<string, ComponentType>

/** A page behind sign-in; its code and its texts come together, when somebody is about to go there. */
function page(path: string, load: () => Promise<PageModule>, ...texts: string[]) {
  const loadPage = async () => {
    const [module] = await Promise.all([load(), loadTexts(...texts)])
    const [Page] = Object.values(module)
    if (!Page) throw new Error(`The module of ${path} has no page`)
    return { Page }
  }
  return createRoute({
    getParentRoute: () => shell,
    path,
    component: lazyRouteComponent(loadPage, 'Page'),
    errorComponent: FailedPage,
  })
}

const pages = [
  page(paths.today(), () => import('./pages/today-page.tsx'), 'reports'),
  page(
    paths.subscribers(),
    () => import('./pages/subscribers-page.tsx'),
    ...['subscribers', 'accounts'],
  ),
  page(
    '/subscribers/$id',
    () => import('./pages/subscriber-page.tsx'),
    ...[
      'subscribers',
      'accounts',
      'blocking',
      'ledger',
      'payments',
      'documents',
      'reports',
      'settings',
      'access',
      'attributes',
      'equipment',
    ],
  ),
  page(
    paths.addressHolders(),
    () => import('./pages/accounts/address-holders-page.tsx'),
    ...['usage', 'network'],
  ),
  page(paths.calls(), () => import('./pages/accounts/calls-page.tsx'), 'usage'),
  page(paths.callFiles(), () => import('./pages/accounts/call-files-page.tsx'), 'usage'),
  page(paths.groups(), () => import('./pages/accounts/groups-page.tsx'), 'accounts'),
  page(
    paths.contractGroups(),
    () => import('./pages/accounts/contract-groups-page.tsx'),
    'subscribers',
  ),
  page(paths.payments(), () => import('./pages/payments-page.tsx'), 'payments'),
  page(paths.runs(), () => import('./pages/charging/runs-page.tsx'), 'charging'),
  page(
    paths.recalculations(),
    () => import('./pages/charging/recalculations-page.tsx'),
    'charging',
  ),
  page(paths.documents(), () => import('./pages/documents-page.tsx'), 'documents', 'payments'),
  page(paths.tariffs(), () => import('./pages/tariffs/tariffs-page.tsx'), 'catalogue'),
  page('/tariffs/$tariffId', () => import('./pages/tariffs/tariff-page.tsx'), 'catalogue'),
  page(paths.services(), () => import('./pages/tariffs/services-page.tsx'), 'catalogue'),
  page(
    paths.serviceClasses(),
    () => import('./pages/tariffs/service-classes-page.tsx'),
    'catalogue',
  ),
  page(paths.priceLists(), () => import('./pages/tariffs/price-lists-page.tsx'), 'catalogue'),
  page(
    '/catalogue/price-lists/$listId',
    () => import('./pages/tariffs/price-list-page.tsx'),
    'catalogue',
  ),
  page(
    '/catalogue/price-lists/$listId/import',
    () => import('./pages/tariffs/price-import-page.tsx'),
    'catalogue',
  ),
  page(paths.timeBands(), () => import('./pages/tariffs/time-bands-page.tsx'), 'catalogue'),
  page(paths.calendar(), () => import('./pages/tariffs/calendar-page.tsx'), 'catalogue'),
  page(
    paths.trafficCategories(),
    () => import('./pages/tariffs/traffic-categories-page.tsx'),
    'catalogue',
  ),
  page(paths.promotions(), () => import('./pages/tariffs/promotions-page.tsx'), 'catalogue'),
  page(paths.pauses(), () => import('./pages/tariffs/pauses-page.tsx'), 'blocking'),
  page(
    paths.agents(),
    () => import('./pages/network/agents-page.tsx'),
    ...['network', 'protection'],
  ),
  page(paths.addresses(), () => import('./pages/network/addresses-page.tsx'), 'network'),
  page(paths.dhcpLeases(), () => import('./pages/network/dhcp-leases-page.tsx'), 'usage'),
  page(
    paths.barred(),
    () => import('./pages/network/barred-page.tsx'),
    ...['barred', 'attributes', 'network'],
  ),
  page(
    paths.sessionServices(),
    () => import('./pages/network/session-services-page.tsx'),
    ...['session-services', 'attributes', 'network'],
  ),
  page(paths.attributes(), () => import('./pages/network/attributes-page.tsx'), 'attributes'),
  page(
    paths.devices(),
    () => import('./pages/network/devices/devices-page.tsx'),
    ...['devices', 'scripts'],
  ),
  page(paths.deviceTree(), () => import('./pages/network/devices/device-tree-page.tsx'), 'devices'),
  page(
    paths.deviceTemplates(),
    () => import('./pages/network/devices/device-templates-page.tsx'),
    'devices',
  ),
  page(
    paths.deviceGroups(),
    () => import('./pages/network/devices/device-groups-page.tsx'),
    'devices',
  ),
  page(
    paths.deviceOptions(),
    () => import('./pages/network/devices/device-options-page.tsx'),
    'devices',
  ),
  page(
    '/network/devices/$deviceId',
    () => import('./pages/network/devices/device-page.tsx'),
    ...['devices', 'accounts', 'scripts'],
  ),
  page(paths.scripts(), () => import('./pages/network/scripts/scripts-page.tsx'), 'scripts'),
  page(paths.scriptRuns(), () => import('./pages/network/scripts/script-runs-page.tsx'), 'scripts'),
  page(
    paths.portPolicies(),
    () => import('./pages/network/scripts/port-policies-page.tsx'),
    'scripts',
  ),
  page(
    paths.deviceLogins(),
    () => import('./pages/network/scripts/device-logins-page.tsx'),
    'scripts',
  ),
  page(
    paths.equipment(),
    () => import('./pages/network/equipment/equipment-page.tsx'),
    'equipment',
  ),
  page(
    paths.equipmentModels(),
    () => import('./pages/network/equipment/equipment-models-page.tsx'),
    'equipment',
  ),
  page(
    paths.sessions(),
    () => import('./pages/accounts/sessions-page.tsx'),
    ...['usage', 'access', 'network', 'barred'],
  ),
  page(
    paths.authorisations(),
    () => import('./pages/accounts/authorisations-page.tsx'),
    ...['access', 'usage', 'network', 'barred'],
  ),
  page(paths.operator(), () => import('./pages/settings/operator-page.tsx'), 'settings'),
  page(paths.customFields(), () => import('./pages/settings/custom-fields-page.tsx'), 'settings'),
  page(paths.staff(), () => import('./pages/settings/staff-page.tsx'), 'staff'),
  page(paths.audit(), () => import('./pages/settings/audit-page.tsx'), 'staff'),
  page(paths.profile(), () => import('./pages/profile-page.tsx'), 'staff'),
]

/** A payment opens beside the list of all payments. */
const payment = createRoute({
  getParentRoute: () => shell,
  path: '/payments/$paymentId',
  beforeLoad: ({ params }) => {
    throw redirect({ href: paths.payments({ payment: params.paymentId }) })
  },
})

/** An unknown address behind sign-in keeps the rail, so that there is a way on. */
const unknown = createRoute({ getParentRoute: () => shell, path: '$', component: NotFoundPage })

/** The router of the staff's interface: pages are fetched on hover, addresses are plain text. */
export function createAdminRouter(client: QueryClient) {
  return createRouter({
    routeTree: root.addChildren([
      signIn,
      setPassword,
      shell.addChildren([...pages, payment, unknown]),
    ]),
    context: { client },
    defaultPreload: 'intent',
    defaultNotFoundComponent: NotFoundPage,
    parseSearch,
    stringifySearch,
    scrollRestoration: true,
    // A page that opens at once must not flash a skeleton first.
    defaultPendingMs: 200,
  })
}
