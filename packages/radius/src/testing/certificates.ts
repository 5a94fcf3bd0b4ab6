import { readFileSync } from 'node:fs'
import { join } from 'node:path'

const pathTo = (name: string) => join(import.meta.dirname, 'certificates', name)
const key = readFileSync(pathTo('test-server-key.pem'))

/** The file with the authority that signed the certificates for tests. They are for `radius.test`, until 2120. */
export const AUTHORITY = pathTo('test-authority.pem')
export const TEST_TLS = { key, cert: readFileSync(pathTo('test-server.pem')) }
/** Signed through three more authorities: too long for four EAP packets. */
export const LONG_CHAIN_TLS = { key, cert: readFileSync(pathTo('test-server-long-chain.pem')) }
