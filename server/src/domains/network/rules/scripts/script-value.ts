/** What is known of the place where a script runs; what is not known there is left out. */
export type ScriptFacts = Readonly<Record<string, string | undefined>>

const NUMBER = /^\d{1,10}$/
const MAC = /^[0-9a-f.:-]{12,17}$/
/**
 * What a value may consist of. None begins with a sign that a device might take for an option, none
 * holds a space, a quote, a brace, a semicolon or a control character: it is one word of a command.
 */
const ALPHABETS: Readonly<Record<string, RegExp>> = {
  deviceAddress: /^[0-9a-f.:]{2,45}$/,
  port: /^[A-Za-z0-9][A-Za-z0-9._:/-]{0,39}$/,
  vlan: NUMBER,
  innerVlan: NUMBER,
  guestVlan: NUMBER,
  guestInnerVlan: NUMBER,
  onu: /^[A-Z0-9][A-Z0-9:.-]{0,31}$/,
  account: NUMBER,
  contract: NUMBER,
  login: /^[A-Za-z0-9][A-Za-z0-9._@+:/-]{0,63}$/,
  address: /^[0-9a-f.:]{2,45}$/,
  mac: MAC,
  macDots: MAC,
  macDashes: MAC,
  downKbps: NUMBER,
  upKbps: NUMBER,
}

/** What is wrong with the values that a script asks for; undefined when all are known and harmless. */
export function findBadValue(
  words: readonly string[],
  facts: ScriptFacts,
): { word: string; kind: 'missing' | 'unfit' } | undefined {
  for (const word of words) {
    const alphabet = ALPHABETS[word]
    if (!alphabet) continue
    const value = facts[word] ?? ''
    if (value === '') return { word, kind: 'missing' }
    if (!alphabet.test(value)) return { word, kind: 'unfit' }
  }
  return undefined
}

/** A MAC address, `aa:bb:cc:dd:ee:ff`, in the ways in which families of devices write it. */
export function macTexts(mac: string | undefined): { [way: string]: string } {
  if (!mac) return {}
  const digits = mac.replaceAll(':', '')
  const dots = digits.match(/.{4}/g)?.join('.') ?? ''
  return { mac, macDots: dots, macDashes: mac.replaceAll(':', '-') }
}
