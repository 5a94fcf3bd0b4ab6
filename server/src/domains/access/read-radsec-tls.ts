import { existsSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import type { RadSecTls } from '@altyn/radius'

const FILES = { cert: 'server.pem', key: 'server-key.pem', ca: 'clients-ca.pem' }

/** The three files of RADIUS over TLS; undefined while one of them is not there: then it is switched off. */
export function readRadSecTls(folder: string): RadSecTls | undefined {
  const paths = Object.values(FILES).map((name) => join(folder, name))
  if (!paths.every((path) => existsSync(path))) return undefined
  return {
    cert: readFileSync(join(folder, FILES.cert)),
    key: readFileSync(join(folder, FILES.key)),
    ca: readFileSync(join(folder, FILES.ca)),
  }
}
