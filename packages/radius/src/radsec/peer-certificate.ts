import type { X509Certificate } from 'node:crypto'
import type { RadSecPeer } from './radsec-options.ts'

/** `TYPE:value` up to a comma; a value with a comma in it is quoted, with the escapes of JSON. */
const ALT_NAME = /([^:,"]+):("(?:[^"\\]|\\.)*"|[^,]*)(?:, |$)/gy

/** What a certificate says of the peer at this address. */
export function describePeer(certificate: X509Certificate, address: string): RadSecPeer {
  return {
    fingerprint: certificate.fingerprint256,
    subject: certificate.subject ?? '',
    subjectAltNames: splitAltNames(certificate.subjectAltName ?? ''),
    address,
  }
}

/** The alternative names that Node prints as one text, each by itself and without quotes. */
export function splitAltNames(text: string): string[] {
  return Array.from(text.matchAll(ALT_NAME), ([, type = '', value = '']) => {
    return `${type}:${value.startsWith('"') ? unquote(value) : value}`
  })
}

function unquote(quoted: string): string {
  try {
    return String(JSON.parse(quoted))
  } catch {
    return quoted
  }
}
