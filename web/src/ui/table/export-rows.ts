import type { Column } from './column.ts'

/** Saves rows as a CSV that opens in a Russian Excel as it is: semicolons, a byte order mark, one line a row. */
export function exportRows<Row>(
  fileName: string,
  columns: readonly Column<Row>[],
  rows: readonly Row[],
): void {
  const written = columns.filter(({ text }) => text)
  const lines = [
    written.map(({ title }) => title),
    ...rows.map((row) => written.map(({ text }) => text?.(row) ?? '')),
  ].map((cells) => cells.map(toCsvCell).join(';'))
  saveFile(
    new Blob([`\ufeff${lines.join('\r\n')}\r\n`], { type: 'text/csv;charset=utf-8' }),
    `${fileName}.csv`,
  )
}

/** Hands a file over to the browser's downloads. */
export function saveFile(file: Blob, name: string): void {
  const address = URL.createObjectURL(file)
  const link = document.createElement('a')
  link.href = address
  link.download = name
  link.click()
  URL.revokeObjectURL(address)
}

/** A cell that begins like a formula would be run by a spreadsheet; a quote before it keeps it a text. */
function toCsvCell(text: string): string {
  const isNumber = /^[-+]?\d[\d\s.,]*$/.test(text)
  const safe = /^[=+\-@\t\r]/.test(text) && !isNumber ? `'${text}` : text
  return /[";\r\n]/.test(safe) ? `"${safe.replaceAll('"', '""')}"` : safe
}
