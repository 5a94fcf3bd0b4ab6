/** Why an attribute was refused. */
export const ATTRIBUTE_ERROR_CODES = [
  'unknown-attribute',
  'bad-value',
  'bad-tag',
  'too-long',
  'packet-too-long',
] as const

export type AttributeErrorCode = (typeof ATTRIBUTE_ERROR_CODES)[number]

/** An attribute that cannot be written. The message names it and says what is expected; it never repeats the value. */
export class AttributeError extends Error {
  override readonly name = 'AttributeError'
  readonly code: AttributeErrorCode
  /** The name of the attribute. */
  readonly attribute: string
  /** What would have been accepted, `an IPv4 address such as 192.0.2.1`. */
  readonly expected: string

  constructor(code: AttributeErrorCode, attribute: string, expected: string) {
    super(`${attribute}: expected ${expected}`)
    this.code = code
    this.attribute = attribute
    this.expected = expected
  }
}
