/** Letters and digits that nobody mixes up when reading them out: no `0O`, `1lI`. */
const ALPHABET = 'abcdefghijkmnpqrstuvwxyzABCDEFGHJKLMNPQRSTUVWXYZ23456789'
const BYTE_VALUES = 256

/** A random text for a password or a shared secret; every letter is equally likely. */
export function generateSecret(length: number): string {
  const fair = BYTE_VALUES - (BYTE_VALUES % ALPHABET.length)
  let text = ''
  while (text.length < length) {
    for (const byte of crypto.getRandomValues(new Uint8Array(length))) {
      if (byte < fair && text.length < length) text += ALPHABET[byte % ALPHABET.length]
    }
  }
  return text
}
