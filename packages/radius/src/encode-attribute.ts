import { AttributeError } from './attribute-error.ts'
import { HEADER_BYTES } from './attribute-walk.ts'
import { CODE } from './code.ts'
import { type AttributeDefinition, findAttribute } from './dictionary.ts'
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

/**
 * One attribute as octets by its definition rather than by its name: for those that no dictionary of ours has. `tag` is 1
 * to 31, 0 means none. Throws AttributeError naming the definition; a hidden attribute is a TypeError, as in
 * `encodeAttribute`.
 */
export function encodeAttributeAs(definition: AttributeDefinition, text: string, tag = 0): Buffer {
  if (definition.hidden !== 'no') {
    throw new TypeError(`${definition.name} is hidden anew in each packet; add it by name`)
  }
  return writeAs(definition, text, tag).subarray(HEADER_BYTES)
}

/** The same as `findAttributeError` for an attribute by its definition, hidden ones too. */
export function findAttributeErrorAs(
  definition: AttributeDefinition,
  text: string,
  tag = 0,
): AttributeError | undefined {
  try {
    writeAs(definition, text, tag)
    return undefined
  } catch (error) {
    if (error instanceof AttributeError) return error
    throw error
  }
}

function writeAs(definition: AttributeDefinition, text: string, tag: number): Buffer {
  const packet = createRequest(CODE['Accounting-Request'], { secret: NO_SECRET })
  try {
    return packet
      .addText(definition, text, definition.hasTag || tag !== 0 ? tag : undefined)
      .encode()
  } catch (error) {
    // The packet knows the attribute by its key; whoever asks knows it by the name of the definition.
    if (!(error instanceof AttributeError)) throw error
    throw new AttributeError(error.code, definition.name, error.expected)
  }
}
