import type { AnsweredRoute } from '#platform/http/answer'
import type { SecretBox } from '#platform/secret-box'
import { accessRoutes } from '../../domains/access/access.routes.ts'
import { dhcpRoutes } from '../../domains/access/dhcp/dhcp.routes.ts'
import { emergencyRoutes } from '../../domains/access/emergency/emergency.routes.ts'
import { readDueSpeeds } from '../../domains/access/index.ts'
import { accountsRoutes } from '../../domains/accounts/accounts.routes.ts'
import { closingRoutes } from '../../domains/accounts/closing/closing.routes.ts'
import { groupsRoutes } from '../../domains/accounts/groups/groups.routes.ts'
import { findAccountGroupIds } from '../../domains/accounts/index.ts'
import { networksRoutes } from '../../domains/accounts/networks/networks.routes.ts'
import { numbersRoutes } from '../../domains/accounts/numbers/numbers.routes.ts'
import { plannedRoutes } from '../../domains/accounts/planned/planned.routes.ts'
import { assignedServicesRoutes } from '../../domains/accounts/services/services.routes.ts'
import { stationsRoutes } from '../../domains/accounts/stations/stations.routes.ts'
import { personalTermsRoutes } from '../../domains/accounts/terms/personal-terms.routes.ts'
import { blockingRoutes } from '../../domains/blocking/blocking.routes.ts'
import { pausesRoutes } from '../../domains/blocking/pauses/pauses.routes.ts'
import { calendarsRoutes } from '../../domains/catalogue/calendars/calendars.routes.ts'
import { catalogueRoutes } from '../../domains/catalogue/catalogue.routes.ts'
import { priceListsRoutes } from '../../domains/catalogue/price-lists/price-lists.routes.ts'
import { promotionsRoutes } from '../../domains/catalogue/promotions/promotions.routes.ts'
import { serviceRoutes } from '../../domains/catalogue/services.routes.ts'
import { trafficCategoriesRoutes } from '../../domains/catalogue/traffic-categories/traffic-categories.routes.ts'
import { chargingRoutes } from '../../domains/charging/charging.routes.ts'
import { previewRoutes } from '../../domains/charging/preview.routes.ts'
import { promoCodeRoutes } from '../../domains/charging/promotions/promotions.routes.ts'
import { documentsRoutes } from '../../domains/documents/documents.routes.ts'
import { ledgerRoutes } from '../../domains/ledger/ledger.routes.ts'
import { attributesRoutes } from '../../domains/network/attributes/attributes.routes.ts'
import { barredRoutes } from '../../domains/network/barred/barred.routes.ts'
import { devicesRoutes } from '../../domains/network/devices/devices.routes.ts'
import { deviceLabelsRoutes } from '../../domains/network/devices/labels.routes.ts'
import { onusRoutes } from '../../domains/network/devices/onus.routes.ts'
import { deviceTemplatesRoutes } from '../../domains/network/devices/templates.routes.ts'
import { equipmentModelsRoutes } from '../../domains/network/equipment/models.routes.ts'
import { equipmentRoutes } from '../../domains/network/equipment/units.routes.ts'
import { networkRoutes } from '../../domains/network/network.routes.ts'
import { observedRoutes } from '../../domains/network/observed/observed.routes.ts'
import { pollingRoutes } from '../../domains/network/polling/polling.routes.ts'
import { protectionRoutes } from '../../domains/network/protection/protection.routes.ts'
import { deviceLoginsRoutes } from '../../domains/network/scripts/logins.routes.ts'
import { portPoliciesRoutes } from '../../domains/network/scripts/policies.routes.ts'
import { scriptsRoutes } from '../../domains/network/scripts/scripts.routes.ts'
import { segmentRoutes } from '../../domains/network/segments/segments.routes.ts'
import { sessionServicesRoutes } from '../../domains/network/session-services/session-services.routes.ts'
import { paymentsRoutes } from '../../domains/payments/payments.routes.ts'
import { transfersRoutes } from '../../domains/payments/transfers/transfers.routes.ts'
import { reportsRoutes } from '../../domains/reports/reports.routes.ts'
import { simulationRoutes } from '../../domains/reports/simulation.routes.ts'
import { customFieldsRoutes } from '../../domains/settings/custom-fields/custom-fields.routes.ts'
import { settingsRoutes } from '../../domains/settings/settings.routes.ts'
import { type StaffOptions, staffRoutes } from '../../domains/staff/staff.routes.ts'
import { contractGroupsRoutes } from '../../domains/subscribers/groups/groups.routes.ts'
import { holdersRoutes } from '../../domains/subscribers/holders/holders.routes.ts'
import { findContractGroupIds } from '../../domains/subscribers/index.ts'
import { subordinationRoutes } from '../../domains/subscribers/subordination/subordination.routes.ts'
import { subscribersRoutes } from '../../domains/subscribers/subscribers.routes.ts'
import { callsRoutes } from '../../domains/usage/calls/calls.routes.ts'
import { dhcpLeasesRoutes } from '../../domains/usage/dhcp-leases/dhcp-leases.routes.ts'
import { addressHoldersRoutes } from '../../domains/usage/holders/holders.routes.ts'
import { sessionPartsRoutes } from '../../domains/usage/parts/parts.routes.ts'
import { usageRoutes } from '../../domains/usage/usage.routes.ts'

/** Every route of the house. */
export function allRoutes(box: SecretBox, staff: StaffOptions): AnsweredRoute[] {
  return [
    ...settingsRoutes,
    ...customFieldsRoutes,
    ...staffRoutes(staff),
    ...catalogueRoutes,
    ...calendarsRoutes,
    ...trafficCategoriesRoutes,
    ...serviceRoutes,
    ...promotionsRoutes({
      accountGroups: findAccountGroupIds,
      contractGroups: findContractGroupIds,
    }),
    ...priceListsRoutes,
    ...subscribersRoutes,
    ...subordinationRoutes,
    ...holdersRoutes,
    ...contractGroupsRoutes,
    ...accountsRoutes(box),
    ...groupsRoutes,
    ...closingRoutes,
    ...assignedServicesRoutes,
    ...personalTermsRoutes,
    ...numbersRoutes,
    ...networksRoutes,
    ...stationsRoutes,
    ...plannedRoutes,
    ...networkRoutes(box),
    ...protectionRoutes,
    ...observedRoutes,
    ...barredRoutes,
    ...sessionServicesRoutes,
    ...attributesRoutes,
    ...deviceTemplatesRoutes(box),
    ...deviceLabelsRoutes,
    ...devicesRoutes,
    ...onusRoutes,
    ...pollingRoutes(box),
    ...scriptsRoutes(readDueSpeeds),
    ...deviceLoginsRoutes(box),
    ...portPoliciesRoutes,
    ...equipmentModelsRoutes,
    ...equipmentRoutes,
    ...segmentRoutes,
    ...ledgerRoutes,
    ...usageRoutes,
    ...sessionPartsRoutes,
    ...callsRoutes,
    ...addressHoldersRoutes,
    ...dhcpLeasesRoutes,
    ...chargingRoutes,
    ...previewRoutes,
    ...promoCodeRoutes,
    ...paymentsRoutes,
    ...transfersRoutes,
    ...blockingRoutes,
    ...pausesRoutes,
    ...accessRoutes,
    ...dhcpRoutes(box),
    ...emergencyRoutes,
    ...documentsRoutes,
    ...reportsRoutes,
    ...simulationRoutes,
  ]
}
