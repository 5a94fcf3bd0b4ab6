import { normalizeMac } from '../device-option.ts'

export type Need = 'required' | 'optional' | 'none'
/** How units of a model are told apart; masks by commas, '' = anything. */
export type Identification = {
  serialNeed: Need
  serialFormat: string
  macNeed: Need
  chipNeed: Need
  chipFormat: string
}
export type Identity = { serial: string; mac: string; chipId: string }
export type IdentityField = keyof Identity | 'name'
export type IdentityRule = 'missing' | 'unused' | 'format' | 'nameless'
export type IdentityFault = { field: IdentityField; rule: IdentityRule }

const NUMBER = /^[A-Z0-9._/:-]{0,64}$/
const CLASSES: Record<string, string> = {
  '#': '[0-9]',
  '@': '[A-Z]',
  '%': '[0-9A-F]',
  '*': '[0-9A-Z]',
}

/** What is typed of a unit in the one form in which equal numbers are equal texts. */
export function plainIdentity({ serial, mac, chipId }: Identity): Identity {
  return {
    serial: serial.trim().toUpperCase(),
    mac: normalizeMac(mac.trim()) ?? mac.trim(),
    chipId: chipId.trim().toUpperCase(),
  }
}

/** What is wrong with an identity in its plain form, by the rules of the model. */
export function faultsOfIdentity(
  model: Identification,
  { serial, mac, chipId, name }: Identity & { name: string },
): IdentityFault[] {
  const faults = [
    faultOf('serial', serial, model.serialNeed, fits(serial, model.serialFormat)),
    faultOf('mac', mac, model.macNeed, normalizeMac(mac) !== undefined),
    faultOf('chipId', chipId, model.chipNeed, fits(chipId, model.chipFormat)),
  ].filter((fault) => fault !== undefined)
  const isNameless = [serial, mac, chipId, name].every((text) => text === '')
  // Where everything may be left out, something still has to tell the unit from the others.
  return isNameless && faults.length === 0 ? [{ field: 'name', rule: 'nameless' }] : faults
}

function faultOf(
  field: keyof Identity,
  text: string,
  need: Need,
  isRight: boolean,
): IdentityFault | undefined {
  if (text === '') return need === 'required' ? { field, rule: 'missing' } : undefined
  if (need === 'none') return { field, rule: 'unused' }
  return isRight ? undefined : { field, rule: 'format' }
}

/**
 * Does a number look like one of the masks? `#` is a digit, `@` a Latin letter, `%` a hexadecimal
 * digit, `*` a letter or a digit, the rest stands for itself. Each sign of a mask is one sign of the
 * number, so the time that it takes is that of reading it.
 */
function fits(number: string, masks: string): boolean {
  if (!NUMBER.test(number)) return false
  if (masks.trim() === '') return true
  return masks.split(',').some((mask) => toPattern(mask.trim().toUpperCase()).test(number))
}

function toPattern(mask: string): RegExp {
  const signs = [...mask].map((sign) => CLASSES[sign] ?? RegExp.escape(sign))
  return new RegExp(`^${signs.join('')}$`)
}
