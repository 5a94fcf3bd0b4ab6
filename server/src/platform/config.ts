import { resolve } from 'node:path'
import { z } from 'zod'
import { Refusal } from './refusal.ts'

const port = z.coerce.number().int().min(0).max(65_535)
const optional = <Shape extends z.ZodType>(shape: Shape) =>
  z.preprocess((value) => (value === '' ? undefined : value), shape.optional())

const environment = z.object({
  PORT: port.default(8080),
  ALTYN_HOST: z.string().default('0.0.0.0'),
  ALTYN_DATA: z.string().default('./data'),
  DATABASE_URL: optional(z.string().regex(/^postgres(ql)?:\/\//, 'must start with postgres://')),
  ALTYN_RADIUS_HOST: z.string().default('0.0.0.0'),
  ALTYN_RADIUS_AUTH_PORT: port.default(1812),
  ALTYN_RADIUS_ACCT_PORT: port.default(1813),
  ALTYN_RADSEC_PORT: port.default(2083),
  ALTYN_RADIUS_REST_HOST: z.string().default('127.0.0.1'),
  ALTYN_RADIUS_REST_PORT: optional(port),
  ALTYN_FLOWS_HOST: z.string().default('0.0.0.0'),
  ALTYN_SECRET_KEY: optional(
    z.string().regex(/^[0-9a-f]{64}$/i, 'must be 64 hexadecimal digits (openssl rand -hex 32)'),
  ),
  ALTYN_FIRST_SIGN_IN: z.enum(['private', 'anywhere']).default('private'),
  ALTYN_TRUST_PROXY: z.enum(['yes', 'no']).default('no'),
  ALTYN_SECURE_COOKIE: z.enum(['yes', 'no']).default('no'),
  ALTYN_LOG_LEVEL: z.enum(['debug', 'info', 'warn', 'error']).default('info'),
  ALTYN_DATABASE_CONNECTIONS: z.coerce.number().int().min(2).max(200).default(10),
})

export type Config = {
  port: number
  host: string
  dataFolder: string
  databaseUrl: string | undefined
  radius: {
    host: string
    authPort: number
    acctPort: number
    radsecPort: number
    /** For a FreeRADIUS in front; nobody is answered there unless a port is given. */
    rest: { host: string; port: number } | undefined
  }
  flows: { host: string }
  secretKey: string | undefined
  firstSignInFromAnywhere: boolean
  trustProxy: boolean
  secureCookie: boolean
  logLevel: string
  databaseConnections: number
}

/** Reads the whole configuration once. A wrong value is refused by its variable's name. */
export function readConfig(env: Record<string, string | undefined> = process.env): Config {
  const parsed = environment.safeParse(env)
  if (!parsed.success) {
    const faults = parsed.error.issues.map((issue) => `${issue.path.join('.')} ${issue.message}`)
    throw new Refusal('platform.bad-configuration', { faults })
  }
  const read = parsed.data
  return {
    port: read.PORT,
    host: read.ALTYN_HOST,
    dataFolder: resolve(read.ALTYN_DATA),
    databaseUrl: read.DATABASE_URL,
    radius: {
      host: read.ALTYN_RADIUS_HOST,
      authPort: read.ALTYN_RADIUS_AUTH_PORT,
      acctPort: read.ALTYN_RADIUS_ACCT_PORT,
      radsecPort: read.ALTYN_RADSEC_PORT,
      rest:
        read.ALTYN_RADIUS_REST_PORT === undefined
          ? undefined
          : { host: read.ALTYN_RADIUS_REST_HOST, port: read.ALTYN_RADIUS_REST_PORT },
    },
    flows: { host: read.ALTYN_FLOWS_HOST },
    secretKey: read.ALTYN_SECRET_KEY,
    firstSignInFromAnywhere: read.ALTYN_FIRST_SIGN_IN === 'anywhere',
    trustProxy: read.ALTYN_TRUST_PROXY === 'yes',
    secureCookie: read.ALTYN_SECURE_COOKIE === 'yes',
    logLevel: read.ALTYN_LOG_LEVEL,
    databaseConnections: read.ALTYN_DATABASE_CONNECTIONS,
  }
}
