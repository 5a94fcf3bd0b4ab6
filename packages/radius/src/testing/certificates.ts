import { readFileSync } from 'node:fs'
import { join } from 'node:path'

const pathTo = (name: string) => join(import.meta.dirname, 'certificates', name)
const key = readFileSync(pathTo('test-server-key.pem'))

/** The file with the authority that signed the certificates for tests. They are for `radius.test`, until 2120. */
export const AUTHORITY = pathTo('test-authority.pem')
export const TEST_TLS = { key, cert: readFileSync(pathTo('test-server.pem')) }
/** Signed through three more authorities: too long for four EAP packets. */
export const LONG_CHAIN_TLS = { key, cert: readFileSync(pathTo('test-server-long-chain.pem')) }
/** The file with the authority that signed the certificates of RADIUS clients for tests, until 2120. */
export const CLIENT_AUTHORITY = pathTo('test-client-authority.pem')
const clientKey = readFileSync(pathTo('test-client-key.pem'))
const clientTls = (name: string) => ({ key: clientKey, cert: readFileSync(pathTo(name)) })
/** The client `nas-1.test`, and the files that it comes from. */
export const CLIENT_TLS = clientTls('test-client.pem')
export const CLIENT_FILES = { key: pathTo('test-client-key.pem'), cert: pathTo('test-client.pem') }
/** The same name, signed by an authority that nobody trusts. */
export const STRANGER_TLS = clientTls('test-client-stranger.pem')
/** The same name, until 2021. */
export const EXPIRED_TLS = clientTls('test-client-expired.pem')
