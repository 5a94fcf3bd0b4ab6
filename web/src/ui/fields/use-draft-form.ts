import { useBlocker } from '@tanstack/react-router'
import { Form, type FormInstance } from 'antd'
import { useRef, useState } from 'react'
import type { z } from 'zod'
import { ApiProblem } from '../../lib/api-failure.ts'
import { failureText } from '../../lib/failure-text.ts'
import { issueText, ruleText } from '../../lib/rule-text.ts'

/** The server's word for an input that its schema does not let in. */
const BROKEN_SCHEMA = 'platform.invalid'

export type FieldPath = (string | number)[]

export type DraftFormOptions<Schema extends z.ZodType> = {
  schema: Schema
  initial: z.input<Schema>
  /** Saves what was typed; what it throws is shown at the fields and on top. */
  onSave: (values: z.input<Schema>) => Promise<unknown>
  onSaved?: () => void
  /** False where leaving half-way loses nothing worth a question. */
  isGuarded?: boolean
}

export type DraftForm = {
  form: FormInstance
  schema: z.ZodType
  initial: object
  isDirty: boolean
  isSaving: boolean
  /** What is wrong and belongs to no field. */
  topErrors: readonly TopError[]
  save: () => Promise<void>
  reset: () => void
  noteChange: () => void
  /** The person is about to leave with unsaved changes: ask, then go on or stay. */
  leaving: { isAsking: boolean; leave: () => void; stay: () => void }
  /** Leaves at once, or asks first when something is unsaved. */
  tryLeave: (go: () => void) => void
}

export type TopError = { title: string; advice?: string }

/** A form that is checked by the schema of its call, saved once, and not lost by accident. */
export function useDraftForm<Schema extends z.ZodType>(
  options: DraftFormOptions<Schema>,
): DraftForm {
  const { schema, initial, onSave, onSaved, isGuarded = true } = options
  const [form] = Form.useForm()
  const [isDirty, setDirty] = useState(false)
  const [isSaving, setSaving] = useState(false)
  const [topErrors, setTopErrors] = useState<readonly TopError[]>([])
  const guard = useLeaveGuard(isDirty && isGuarded)
  const save = async () => {
    if (isSaving) return
    setTopErrors([])
    if (!(await areFieldsRight(form))) return
    // Hidden values, such as the id of the subscriber, belong to the call as much as typed ones.
    const values: z.input<Schema> = form.getFieldsValue(true)
    const homeless = homelessIssues({ form, schema, values })
    if (homeless.length > 0) return setTopErrors(homeless)
    setSaving(true)
    try {
      await onSave(values)
      setDirty(false)
      guard.disarm()
      onSaved?.()
    } catch (failure) {
      setTopErrors(placeFailure(form, failure))
    } finally {
      setSaving(false)
    }
  }
  const reset = () => {
    form.resetFields()
    setDirty(false)
    setTopErrors([])
  }
  return {
    form,
    schema,
    initial: initial as object, // a schema of a form always describes an object
    isDirty,
    isSaving,
    topErrors,
    save,
    reset,
    noteChange: () => setDirty(true),
    ...guard,
  }
}

/** Asks before unsaved changes are lost: on closing, on going to another page, on closing the tab. */
function useLeaveGuard(isDirty: boolean) {
  const [pending, setPending] = useState<() => void>()
  const isDisarmed = useRef(false)
  const blocker = useBlocker({
    shouldBlockFn: () => isDirty && !isDisarmed.current,
    enableBeforeUnload: () => isDirty && !isDisarmed.current,
    withResolver: true,
  })
  const disarm = () => {
    isDisarmed.current = true
  }
  return {
    disarm,
    tryLeave: (go: () => void) => {
      if (isDirty) return setPending(() => go)
      go()
    },
    leaving: {
      isAsking: pending !== undefined || blocker.status === 'blocked',
      leave: () => {
        disarm()
        setPending(undefined)
        if (blocker.status === 'blocked') blocker.proceed()
        else pending?.()
      },
      stay: () => {
        setPending(undefined)
        if (blocker.status === 'blocked') blocker.reset()
      },
    },
  }
}

async function areFieldsRight(form: FormInstance): Promise<boolean> {
  try {
    await form.validateFields()
    return true
  } catch {
    const first = form.getFieldsError().find(({ errors }) => errors.length > 0)
    if (first) form.scrollToField(first.name, { focus: true, block: 'center' })
    return false
  }
}

/** Issues at places that have no field on this form: they would otherwise refuse in silence. */
function homelessIssues(draft: {
  form: FormInstance
  schema: z.ZodType
  values: unknown
}): TopError[] {
  const parsed = draft.schema.safeParse(draft.values)
  if (parsed.success) return []
  return parsed.error.issues.map((issue) => ({
    title: [issue.path.join('.'), issueText(issue)].filter(Boolean).join(': '),
  }))
}

/** Puts the server's field errors at their fields and answers with what is left for the top. */
function placeFailure(form: FormInstance, failure: unknown): TopError[] {
  if (!(failure instanceof ApiProblem) || failure.fields.length === 0) return [failureText(failure)]
  const known = new Set(form.getFieldsError().map(({ name }) => name.join('.')))
  const [placed, homeless] = [
    failure.fields.filter(({ field }) => known.has(field)),
    failure.fields.filter(({ field }) => !known.has(field)),
  ]
  form.setFields(
    placed.map(({ field, rule }) => ({
      name: toFieldPath(field),
      errors: [faultText(failure, rule)],
    })),
  )
  const first = placed[0]
  if (first) form.scrollToField(toFieldPath(first.field), { focus: true, block: 'center' })
  if (failure.code !== BROKEN_SCHEMA) return homeless.length > 0 ? [failureText(failure)] : []
  return homeless.map(({ field, rule }) => ({ title: `${field}: ${ruleText(rule)}` }))
}

/** A broken rule of the schema is named by the rule; any other refusal has a text of its own. */
function faultText(failure: ApiProblem, rule: string): string {
  if (failure.code === BROKEN_SCHEMA) return ruleText(rule)
  const { title, advice } = failureText(failure)
  return advice ? `${title}. ${advice}` : title
}

/** `addresses.0.city` → `['addresses', 0, 'city']`. */
export function toFieldPath(dotted: string): FieldPath {
  return dotted.split('.').map((part) => (/^\d+$/.test(part) ? Number(part) : part))
}
