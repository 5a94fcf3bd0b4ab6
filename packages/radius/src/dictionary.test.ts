import assert from 'node:assert/strict'
import { existsSync, globSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { test } from 'node:test'
import { generateDictionary } from '../generate-dictionary.ts'
import { extendedAttribute, placeOf, vendorAttribute } from './attribute.ts'
import { CODE, codeName } from './code.ts'
import { ATTRIBUTE, VALUE, VENDOR } from './dictionary.generated.ts'
import { attributeName, attributeNames, findAttribute, valueName } from './dictionary.ts'

const FREERADIUS = '/usr/share/freeradius'

test('the committed dictionary is what the generator makes of the text files', () => {
  const committed = readFileSync(join(import.meta.dirname, 'dictionary.generated.ts'), 'utf8')
  assert.equal(generateDictionary(), committed, 'run node packages/radius/generate-dictionary.ts')
})

test('an attribute is found by name in any letter case, with all that is known of it', () => {
  assert.deepEqual(findAttribute('tunnel-password'), {
    name: 'Tunnel-Password',
    attribute: 69,
    type: 'string',
    hasTag: true,
    hidden: 'salt',
    values: undefined,
  })
  assert.equal(findAttribute('User-Password')?.hidden, 'password')
  assert.equal(findAttribute('Acct-Status-Type')?.values?.Stop, 2)
  assert.equal(findAttribute('Mikrotik-Rate-Limit')?.attribute, 14988 * 256 + 8)
  assert.equal(findAttribute('No-Such-Attribute'), undefined)
})

test('an unknown attribute has a name by number, and is found by it', () => {
  for (const attribute of [200, vendorAttribute(99, 7), extendedAttribute(245, 200)]) {
    const name = attributeName(attribute)
    assert.equal(findAttribute(name)?.attribute, attribute, name)
    assert.equal(findAttribute(name)?.type, 'octets')
  }
  assert.equal(attributeName(vendorAttribute(99, 7)), 'Vendor-99-Attr-7')
  for (const wrong of ['Attr-0', 'Attr-256', 'Attr-1.1', 'Attr-', 'Vendor-9-Attr-1.2']) {
    assert.equal(findAttribute(wrong), undefined, wrong)
  }
})

test('codes have names, unknown ones a number', () => {
  assert.equal(codeName(CODE['CoA-NAK']), 'CoA-NAK')
  assert.equal(codeName(77), 'Code(77)')
})

test('values have names, unknown ones their number', () => {
  assert.equal(valueName(ATTRIBUTE['Acct-Terminate-Cause'], 1), 'User-Request')
  assert.equal(valueName(ATTRIBUTE['Acct-Terminate-Cause'], 99), '99')
  assert.equal(valueName(ATTRIBUTE['Session-Timeout'], 60), '60')
})

test('every name leads to its own key and back', () => {
  const keys = new Set<number>()
  for (const name of attributeNames()) {
    assert.equal(attributeName(ATTRIBUTE[name]), name)
    keys.add(ATTRIBUTE[name])
  }
  assert.equal(keys.size, attributeNames().length)
})

test('numbers and types agree with the dictionaries of FreeRADIUS', {
  skip: existsSync(FREERADIUS) ? false : `${FREERADIUS} is not installed`,
}, () => {
  const theirs = readFreeradius()
  const compared = attributeNames().filter((name) => {
    const expected = theirs.get(name)
    if (!expected) return false
    assert.equal(ATTRIBUTE[name], expected.key, name)
    // What they take apart further is octets here.
    const isContainer = ['vsa', 'extended', 'long-extended', 'evs'].includes(expected.type)
    assert.equal(findAttribute(name)?.type, isContainer ? 'octets' : expected.type, name)
    return true
  })
  assert.ok(compared.length > 450, `only ${compared.length} attributes were compared`)
})

test('values carry the numbers of the RFCs', () => {
  assert.equal(VALUE['Acct-Status-Type']['Interim-Update'], 3)
  assert.equal(VALUE['Error-Cause']['Session-Context-Not-Found'], 503)
  assert.equal(VALUE['Tunnel-Type'].VLAN, 13)
  assert.equal(VENDOR.Cisco, 9)
  assert.deepEqual(placeOf(ATTRIBUTE['Cisco-AVPair']), { kind: 'vendor', vendorId: 9, type: 1 })
})

type Numbers = Map<string, { key: number; type: string }>

function readFreeradius(): Numbers {
  const wanted =
    /dictionary\.(rfc\d+|microsoft|mikrotik|cisco|wispr|erx|huawei|ericsson\.ab|roaringpenguin|eltex)$/
  const found: Numbers = new Map()
  for (const path of globSync(join(FREERADIUS, 'dictionary.*')).filter((one) => wanted.test(one))) {
    readNumbers(readFileSync(path, 'utf8'), found)
  }
  return found
}

function readNumbers(text: string, found: Numbers): void {
  const vendors = new Map<string, number>()
  let vendor: number | undefined
  for (const line of text.split('\n')) {
    const [keyword, name = '', number = '', type = ''] = line.replace(/#.*/, '').split(/\s+/)
    if (keyword === 'VENDOR') vendors.set(name, Number(number))
    else if (keyword === 'BEGIN-VENDOR') vendor = vendors.get(name)
    else if (keyword === 'END-VENDOR') vendor = undefined
    else if (keyword === 'ATTRIBUTE') {
      found.set(name, { key: keyOf(vendor, number), type: type.replace(/\[.*/, '') })
    }
  }
}

function keyOf(vendor: number | undefined, number: string): number {
  const [type = 0, extendedType] = number.split('.').map(Number)
  if (vendor !== undefined) return vendorAttribute(vendor, type)
  return extendedType === undefined ? type : extendedAttribute(type, extendedType)
}
