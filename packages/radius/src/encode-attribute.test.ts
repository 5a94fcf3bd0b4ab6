import assert from 'node:assert/strict'
import { test } from 'node:test'
import fc from 'fast-check'
import { vendorAttribute } from './attribute.ts'
import { AttributeError } from './attribute-error.ts'
import { type AttributeDefinition, attributeNames, findAttribute } from './dictionary.ts'
import { encodeAttribute, encodeAttributeAs, findAttributeErrorAs } from './encode-attribute.ts'

/** An attribute of a vendor that no dictionary has. */
function own(change: Partial<AttributeDefinition> = {}): AttributeDefinition {
  return {
    name: 'Acme-Profile',
    attribute: vendorAttribute(64_999, 7),
    type: 'string',
    hasTag: false,
    hidden: 'no',
    values: undefined,
    ...change,
  }
}

test('an attribute that no dictionary has is written as its definition says', () => {
  const cases: [Partial<AttributeDefinition>, string, number, string][] = [
    [{}, 'gold', 0, '1a0c0000fde70706676f6c64'],
    [{ type: 'integer' }, '256', 0, '1a0c0000fde7070600000100'],
    [{ type: 'byte' }, '7', 0, '1a090000fde7070307'],
    [{ type: 'ipaddr' }, '192.0.2.1', 0, '1a0c0000fde70706c0000201'],
    [{ type: 'ipv6prefix' }, '2001:db8:7::/56', 0, '1a130000fde7070d003820010db80007000000'],
    [{ type: 'octets' }, '0xCAFE', 0, '1a0a0000fde70704cafe'],
    [{ hasTag: true }, 'gold', 3, '1a0d0000fde7070703676f6c64'],
    [{ hasTag: true }, 'gold', 0, '1a0c0000fde70706676f6c64'],
    [{ hasTag: true, type: 'integer' }, '13', 2, '1a0c0000fde707060200000d'],
    [{ attribute: 200 }, 'x', 0, 'c80378'],
  ]
  for (const [change, text, tag, octets] of cases) {
    const encoded = encodeAttributeAs(own(change), text, tag).toString('hex')
    // An IPv6 prefix may leave out the octets after its length (RFC 3162 §2.3).
    if (change.type === 'ipv6prefix') assert.match(encoded, /^1a..0000fde707..003820010db80007/)
    else assert.equal(encoded, octets, JSON.stringify(change))
  }
})

test('what does not fit the definition is refused by its name', () => {
  const cases: [Partial<AttributeDefinition>, string, number, string][] = [
    [{ type: 'integer' }, 'fast', 0, 'bad-value'],
    [{ type: 'byte' }, '256', 0, 'bad-value'],
    [{}, '', 0, 'bad-value'],
    [{}, 'x'.repeat(248), 0, 'too-long'],
    [{}, 'gold', 1, 'bad-tag'],
    [{ hasTag: true }, 'gold', 32, 'bad-tag'],
    [{ hasTag: true, type: 'integer' }, '16777216', 1, 'bad-value'],
  ]
  for (const [change, text, tag, code] of cases) {
    const error = findAttributeErrorAs(own(change), text, tag)
    assert.deepEqual(
      [error?.code, error?.attribute],
      [code, 'Acme-Profile'],
      JSON.stringify(change),
    )
    assert.throws(() => encodeAttributeAs(own(change), text, tag), AttributeError)
  }
  assert.equal(findAttributeErrorAs(own(), 'gold'), undefined)
})

test('an attribute of the dictionaries is the same by definition as by name', () => {
  const known = attributeNames()
    .map((name) => findAttribute(name))
    .filter((definition) => definition !== undefined)
    .filter(({ hidden, type }) => hidden === 'no' && type === 'string')
  const anyOf = fc.constantFrom(...known)
  fc.assert(
    fc.property(
      anyOf,
      fc.integer({ min: 1, max: 31 }),
      fc.string({ minLength: 1, maxLength: 40 }),
      (definition, tag, text) => {
        const name = definition.hasTag ? `${definition.name}:${tag}` : definition.name
        const byDefinition = encodeAttributeAs(definition, text, definition.hasTag ? tag : 0)
        assert.deepEqual(byDefinition, encodeAttribute(name, text))
      },
    ),
  )
})

test('a hidden attribute is checked, but never kept as octets', () => {
  const hidden = findAttribute('Tunnel-Password')
  assert.ok(hidden)
  assert.equal(findAttributeErrorAs(hidden, 'secret', 1), undefined)
  assert.equal(findAttributeErrorAs(hidden, 'secret', 40)?.code, 'bad-tag')
  assert.throws(() => encodeAttributeAs(hidden, 'secret', 1), TypeError)
})
