import type { SnmpValue } from '../snmp-session.ts'

/** An interface as IF-MIB tells it. Counters are absent where the device has none. */
export type SeenInterface = {
  ifIndex: number
  ifName: string
  ifDescr: string
  ifAlias: string
  isAdminUp: boolean
  isUp: boolean
  /** 0: not told. */
  speedMbps: number
  counters:
    | { inOctets: bigint; outOctets: bigint; errors: bigint; discards: bigint; bits: 32 | 64 }
    | undefined
}

/** An ONU as an OLT tells it; levels and distance are undefined where it does not. */
export type SeenOnu = {
  /** `HWTC1A2B3C4D`, or the MAC of an EPON ONU. */
  serial: string
  /** The PON port: its ifIndex, or its name among the interfaces. */
  pon: { ifIndex: number } | { name: string }
  /** Which one it is on its port. */
  number: number | undefined
  isOnline: boolean
  /** What the ONU receives and sends, in dBm. */
  rxDbm: number | undefined
  txDbm: number | undefined
  distanceM: number | undefined
}

/** The cells of one row of ONU tables, in the order of the columns; undefined where there is none. */
export type OnuRow = {
  /** The index of the row: `17`, `4194304000.7`. */
  index: readonly number[]
  cells: readonly (SnmpValue | undefined)[]
  /** The names of interfaces by their ifIndex. */
  names: ReadonlyMap<number, string>
}

/**
 * How a family of devices is read. System and interfaces are the same with all of them (RFC 3418,
 * RFC 2863); what an OLT says of its ONUs is its maker's own.
 */
export type DeviceDialect = {
  onus?: {
    /** Columns of one index; they may be of several tables. */
    columns: readonly string[]
    toOnu(row: OnuRow): SeenOnu | undefined
  }
}
