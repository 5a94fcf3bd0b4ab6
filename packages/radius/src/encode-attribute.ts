import { AttributeError } from './attribute-error.ts'
import { HEADER_BYTES } from './attribute-walk.ts'
import { CODE } from './code.ts'
import { findAttribute } from './dictionary.ts'
import { createRequest } from './packet-writer.ts'

const NO_SECRET = Buffer.alloc(1)

/**
 * One attribute as octets, ready for `addEncoded`: for reply attributes that are kept and sent many times. Takes what
 * `addByName` takes, except attributes that are hidden anew in each packet: those are a TypeError.
 */
export function encodeAttribute(name: string, text: string): Buffer {
  const packet = createRequest(CODE['Accounting-Request'], { secret: NO_SECRET })
  packet.addByName(name, text)
  if (findAttribute(name.replace(/:.*/, ''))?.hidden !== 'no') {
    throw new TypeError(`${name} is hidden anew in each packet; add it by name`)
  }
  return packet.encode().subarray(HEADER_BYTES)
}

/** What is wrong with a configured attribute, or undefined: for checking it when it is typed, not when it is sent. */
export function findAttributeError(name: string, text: string): AttributeError | undefined {
  try {
    createRequest(CODE['Accounting-Request'], { secret: NO_SECRET }).addByName(name, text)
    return undefined
  } catch (error) {
    if (error instanceof AttributeError) return error
    throw error
  }
}
