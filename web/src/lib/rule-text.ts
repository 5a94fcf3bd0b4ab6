import type { z } from 'zod'
import { findText } from './i18n.ts'

type Issue = z.core.$ZodIssue

const RULE = /^[a-z][a-z-]*$/

/** What is wrong with a field, in words. Our own rules are named in the contract; the rest by their kind. */
export function issueText(issue: Issue): string {
  const [rule, values] = RULE.test(issue.message) ? [issue.message, {}] : ruleOf(issue)
  return ruleText(rule, values)
}

/** The text of a rule by its name, as the server names it too. */
export function ruleText(rule: string, values: Record<string, unknown> = {}): string {
  return (
    findText('ui', `rules.${rule}`, values) ?? findText('ui', 'rules.invalid') ?? `Invalid: ${rule}`
  )
}

function ruleOf(issue: Issue): [string, Record<string, unknown>] {
  if (issue.code === 'too_small') {
    if (issue.origin === 'number') return ['too-low', { min: issue.minimum }]
    return Number(issue.minimum) <= 1 ? ['required', {}] : ['too-short', { count: issue.minimum }]
  }
  if (issue.code === 'too_big') {
    if (issue.origin === 'number') return ['too-high', { max: issue.maximum }]
    return ['too-long', { count: issue.maximum }]
  }
  if (issue.code === 'invalid_type') return issue.input == null ? ['required', {}] : ['invalid', {}]
  if (issue.code === 'invalid_format') return [issue.format, {}]
  if (issue.code === 'invalid_value') return ['required', {}]
  return ['invalid', {}]
}
