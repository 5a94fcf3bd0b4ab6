import snmp from 'net-snmp'
import type { SecretBox } from '#platform/secret-box'

export const SNMP_AUTHS = ['none', 'md5', 'sha', 'sha224', 'sha256', 'sha384', 'sha512'] as const
/** Without DES, which the OpenSSL of our runtime does not have any more. */
export const SNMP_CIPHERS = ['none', 'aes', 'aes256b', 'aes256r'] as const

/** How devices are asked, besides the secrets. */
export type SnmpSettings = {
  snmpVersion: 'v1' | 'v2c' | 'v3'
  /** The user of v3. */
  snmpUser: string
  snmpAuth: (typeof SNMP_AUTHS)[number]
  snmpCipher: (typeof SNMP_CIPHERS)[number]
  snmpPort: number
  snmpTimeoutMs: number
  snmpRetries: number
}
/** The same as they are kept. */
export type SealedSettings = SnmpSettings & {
  secretSealed: Buffer | null
  privacySealed: Buffer | null
}
export type SnmpTarget = SnmpSettings & {
  address: string
  /** The community of v1 and v2c, the authentication password of v3. */
  secret: string
  /** The privacy password of v3. */
  privacySecret: string
}

/** The settings with their secrets, which are opened for this. */
export function toTarget(box: SecretBox, row: SealedSettings & { address: string }): SnmpTarget {
  const opened = (sealed: Buffer | null) => (sealed ? box.open(sealed) : '')
  return { ...row, secret: opened(row.secretSealed), privacySecret: opened(row.privacySealed) }
}

/** Whether the settings are enough to ask with: the secrets that they need are there. */
export function isComplete(target: SnmpTarget): boolean {
  const { snmpVersion, snmpUser, snmpAuth, snmpCipher, secret, privacySecret } = target
  if (snmpVersion !== 'v3') return secret !== ''
  if (snmpUser === '') return false
  if (snmpAuth === 'none') return true
  return secret !== '' && (snmpCipher === 'none' || privacySecret !== '')
}

/** The user of the User-based Security Model (RFC 3414). Nothing is enciphered without a password. */
export function toUser({ snmpUser, snmpAuth, snmpCipher, secret, privacySecret }: SnmpTarget) {
  const user = { name: snmpUser, level: snmp.SecurityLevel.noAuthNoPriv }
  if (snmpAuth === 'none') return user
  const known = { ...user, authProtocol: snmp.AuthProtocols[snmpAuth], authKey: secret }
  if (snmpCipher === 'none') return { ...known, level: snmp.SecurityLevel.authNoPriv }
  return {
    ...known,
    level: snmp.SecurityLevel.authPriv,
    privProtocol: snmp.PrivProtocols[snmpCipher],
    privKey: privacySecret,
  }
}
