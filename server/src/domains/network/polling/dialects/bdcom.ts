import { gponSerialOf, levelOf, macOf, numberOf } from './cells.ts'
import type { DeviceDialect, OnuRow, SeenOnu } from './dialect.ts'

const BDCOM = '1.3.6.1.4.1.3320'
const TENTHS = 10
const EPON_ONLINE = new Set([0, 1, 3])
const GPON_ONLINE = 3
const ONU_NAME = /^(.+):(\d{1,5})$/

/**
 * EPON OLTs of BDCOM (P3310, P3608, P33xx), whose tables are indexed by the interface of the ONU. Sources:
 * NMS-EPON-ONU.MIB of the maker (onuID, onuStatus: 0 authenticated, 1 registered, 2 deregistered, 3
 * auto-configured, 4 lost, 5 standby; onuDistance in metres) and NMS-EPON-ONU-OPTICAL-PARAM
 * (opModuleRxPower and opModuleTxPower in tenths of a dBm, −65535 = not known), as LibreNMS keeps and
 * reads them.
 */
export const bdcomEponDialect: DeviceDialect = {
  onus: {
    columns: [
      `${BDCOM}.101.10.1.1.3`,
      `${BDCOM}.101.10.1.1.26`,
      `${BDCOM}.101.10.1.1.27`,
      `${BDCOM}.101.10.5.1.5`,
      `${BDCOM}.101.10.5.1.6`,
    ],
    toOnu(row) {
      const [mac, status, distance, rx, tx] = row.cells
      const serial = macOf(mac)
      if (serial === undefined) return undefined
      return toOnu(row, {
        serial,
        isOnline: EPON_ONLINE.has(numberOf(status) ?? -1),
        rxDbm: levelOf(rx, TENTHS),
        txDbm: levelOf(tx, TENTHS),
        distanceM: positive(numberOf(distance)),
      })
    },
  },
}

/**
 * GPON OLTs of BDCOM (GP3600), whose tables are indexed by the interface of the ONU. Sources: NMS-GPON-MIB
 * of the maker as LibreNMS keeps it (gponOnuInfoTable, gponOnuStatusTable, gponOnuOpticalPowerTable);
 * that 3 is a working ONU, levels are tenths of a dBm and distances tenths of a metre is what three
 * independent readers of these OLTs agree on, where the MIB is silent.
 */
export const bdcomGponDialect: DeviceDialect = {
  onus: {
    columns: [
      `${BDCOM}.10.3.1.1.4`,
      `${BDCOM}.10.3.3.1.4`,
      `${BDCOM}.10.3.1.1.33`,
      `${BDCOM}.10.3.4.1.2`,
      `${BDCOM}.10.3.4.1.3`,
    ],
    toOnu(row) {
      const [sn, status, distance, rx, tx] = row.cells
      const serial = gponSerialOf(sn)
      if (serial === undefined) return undefined
      const tenths = positive(numberOf(distance))
      return toOnu(row, {
        serial,
        isOnline: numberOf(status) === GPON_ONLINE,
        rxDbm: levelOf(rx, TENTHS),
        txDbm: levelOf(tx, TENTHS),
        distanceM: tenths === undefined ? undefined : Math.round(tenths / TENTHS),
      })
    },
  },
}

/** The interface of an ONU is called after its port: `EPON0/1:5`. */
function toOnu(
  { index, names }: OnuRow,
  known: Omit<SeenOnu, 'pon' | 'number'>,
): SeenOnu | undefined {
  const [, pon, number] = ONU_NAME.exec(names.get(index[0] ?? 0) ?? '') ?? []
  return { ...known, pon: { name: pon ?? '' }, number: number ? Number(number) : undefined }
}

function positive(value: number | undefined): number | undefined {
  return value !== undefined && value > 0 ? value : undefined
}
