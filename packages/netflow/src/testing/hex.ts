/** Octets written as the RFCs write them: hexadecimal digits with blanks and line ends anywhere. */
export function hex(text: string): Buffer {
  return Buffer.from(text.replace(/\s+/g, ''), 'hex')
}
