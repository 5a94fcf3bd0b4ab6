export type OptionKind = 'text' | 'number' | 'mac'

const NUMBER = /^-?\d{1,15}([.,]\d{1,6})?$/
const MAC = /^([0-9a-f]{2}[:.-]?){5}[0-9a-f]{2}$/i

/**
 * A value in the one form in which equal values are equal texts: `AABB.CCDD.EEFF` →
 * `aa:bb:cc:dd:ee:ff`, `007,50` → `7.5`. Undefined when it is not of this kind.
 */
export function normalizeOption(kind: OptionKind, value: string): string | undefined {
  const text = value.trim()
  if (kind === 'text') return text
  if (kind === 'mac') return normalizeMac(text)
  if (!NUMBER.test(text)) return undefined
  // Fifteen digits before the point are exact in no double with six behind it: texts are trimmed instead.
  const [whole = '', part = ''] = text.replace('-', '').split(/[.,]/)
  const trimmed = [whole.replace(/^0+(?=\d)/, ''), part.replace(/0+$/, '')]
  const number = trimmed.filter((digits) => digits !== '').join('.')
  return text.startsWith('-') && number !== '0' ? `-${number}` : number
}

/** A MAC address in lower case with colons; undefined when it is none. */
export function normalizeMac(text: string): string | undefined {
  if (!MAC.test(text)) return undefined
  return text
    .toLowerCase()
    .replaceAll(/[^0-9a-f]/g, '')
    .match(/../g)
    ?.join(':')
}
