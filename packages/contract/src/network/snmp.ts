import { z } from 'zod'
import { text } from '../values.ts'

export const SNMP_VERSIONS = ['none', 'v1', 'v2c', 'v3'] as const
export const SNMP_AUTHS = ['none', 'md5', 'sha', 'sha224', 'sha256', 'sha384', 'sha512'] as const
export const SNMP_CIPHERS = ['none', 'aes', 'aes256b', 'aes256r'] as const
/** Families of devices whose ONUs we can read; `standard` are all the others. */
export const DEVICE_DIALECTS = ['standard', 'bdcom-epon', 'bdcom-gpon', 'huawei-gpon'] as const
/**
 * How a port is found among the interfaces that a device tells: by its name, by the number at the end of
 * its name, or by a name that is made of that number.
 */
export const PORT_MATCHES = ['name', 'number', 'pattern'] as const
export const POLL_SECONDS_MIN = 30
const POLL_SECONDS_MAX = 86_400

const snmpSecret = z.string().regex(/^[\x21-\x7e]{1,128}$/, 'snmp-secret')
const whole = (min: number, max: number) => z.coerce.number().int().min(min).max(max)

/** How a device is asked, without the secrets. */
export const snmpSettings = z.object({
  /** The user of v3. */
  snmpUser: text(32).default(''),
  snmpAuth: z.enum(SNMP_AUTHS).default('sha'),
  snmpCipher: z.enum(SNMP_CIPHERS).default('aes'),
  snmpPort: whole(1, 65_535).default(161),
  snmpTimeoutMs: whole(500, 20_000).default(3000),
  snmpRetries: whole(0, 5).default(1),
  pollSeconds: whole(POLL_SECONDS_MIN, POLL_SECONDS_MAX).default(300),
})

/** Secrets as they are typed; empty = as it was. */
export const snmpSecrets = z.object({
  /** The community of v1 and v2c, the authentication password of v3. */
  snmpSecret: snmpSecret.or(z.literal('')).default(''),
  /** The privacy password of v3. */
  snmpPrivacySecret: snmpSecret.or(z.literal('')).default(''),
})

/** How the interfaces of a model become our ports. */
export const portMatching = z.object({
  dialect: z.enum(DEVICE_DIALECTS).default('standard'),
  portMatch: z.enum(PORT_MATCHES).default('name'),
  /** `number`: ifIndex = the number of the port + this. */
  portOffset: whole(-1_000_000_000, 2_000_000_000).default(0),
  /** `pattern`: `GigabitEthernet0/0/{n}`. */
  portPattern: text(64).default(''),
})
