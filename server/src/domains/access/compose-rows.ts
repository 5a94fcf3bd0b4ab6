import { encodeAttributeAs, findAttributeErrorAs } from '@altyn/radius'
import {
  type AttributeOccasion,
  chooseAttributes,
  fillValue,
  type readAttributeRows,
  splitValues,
  type ValueFacts,
} from '../network/index.ts'

export type ReplyRow = Awaited<ReturnType<typeof readAttributeRows>>[number]
/** Attributes that rows give, ready for the wire, and the names that they give: the program's own give way. */
export type Extras = {
  encoded: Buffer
  replaces: ReadonlySet<string>
  /** How often the server is told to report, where a row says it. */
  interimSeconds?: number
}
export const INTERIM = 'Acct-Interim-Interval'
// An integer follows type and length.
const INTEGER_AT = 2

/**
 * What the rows give in a packet; undefined when nothing. A value that cannot be filled or written is left
 * out, and a row without any value takes no place.
 */
export function composeRows(
  rows: readonly ReplyRow[],
  occasion: AttributeOccasion,
  facts: ValueFacts,
): Extras | undefined {
  const parts: Buffer[] = []
  const replaces = new Set<string>()
  let interimSeconds: number | undefined
  for (const { row } of chooseAttributes(rows, occasion)) {
    const encoded = splitValues(row.value).flatMap((value) => encode(row, value, facts))
    if (encoded.length === 0) continue
    parts.push(...encoded)
    replaces.add(row.attribute)
    if (row.attribute === INTERIM) interimSeconds = encoded[0]?.readUInt32BE(INTEGER_AT)
  }
  if (parts.length === 0) return undefined
  return { encoded: Buffer.concat(parts), replaces, interimSeconds }
}

function encode({ definition, tag }: ReplyRow, value: string, facts: ValueFacts): Buffer[] {
  const filled = fillValue(value, facts)
  if ('missing' in filled || findAttributeErrorAs(definition, filled.text, tag)) return []
  return [encodeAttributeAs(definition, filled.text, tag || undefined)]
}
