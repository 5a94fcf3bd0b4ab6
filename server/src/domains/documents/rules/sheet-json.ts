import type { InvoiceSheet } from './invoice.ts'

/** Freezes a sheet as JSON that `thawSheet` brings back exactly: amounts and days keep their kind. */
export function freezeSheet(sheet: InvoiceSheet): string {
  return JSON.stringify(sheet, function freeze(this: Record<string, unknown>, key, value) {
    if (typeof value === 'bigint') return { $amount: String(value) }
    // A day has turned itself into text by now: the holder still has the day.
    return this[key] instanceof Temporal.PlainDate ? { $day: value } : value
  })
}

/** Brings a frozen sheet back. */
export function thawSheet(frozen: unknown): InvoiceSheet {
  return thaw(frozen) as InvoiceSheet // written by freezeSheet alone
}

function thaw(value: unknown): unknown {
  if (typeof value !== 'object' || value === null) return value
  if (Array.isArray(value)) return value.map(thaw)
  if ('$amount' in value) return BigInt(String(value.$amount))
  if ('$day' in value) return Temporal.PlainDate.from(String(value.$day))
  return Object.fromEntries(Object.entries(value).map(([name, inner]) => [name, thaw(inner)]))
}
