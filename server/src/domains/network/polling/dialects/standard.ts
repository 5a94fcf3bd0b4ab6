import type { DeviceDialect } from './dialect.ts'

/** Anything that speaks the standard MIBs: switches, routers, and OLTs without their ONUs. */
export const standardDialect: DeviceDialect = {}
