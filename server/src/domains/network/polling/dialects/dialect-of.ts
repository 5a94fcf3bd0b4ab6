import { bdcomEponDialect, bdcomGponDialect } from './bdcom.ts'
import type { DeviceDialect } from './dialect.ts'
import { huaweiGponDialect } from './huawei.ts'
import { standardDialect } from './standard.ts'

const DIALECTS = {
  standard: standardDialect,
  'bdcom-epon': bdcomEponDialect,
  'bdcom-gpon': bdcomGponDialect,
  'huawei-gpon': huaweiGponDialect,
}
export type DeviceDialectName = keyof typeof DIALECTS

export function deviceDialectOf(name: DeviceDialectName): DeviceDialect {
  return DIALECTS[name]
}
