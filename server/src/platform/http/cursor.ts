import { Refusal } from '../refusal.ts'

/** Packs the sort key of the last row of a page into an opaque cursor. */
export function packCursor(key: readonly (string | number | bigint)[]): string {
  return Buffer.from(JSON.stringify(key.map(String))).toString('base64url')
}

/** Unpacks a cursor of the given length; anything else is refused. */
export function unpackCursor(cursor: string | undefined, length: number): string[] | undefined {
  if (cursor === undefined) return undefined
  try {
    const key: unknown = JSON.parse(Buffer.from(cursor, 'base64url').toString())
    if (
      Array.isArray(key) &&
      key.length === length &&
      key.every((part) => typeof part === 'string')
    )
      return key
  } catch {
    // Falls through to the refusal: any unreadable cursor is the same fault.
  }
  throw new Refusal('platform.bad-cursor', {}, [{ field: 'cursor', rule: 'cursor' }])
}

/** Cuts `limit + 1` rows into a page and the cursor of the next one. */
export function toPage<Row>(
  rows: Row[],
  limit: number,
  keyOf: (row: Row) => readonly (string | number | bigint)[],
): { rows: Row[]; nextCursor: string | null } {
  if (rows.length <= limit) return { rows, nextCursor: null }
  const kept = rows.slice(0, limit)
  const last = kept.at(-1)
  return { rows: kept, nextCursor: last ? packCursor(keyOf(last)) : null }
}
