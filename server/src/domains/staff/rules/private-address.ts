const PRIVATE_V4 = [/^127\./, /^10\./, /^192\.168\./, /^172\.(1[6-9]|2\d|3[01])\./, /^169\.254\./]
const PRIVATE_V6 = [/^::1$/, /^f[cd]/i, /^fe[89ab]/i]

/** True for loopback, link-local and private addresses (RFC 1918, RFC 4193). */
export function isPrivateAddress(address: string): boolean {
  const mapped = /^::ffff:(\d+\.\d+\.\d+\.\d+)$/i.exec(address)?.[1]
  const plain = mapped ?? address
  return [...PRIVATE_V4, ...PRIVATE_V6].some((pattern) => pattern.test(plain))
}
