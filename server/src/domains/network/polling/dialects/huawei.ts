import { gponSerialOf, levelOf, numberOf } from './cells.ts'
import type { DeviceDialect } from './dialect.ts'

const HUAWEI = '1.3.6.1.4.1.2011.6.128.1.1.2'
const ONLINE = 1
const HUNDREDTHS = 100
const DISTANCE_M_MAX = 100_000

/**
 * GPON boards of Huawei OLTs (MA5600T, MA5608T, MA5800), whose tables are indexed by the ifIndex of the
 * PON port and the number of the ONT. Source: HUAWEI-XPON-MIB of the maker as LibreNMS keeps it and as
 * NOC and Centreon read it: hwGponDeviceOntSn, hwGponDeviceOntControlRunStatus (1 online, 2 offline),
 * hwGponDeviceOntControlRanging (metres, −1 = not known), hwGponOntOpticalDdmRxPower and
 * …TxPower (hundredths of a dBm, 2147483647 = not known).
 */
export const huaweiGponDialect: DeviceDialect = {
  onus: {
    columns: [
      `${HUAWEI}.43.1.3`,
      `${HUAWEI}.46.1.15`,
      `${HUAWEI}.46.1.20`,
      `${HUAWEI}.51.1.4`,
      `${HUAWEI}.51.1.3`,
    ],
    toOnu({ index, cells: [sn, status, distance, rx, tx] }) {
      const serial = gponSerialOf(sn)
      const [ifIndex, number] = index
      if (serial === undefined || ifIndex === undefined) return undefined
      const metres = numberOf(distance) ?? -1
      return {
        serial,
        pon: { ifIndex },
        number,
        isOnline: numberOf(status) === ONLINE,
        rxDbm: levelOf(rx, HUNDREDTHS),
        txDbm: levelOf(tx, HUNDREDTHS),
        distanceM: metres >= 0 && metres <= DISTANCE_M_MAX ? metres : undefined,
      }
    },
  },
}
