import type { PriceField } from './price-row.ts'

/** How price lists of operators head their columns, in lower case. */
const HEADINGS: Record<PriceField, readonly RegExp[]> = {
  // `\b` knows no Cyrillic letters.
  prefix: [/^(код|коды|префикс|prefix|prefixes|code|codes|dial ?code|dialcode)(\s|$)/],
  name: [/^(направление|название|наименование|описание|страна|destination|direction|name)/],
  class: [/^(класс|тип|вид|class|type)/],
  band: [/^(полоса|время|период|band|time)/],
  callPrice: [/(соединени|факт|вызов|call|setup|connection)/],
  price: [/^(цена|тариф|стоимость|ставка|price|rate|cost)/],
  stepSeconds: [/^(шаг|округление|тарификация|step|increment|rounding)/],
  freeSeconds: [/^(бесплатн|free)/],
  minimumSeconds: [/^(минимальн|minimum|min\b)/],
}
const PREFIX_CELL = /^\+?\d{1,15}([,;\s]+\+?\d{1,15})*$/
const FRACTION_CELL = /^\d{1,9}[.,]\d{1,6}$/

/**
 * Guesses what the columns of a file are: by how this house has headed them before (`known`, in
 * lower case), by usual headings, and where there are none by what stands in the cells.
 */
export function guessColumns(
  rows: readonly (readonly string[])[],
  known: ReadonlyMap<string, string>,
): { columns: (PriceField | null)[]; hasHeadings: boolean } {
  const [first = []] = rows
  const hasHeadings = !first.some((cell) => PREFIX_CELL.test(cell))
  const width = Math.max(0, ...rows.map(({ length }) => length))
  const taken = new Set<PriceField>()
  const take = (field: PriceField | undefined) => {
    if (field === undefined || taken.has(field)) return null
    taken.add(field)
    return field
  }
  const columns = Array.from({ length: width }, (_, column) =>
    take(hasHeadings ? fieldOf(first[column] ?? '', known) : fieldByCell(first[column] ?? '')),
  )
  return { columns, hasHeadings }
}

function fieldOf(heading: string, known: ReadonlyMap<string, string>): PriceField | undefined {
  const words = heading.trim().toLowerCase()
  const fields = Object.keys(HEADINGS) as PriceField[] // the keys of a closed record
  return (
    fields.find((field) => field === known.get(words) || field.toLowerCase() === words) ??
    fields.find((field) => HEADINGS[field].some((pattern) => pattern.test(words)))
  )
}

function fieldByCell(cell: string): PriceField | undefined {
  if (FRACTION_CELL.test(cell)) return 'price'
  if (PREFIX_CELL.test(cell)) return 'prefix'
  return cell === '' ? undefined : 'name'
}
