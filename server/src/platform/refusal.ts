/** What a refused deed tells the caller about one field of the input. */
export type FieldFault = { field: string; rule: string }

/**
 * An expected failure: the deed did nothing and says why by a stable code.
 * The code starts with the domain (`payments.duplicate`); its text for people lives in the web.
 */
export class Refusal extends Error {
  readonly code: string
  readonly details: Record<string, unknown>
  readonly fields: FieldFault[]

  constructor(code: string, details: Record<string, unknown> = {}, fields: FieldFault[] = []) {
    super(code)
    this.name = 'Refusal'
    this.code = code
    this.details = details
    this.fields = fields
  }
}

/** A refusal that points at one field of the input. */
export function refuseField(code: string, field: string, details: Record<string, unknown> = {}) {
  return new Refusal(code, details, [{ field, rule: code.split('.').at(-1) ?? code }])
}
