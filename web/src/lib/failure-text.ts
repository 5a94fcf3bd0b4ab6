import { ApiMismatch, ApiProblem, ApiUnreachable } from './api-failure.ts'
import { formatDay, formatMonth } from './format/time.ts'
import { findText, type Language, languageNow } from './i18n.ts'

/** What to tell a person: what happened, and what to do. */
export function failureText(error: unknown): { title: string; advice?: string } {
  if (error instanceof ApiProblem) return problemText(error)
  const kind =
    error instanceof ApiUnreachable
      ? 'unreachable'
      : error instanceof ApiMismatch
        ? 'mismatch'
        : 'unknown'
  return textOf(`failure.${kind}`) ?? { title: String(error) }
}

function problemText(error: ApiProblem): { title: string; advice?: string } {
  const details = readable(error.details, languageNow())
  return (
    textOf(error.code, details) ??
    textOf(`status.${error.status}`, details) ??
    textOf(error.status >= 500 ? 'status.500' : 'status.400', { code: error.code }) ?? {
      title: error.message,
    }
  )
}

/** A text is a sentence, or a pair of sentences under `title` and `advice`. */
function textOf(key: string, values?: Record<string, unknown>) {
  const title = findText('problems', `${key}.title`, values)
  if (title) return { title, advice: findText('problems', `${key}.advice`, values) }
  const sentence = findText('problems', key, values)
  return sentence ? { title: sentence } : undefined
}

/** Details come in the machine form; people read days, months and lists. */
function readable(details: Record<string, unknown>, language: Language): Record<string, unknown> {
  const entries = Object.entries(details).map(([name, value]) => [name, wordsOf(value, language)])
  return Object.fromEntries(entries)
}

function wordsOf(value: unknown, language: Language): unknown {
  if (Array.isArray(value)) return value.map((one) => wordsOf(one, language)).join(', ')
  if (typeof value !== 'string') return value
  if (/^\d{4}-\d{2}-\d{2}$/.test(value)) return formatDay(value, language)
  return /^\d{4}-\d{2}$/.test(value) ? formatMonth(value, language) : value
}
