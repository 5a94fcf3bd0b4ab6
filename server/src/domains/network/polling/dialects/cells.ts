import type { SnmpValue } from '../snmp-session.ts'

const VENDOR_OCTETS = 4
const SERIAL_OCTETS = 8
const MAC_OCTETS = 6
const LETTERS = /^[A-Z]+$/
const PLAUSIBLE_DBM = 60

export function numberOf(value: SnmpValue | undefined): number | undefined {
  return typeof value === 'number' ? value : undefined
}

export function textOf(value: SnmpValue | undefined): string {
  if (Buffer.isBuffer(value))
    return value
      .toString('utf8')
      .replaceAll(/\p{Cc}/gu, ' ')
      .trim()
  return value === undefined ? '' : String(value)
}

/** A level told in parts of a dBm. What no module can measure stands for “not known”. */
export function levelOf(value: SnmpValue | undefined, partsOfDbm: number): number | undefined {
  if (typeof value !== 'number') return undefined
  const dbm = value / partsOfDbm
  return Math.abs(dbm) < PLAUSIBLE_DBM && value !== 0 ? dbm : undefined
}

/**
 * The serial number of a GPON ONU (ITU-T G.984.3, 9.2.4.1): four letters of its maker and four octets,
 * in octets or already written out.
 */
export function gponSerialOf(value: SnmpValue | undefined): string | undefined {
  if (!Buffer.isBuffer(value)) return undefined
  if (value.length !== SERIAL_OCTETS) {
    const written = value
      .toString('latin1')
      .toUpperCase()
      .replaceAll(/[^0-9A-Z]/g, '')
    return written.length >= VENDOR_OCTETS && written.length <= 32 ? written : undefined
  }
  const vendor = value.toString('latin1', 0, VENDOR_OCTETS)
  const own = value.toString('hex', VENDOR_OCTETS)
  const prefix = LETTERS.test(vendor) ? vendor : value.toString('hex', 0, VENDOR_OCTETS)
  return (prefix + own).toUpperCase()
}

export function macOf(value: SnmpValue | undefined): string | undefined {
  if (!Buffer.isBuffer(value) || value.length !== MAC_OCTETS) return undefined
  return (value.toString('hex').match(/../g) ?? []).join(':').toUpperCase()
}
