// Turns dictionaries/*.dictionary into src/dictionary.generated.ts. Run it after editing a dictionary:
//   node packages/radius/generate-dictionary.ts
import { globSync, readFileSync, writeFileSync } from 'node:fs'
import { basename, join } from 'node:path'
import { extendedAttribute, vendorAttribute } from './src/attribute.ts'

const TYPES = [
  'string',
  'octets',
  'integer',
  'integer64',
  'short',
  'byte',
  'date',
  'ipaddr',
  'ipv6addr',
  'ipv6prefix',
  'ifid',
]
const LINE_COLUMNS = 100

interface Attribute {
  name: string
  key: number
  type: string
  flags: string[]
}

interface Dictionary {
  vendors: Map<string, number>
  attributes: Map<string, Attribute>
  values: Map<string, Map<string, number>>
}

interface Line {
  words: string[]
  place: string
}

/** The text of src/dictionary.generated.ts. Throws with file and line at the first statement it does not accept. */
export function generateDictionary(): string {
  const files = globSync(join(import.meta.dirname, 'dictionaries', '*.dictionary')).sort()
  const lines = files.flatMap(readLines)
  const dictionary: Dictionary = { vendors: new Map(), attributes: new Map(), values: new Map() }
  let vendor: string | undefined
  for (const line of lines) vendor = readStatement(dictionary, vendor, line)
  // A later file may name values of an earlier file's attribute and the other way round.
  for (const line of lines.filter(({ words }) => words[0] === 'VALUE')) readValue(dictionary, line)
  return print(dictionary)
}

function readLines(path: string): Line[] {
  return readFileSync(path, 'utf8')
    .split('\n')
    .map((text, index) => ({
      words: text.replace(/#.*/, '').trim().split(/\s+/),
      place: `${basename(path)}:${index + 1}`,
    }))
    .filter(({ words }) => words[0] !== '')
}

function readStatement(
  dictionary: Dictionary,
  vendor: string | undefined,
  line: Line,
): string | undefined {
  const [keyword, name = '', number = ''] = line.words
  switch (keyword) {
    case 'VENDOR':
      dictionary.vendors.set(name, Number(number))
      return vendor
    case 'BEGIN-VENDOR':
      if (!dictionary.vendors.has(name)) refuse(line, `vendor ${name} is not declared`)
      return name
    case 'END-VENDOR':
      if (vendor !== name) refuse(line, `vendor ${name} is not open`)
      return undefined
    case 'ATTRIBUTE':
      readAttribute(dictionary, vendor, line)
      return vendor
    case 'VALUE':
      return vendor
    default:
      return refuse(line, `unknown statement ${keyword}`)
  }
}

function readAttribute(dictionary: Dictionary, vendor: string | undefined, line: Line): void {
  const [, name = '', number = '', type = '', flagText] = line.words
  const flags = flagText?.split(',') ?? []
  if (!TYPES.includes(type)) refuse(line, `unknown type ${type}`)
  for (const flag of flags) {
    if (!['has_tag', 'encrypt=1', 'encrypt=2'].includes(flag)) refuse(line, `unknown flag ${flag}`)
  }
  if (dictionary.attributes.has(name)) refuse(line, `${name} is declared twice`)
  const key = attributeKey(dictionary.vendors.get(vendor ?? ''), number)
  const holder = [...dictionary.attributes.values()].find((attribute) => attribute.key === key)
  if (holder) refuse(line, `${name} has the number of ${holder.name}`)
  if (!Number.isSafeInteger(key)) refuse(line, `bad number ${number}`)
  dictionary.attributes.set(name, { name, key, type, flags })
}

function attributeKey(vendorId: number | undefined, number: string): number {
  if (vendorId !== undefined) return vendorAttribute(vendorId, Number(number))
  const [type = '', extendedType] = number.split('.')
  return extendedType === undefined
    ? Number(type)
    : extendedAttribute(Number(type), Number(extendedType))
}

function readValue(dictionary: Dictionary, line: Line): void {
  const [, attribute = '', name = '', number = ''] = line.words
  if (!dictionary.attributes.has(attribute)) refuse(line, `${attribute} is not declared`)
  const values = dictionary.values.get(attribute) ?? new Map<string, number>()
  if (values.has(name)) refuse(line, `${attribute} ${name} is declared twice`)
  if (!/^\d+$/.test(number)) refuse(line, `bad number ${number}`)
  dictionary.values.set(attribute, values.set(name, Number(number)))
}

function refuse(line: Line, why: string): never {
  throw new Error(`${line.place}: ${why}`)
}

function print({ vendors, attributes, values }: Dictionary): string {
  const all = [...attributes.values()].sort((a, b) => a.key - b.key)
  const flagged = (flag: string) => all.filter(({ flags }) => flags.includes(flag))
  const keysOf = (list: Attribute[]) => list.map(({ key }) => String(key))
  const valueObjects = [...values]
    .sort(([a], [b]) => (a < b ? -1 : 1))
    .map(([name, list]) => `${quote(name)}: { ${[...list].map(entry).join(', ')} }`)
  return [
    '// Written by generate-dictionary.ts from dictionaries/*.dictionary. Edit those and run it again.\n',
    declare('Enterprise numbers of vendors.', 'VENDOR', '{}', [...vendors].map(entry)),
    declare(
      'Attribute keys by name: standard, vendor and extended attributes alike.',
      'ATTRIBUTE',
      '{}',
      all.map(({ name, key }) => entry([name, key])),
    ),
    declare('Named values of integer attributes.', 'VALUE', '{}', valueObjects),
    declare(
      'Attribute keys by type of value.',
      'ATTRIBUTES_OF_TYPE',
      '{}',
      TYPES.map(
        (type) => `${type}: [${keysOf(all.filter((one) => one.type === type)).join(', ')}]`,
      ),
    ),
    declare(
      'Attributes whose value begins with a tag (RFC 2868 §3.1).',
      'TAGGED_ATTRIBUTES',
      '[]',
      keysOf(flagged('has_tag')),
    ),
    declare(
      'Attributes hidden as User-Password is (RFC 2865 §5.2), and with a salt (RFC 2868 §3.5, RFC 2548 §2.4.2).',
      'HIDDEN_ATTRIBUTES',
      '{}',
      [
        `password: [${keysOf(flagged('encrypt=1')).join(', ')}]`,
        `salt: [${keysOf(flagged('encrypt=2')).join(', ')}]`,
      ],
    ),
  ].join('\n')
}

function declare(why: string, name: string, brackets: string, items: string[]): string {
  const body = pack(items)
  return (
    `/** ${why} */\n// biome-ignore format: packed, so that the file stays readable at a glance\n` +
    `export const ${name} = ${brackets[0]}\n${body}\n${brackets[1]} as const\n`
  )
}

/** Lays items out in lines of at most 100 columns, breaking a long item at its own commas. */
function pack(items: string[]): string {
  const lines: string[] = []
  let line = ' '
  for (const piece of items.flatMap((item) => `${item},`.split(/(?<=,) /))) {
    if (line.length + 1 + piece.length > LINE_COLUMNS) {
      lines.push(line)
      line = ' '
    }
    line += ` ${piece}`
  }
  return [...lines, line].join('\n')
}

function entry([name, number]: [string, number]): string {
  return `${quote(name)}: ${number}`
}

function quote(name: string): string {
  return /^[A-Za-z_]\w*$/.test(name) ? name : `'${name}'`
}

if (process.argv[1] === import.meta.filename) {
  writeFileSync(join(import.meta.dirname, 'src', 'dictionary.generated.ts'), generateDictionary())
}
