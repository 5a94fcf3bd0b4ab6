/** A field of one's own, as far as its values are checked by it. */
export type FieldRule = {
  kind: 'text' | 'number' | 'day' | 'list'
  options: readonly string[]
  isRequired: boolean
}

const NUMBER = /^-?\d{1,15}(\.\d{1,9})?$/

/** A value as it is kept: a number with a point and without spaces. */
export function normaliseValue({ kind }: Pick<FieldRule, 'kind'>, value: string): string {
  const trimmed = value.trim()
  return kind === 'number' ? trimmed.replace(/\s/g, '').replace(',', '.') : trimmed
}

/** The name of the rule that a normalised value breaks; undefined when it breaks none. */
export function brokenRule(field: FieldRule, value: string): string | undefined {
  if (value === '') return field.isRequired ? 'required' : undefined
  if (field.kind === 'number' && !NUMBER.test(value)) return 'decimal'
  if (field.kind === 'day' && !isDay(value)) return 'date'
  if (field.kind === 'list' && !field.options.includes(value)) return 'unknown'
  return undefined
}

function isDay(value: string): boolean {
  try {
    return Temporal.PlainDate.from(value).toString() === value
  } catch {
    return false
  }
}
