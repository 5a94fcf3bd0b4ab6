import type { ReactElement } from 'react'
import { formatPeriod } from '../../lib/format/time.ts'
import type { Language } from '../../lib/i18n.ts'
import type { UrlState } from '../../lib/url-state.ts'

/** One way to narrow a list; its value stands in the address under the name that the server knows. */
export type Filter =
  | { kind: 'choice'; name: string; label: string; options: readonly FilterOption[] }
  | { kind: 'flag'; name: string; label: string }
  | { kind: 'text'; name: string; label: string }
  /** Two names of the question, both days inclusive. */
  | { kind: 'period'; name: string; untilName: string; label: string }
  /** Any control with `value` and `onChange`: a picker of another object. */
  | {
      kind: 'control'
      name: string
      label: string
      control: ReactElement
      show: (value: string) => string
    }

export type FilterOption = { value: string; label: string }

/** What a filter is set to, in words; nothing when it is not set. */
export function filterText(
  filter: Filter,
  values: UrlState,
  language: Language,
): string | undefined {
  const value = values[filter.name]
  if (filter.kind === 'period') {
    const until = values[filter.untilName]
    if (!value && !until) return undefined
    return periodText(value, until, language)
  }
  if (!value) return undefined
  if (filter.kind === 'choice') {
    return filter.options.find((option) => option.value === value)?.label ?? value
  }
  return filter.kind === 'control' ? filter.show(value) : filter.kind === 'flag' ? '' : value
}

/** The names that a filter occupies in the address. */
export function namesOf(filter: Filter): string[] {
  return filter.kind === 'period' ? [filter.name, filter.untilName] : [filter.name]
}

function periodText(from: string | undefined, until: string | undefined, language: Language) {
  if (!from) return `… ${until ?? ''}`
  const dayAfter = until ? Temporal.PlainDate.from(until).add({ days: 1 }).toString() : null
  return formatPeriod(from, dayAfter, language)
}
