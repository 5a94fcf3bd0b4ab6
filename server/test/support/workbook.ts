import { crc32, deflateRawSync } from 'node:zlib'

export type Part = {
  name: string
  text: string | Buffer
  /** What the zip says of the unpacked size, when it does not say the truth. */
  saidBytes?: number
}

const LOCAL_HEADER = 0x04034b50
const CENTRAL_HEADER = 0x02014b50
const END = 0x06054b50
const DEFLATED = 8

/** Packs parts into a zip (PKWARE APPNOTE 4.3), as programs for tables do. */
export function packZip(parts: readonly Part[]): Buffer {
  const locals: Buffer[] = []
  const centrals: Buffer[] = []
  let offset = 0
  for (const { name, text, saidBytes } of parts) {
    const plain = Buffer.from(text)
    const packed = deflateRawSync(plain)
    const fields = Buffer.alloc(26)
    fields.writeUInt16LE(20, 0)
    fields.writeUInt16LE(DEFLATED, 4)
    fields.writeUInt32LE(crc32(plain), 10)
    fields.writeUInt32LE(packed.length, 14)
    fields.writeUInt32LE(saidBytes ?? plain.length, 18)
    fields.writeUInt16LE(name.length, 22)
    const local = Buffer.concat([number(LOCAL_HEADER), fields, Buffer.from(name), packed])
    const rest = Buffer.alloc(14)
    rest.writeUInt32LE(offset, 10)
    centrals.push(number(CENTRAL_HEADER), Buffer.from([20, 0]), fields, rest, Buffer.from(name))
    locals.push(local)
    offset += local.length
  }
  const central = Buffer.concat(centrals)
  const end = Buffer.alloc(18)
  end.writeUInt16LE(parts.length, 4)
  end.writeUInt16LE(parts.length, 6)
  end.writeUInt32LE(central.length, 8)
  end.writeUInt32LE(offset, 12)
  return Buffer.concat([...locals, central, number(END), end])
}

/** A workbook of one sheet: the rows as `<row>` elements, the words that cells refer to by number. */
export function packWorkbook(rows: string, words: readonly string[] = []): Buffer {
  const shared = words.map((word) => `<si><t>${word}</t></si>`).join('')
  return packZip([
    { name: '[Content_Types].xml', text: '<Types/>' },
    { name: 'xl/worksheets/sheet1.xml', text: sheetOf(rows) },
    { name: 'xl/sharedStrings.xml', text: `<sst>${shared}</sst>` },
  ])
}

export function sheetOf(rows: string): string {
  return `<?xml version="1.0"?><worksheet><sheetData>${rows}</sheetData></worksheet>`
}

function number(value: number): Buffer {
  const bytes = Buffer.alloc(4)
  bytes.writeUInt32LE(value)
  return bytes
}
