import type { Tally } from '../counters.ts'
import type { Domain, Template } from '../exporter/domain.ts'
import type { ExportHeader } from '../flow-record.ts'
import type { FlowLimits } from '../limits.ts'
import { uint16At, uint32At } from '../octets.ts'
import { fieldKey } from '../template/field-slots.ts'
import { compileLayout, type TemplateField } from '../template/layout.ts'

const TEMPLATE_ID_MIN = 256
const ENTERPRISE_BIT = 0x8000
/** NetFlow v9 numbers its scopes by itself; the one that matters is the interface (RFC 3954 §6.1). */
const SCOPE_INTERFACE = 2
const INPUT_INTERFACE = 10

/** In what NetFlow v9 and IPFIX write their templates differently. */
export interface TemplateDialect {
  readonly flowsSetId: number
  readonly optionsSetId: number
  /** IPFIX: the upper bit of a type says that an enterprise number follows. */
  readonly hasEnterprises: boolean
  /** IPFIX counts the scopes of an options template in fields, NetFlow v9 in octets. */
  readonly optionsCountsOctets: boolean
  /** IPFIX: a template without fields withdraws (RFC 7011 §8.1). */
  readonly hasWithdrawal: boolean
}

export interface TemplatesContext {
  readonly dialect: TemplateDialect
  readonly header: ExportHeader
  readonly domain: Domain
  readonly limits: FlowLimits
  readonly tally: Tally
}

/** The head of one template: its id, how many fields follow from where, and how many of them are scopes. */
interface TemplateHead {
  id: number
  fieldCount: number
  scopeCount: number
  fieldsAt: number
}

/**
 * Reads a set of templates into the domain and calls `onTemplate` for each that holds from now on. A malformed one ends
 * the set, because nobody knows where the next begins. What is left and too short for a template is padding.
 */
export function readTemplates(
  set: Uint8Array,
  kind: Template['kind'],
  context: TemplatesContext,
  onTemplate: (id: number, template: Template) => void,
): void {
  let at = 0
  while (set.length - at >= 4) {
    const next = readTemplate(set, at, kind, context, onTemplate)
    if (next < 0) {
      context.tally.drop('bad-template')
      return
    }
    at = next
  }
}

/** Where the next template begins, or -1. */
function readTemplate(
  set: Uint8Array,
  at: number,
  kind: Template['kind'],
  context: TemplatesContext,
  onTemplate: (id: number, template: Template) => void,
): number {
  const { dialect, limits } = context
  if (uint32At(set, at) === 0) return set.length // padding
  if (dialect.hasWithdrawal && uint16At(set, at + 2) === 0) return withdraw(set, at, kind, context)
  const head = kind === 'flows' ? readFlowsHead(set, at) : readOptionsHead(set, at, dialect)
  if (!head || head.fieldCount < 1 || head.fieldCount > limits.fieldsPerTemplateMax) return -1
  const { fields, end } = readFields(set, head, dialect)
  if (end < 0) return -1
  const template = learn(head.id, kind, fields, set.subarray(at, end), context)
  if (template === 'bad') return -1
  if (template) onTemplate(head.id, template)
  return end
}

function readFlowsHead(set: Uint8Array, at: number): TemplateHead | undefined {
  const id = uint16At(set, at)
  if (id < TEMPLATE_ID_MIN) return undefined
  return { id, fieldCount: uint16At(set, at + 2), scopeCount: 0, fieldsAt: at + 4 }
}

function readOptionsHead(
  set: Uint8Array,
  at: number,
  dialect: TemplateDialect,
): TemplateHead | undefined {
  const id = uint16At(set, at)
  if (id < TEMPLATE_ID_MIN || set.length - at < 6) return undefined
  const first = uint16At(set, at + 2)
  const second = uint16At(set, at + 4)
  if (dialect.optionsCountsOctets) {
    if (first % 4 !== 0 || second % 4 !== 0) return undefined
    return { id, fieldCount: (first + second) / 4, scopeCount: first / 4, fieldsAt: at + 6 }
  }
  if (second > first) return undefined
  return { id, fieldCount: first, scopeCount: second, fieldsAt: at + 6 }
}

function readFields(
  set: Uint8Array,
  { fieldCount, scopeCount, fieldsAt }: TemplateHead,
  dialect: TemplateDialect,
): { fields: TemplateField[]; end: number } {
  const fields: TemplateField[] = []
  let at = fieldsAt
  for (let index = 0; index < fieldCount; index++) {
    if (set.length - at < 4) return { fields, end: -1 }
    const type = uint16At(set, at)
    const length = uint16At(set, at + 2)
    at += 4
    if (dialect.hasEnterprises && (type & ENTERPRISE_BIT) !== 0) {
      if (set.length - at < 4) return { fields, end: -1 }
      fields.push({ key: fieldKey(type & ~ENTERPRISE_BIT, uint32At(set, at)), length })
      at += 4
    } else {
      const isOwnScope = dialect.optionsCountsOctets && index < scopeCount
      fields.push({ key: isOwnScope ? scopeKey(type) : fieldKey(type, 0), length })
    }
  }
  return { fields, end: at }
}

/** A scope of NetFlow v9 as the field that it stands for; 0 is a field that nobody asks for. */
function scopeKey(scopeType: number): number {
  return fieldKey(scopeType === SCOPE_INTERFACE ? INPUT_INTERFACE : 0, 0)
}

/** Compiles and keeps a template unless it is the one known already; undefined when there is no room for it. */
function learn(
  id: number,
  kind: Template['kind'],
  fields: TemplateField[],
  definition: Uint8Array,
  { header, domain, tally }: TemplatesContext,
): Template | 'bad' | undefined {
  const known = domain.findTemplate(id, header.receivedAtMs)
  if (known?.kind === kind && Buffer.compare(known.definition, definition) === 0) {
    known.refreshedAtMs = header.receivedAtMs
    return known
  }
  const layout = compileLayout(fields)
  if (!layout) return 'bad'
  const template: Template = {
    kind,
    layout,
    definition: Uint8Array.prototype.slice.call(definition),
    refreshedAtMs: header.receivedAtMs,
  }
  if (!domain.keepTemplate(id, template)) {
    tally.drop('too-many-templates')
    return undefined
  }
  tally.templatesLearnt++
  return template
}

/**
 * RFC 7011 §8.1 knows no withdrawal over UDP. One that comes all the same is obeyed: data that follow wait for a new
 * template, while a layout that no longer holds would make octets of nothing.
 */
function withdraw(
  set: Uint8Array,
  at: number,
  kind: Template['kind'],
  { dialect, domain }: TemplatesContext,
): number {
  const id = uint16At(set, at)
  const allOfKind = kind === 'flows' ? dialect.flowsSetId : dialect.optionsSetId
  if (id === allOfKind) domain.forgetTemplates(kind)
  else if (id >= TEMPLATE_ID_MIN) domain.forgetTemplate(id)
  else return -1
  return at + 4
}
