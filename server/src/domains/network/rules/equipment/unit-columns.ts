import {
  faultsOfIdentity,
  type Identification,
  type Identity,
  plainIdentity,
} from './unit-identity.ts'

export type UnitField = 'model' | 'serial' | 'mac' | 'chipId' | 'name' | 'warrantyUntil' | 'note'
export type UnitColumnsFound = ReadonlyMap<UnitField, number>
export type ReadUnit = Identity & {
  name: string
  note: string
  warrantyUntil: Temporal.PlainDate | null
}
export type UnitFault = { field: UnitField | 'file'; rule: string; value: string }

/** How suppliers and our own lists head their columns, in lower case. */
const HEADINGS: [UnitField, RegExp][] = [
  ['serial', /^(серийн|серия|номер карты|s\/?n(\s|$)|sn$|serial|card)/],
  ['mac', /^mac/],
  ['chipId', /^(номер чипа|чип|chip|cas ?id)/],
  ['model', /^(модель|model)/],
  ['warrantyUntil', /^(гарантия|warranty)/],
  ['name', /^(инвентарн|название|имя|inventory|name)/],
  ['note', /^(примечание|комментарий|note|comment)/],
]
const LENGTHS: Partial<Record<UnitField, number>> = { name: 100, note: 1000 }
/** Day 0 of Excel's calendar, in which 1900 is a leap year. */
const EXCEL_EPOCH = '1899-12-30'

/** Which column of a file is what, by the headings of its first row; the first one of a kind counts. */
export function findColumns(headings: readonly string[]): UnitColumnsFound {
  const found = new Map<UnitField, number>()
  for (const [column, heading] of headings.entries()) {
    const words = heading.trim().toLowerCase()
    const field = HEADINGS.find(([, pattern]) => pattern.test(words))?.[0]
    if (field && !found.has(field)) found.set(field, column)
  }
  return found
}

/** A unit of a row by the rules of its model, or all that is wrong with it. */
export function readUnit(
  model: Identification,
  cells: readonly string[],
  columns: UnitColumnsFound,
): { unit: ReadUnit; faults: UnitFault[] } {
  const cell = (field: UnitField) => cells[columns.get(field) ?? -1]?.trim() ?? ''
  const typed = { serial: cell('serial'), mac: cell('mac'), chipId: cell('chipId') }
  const texts = { name: cell('name'), note: cell('note') }
  const warranty = cell('warrantyUntil')
  const warrantyUntil = warranty === '' ? null : readDay(warranty)
  const plain = { ...plainIdentity(typed), ...texts }
  const faults = faultsOfIdentity(model, plain).map(({ field, rule }) => ({
    field,
    rule,
    value: cell(field),
  }))
  return {
    unit: { ...plain, warrantyUntil: warrantyUntil ?? null },
    faults: [
      ...faults,
      ...(warrantyUntil === undefined ? [wrong('warrantyUntil', 'day', warranty)] : []),
      ...Object.entries(texts).flatMap(([field, text]) =>
        text.length > (LENGTHS[field as UnitField] ?? 0) // of the names of the two texts
          ? [wrong(field as UnitField, 'long', text)]
          : [],
      ),
    ],
  }
}

function wrong(field: UnitField, rule: string, value: string): UnitFault {
  return { field, rule, value }
}

/** `31.05.2027`, `2027-05-31`, or the number that Excel keeps a day as. */
function readDay(text: string): Temporal.PlainDate | undefined {
  if (/^\d{5}$/.test(text)) return Temporal.PlainDate.from(EXCEL_EPOCH).add({ days: Number(text) })
  const [, day, month, year] = /^(\d{2})\.(\d{2})\.(\d{4})$/.exec(text) ?? []
  try {
    return Temporal.PlainDate.from(year ? `${year}-${month}-${day}` : text)
  } catch {
    return undefined
  }
}
