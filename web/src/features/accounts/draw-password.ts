/** Without 0, O, 1, l and I: the password is read aloud over the phone. */
const SIGNS = 'abcdefghijkmnpqrstuvwxyzABCDEFGHJKLMNPQRSTUVWXYZ23456789'
const LENGTH = 10
/** Bytes above are thrown away, so that every sign is equally likely. */
const FAIR_BELOW = 256 - (256 % SIGNS.length)

/** Draws a password that can be dictated. */
export function drawPassword(): string {
  let password = ''
  while (password.length < LENGTH) {
    for (const byte of crypto.getRandomValues(new Uint8Array(LENGTH))) {
      if (byte < FAIR_BELOW && password.length < LENGTH) password += SIGNS[byte % SIGNS.length]
    }
  }
  return password
}
