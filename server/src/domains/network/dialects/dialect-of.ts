import { accelPpp } from './accel-ppp.ts'
import { cisco } from './cisco.ts'
import type { Dialect } from './dialect.ts'
import { huawei } from './huawei.ts'
import { juniper } from './juniper.ts'
import { mikrotik } from './mikrotik.ts'
import { standard } from './standard.ts'

const DIALECTS = { mikrotik, cisco, juniper, huawei, 'accel-ppp': accelPpp, standard }
export type DialectName = keyof typeof DIALECTS

/** The dialect that a family of access servers speaks. */
export function dialectOf(name: DialectName): Dialect {
  return DIALECTS[name]
}
