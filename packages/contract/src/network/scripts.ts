import { z } from 'zod'
import { route } from '../route.ts'
import {
  editOf,
  flag,
  id,
  idParams,
  instant,
  listQuery,
  longId,
  longIdParams,
  page,
  requiredText,
  text,
  version,
} from '../values.ts'
import { SCRIPT_TEXT_MAX, SCRIPT_TRANSPORTS } from './script-text.ts'

const PATTERNS_MAX = 30
const TEMPLATES_MAX = 100

/** A text that has to stand somewhere; `*` is anything in between. */
const pattern = z
  .string()
  .trim()
  .regex(/^[^\p{Cc}]{1,100}$/u, 'pattern')
  .refine((value) => /[^*\s]/.test(value), 'pattern')
const patterns = z.array(pattern).max(PATTERNS_MAX)

/** How a line ends at which a device waits for a command, unless a script says otherwise. */
export const USUAL_PROMPTS = ['#', '>', '$', ']']
export const USUAL_ERRORS = ['% Invalid', '% Incomplete', '% Ambiguous', '% Unknown', '% Error']

export const scriptForm = z.object({
  name: requiredText(100),
  transport: z.enum(SCRIPT_TRANSPORTS),
  /** Models that it is for; empty = any. */
  templateIds: z.array(id).max(TEMPLATES_MAX).default([]),
  /** Commands or requests, in the notation of `script-text.ts`. */
  body: z.string().max(SCRIPT_TEXT_MAX),
  prompts: patterns.default(USUAL_PROMPTS),
  errors: patterns.default(USUAL_ERRORS),
  /** How long the whole may take. */
  secondsMax: z.coerce.number().int().min(5).max(600).default(60),
  isRepeatable: z.boolean().default(false),
  note: text(1000).default(''),
})
export const script = scriptForm.extend({
  id,
  templateIds: z.array(id),
  prompts: z.array(z.string()),
  errors: z.array(z.string()),
  note: z.string(),
  secondsMax: z.number().int(),
  isRepeatable: z.boolean(),
  /** It runs on a port only: it names something that a device as a whole has not. */
  needsPort: z.boolean(),
  policiesCount: z.number().int(),
  lastRunAt: instant.nullable(),
  archivedAt: instant.nullable(),
  version,
})
export type Script = z.output<typeof script>
export const listScripts = route({
  method: 'GET',
  path: '/api/network/scripts',
  summary: 'Scripts of commands for devices',
  access: 'network.scripts',
  response: z.object({ items: z.array(script) }),
})
export const createScript = route({
  method: 'POST',
  path: '/api/network/scripts',
  summary: 'Write a script of commands',
  access: 'network.edit-scripts',
  body: scriptForm,
  response: script,
})
export const changeScript = route({
  method: 'PATCH',
  path: '/api/network/scripts/:id',
  summary: 'Change a script, archive it or take it back; runs that wait follow it as it is then',
  access: 'network.edit-scripts',
  versioned: true,
  params: idParams,
  body: editOf(scriptForm).extend({ isArchived: z.boolean().optional() }),
  response: script,
})

/** Where a script runs: on a device, a port of it, behind an ONU; the account is whoever is there alone. */
export const scriptTarget = z.object({
  deviceId: id,
  portId: id.nullable().default(null),
  onuId: id.nullable().default(null),
})
export const scriptPreview = z.object({
  deviceName: z.string(),
  /** Where it connects to: `ssh://10.0.0.1:22`. */
  address: z.string(),
  loginName: z.string(),
  user: z.string(),
  accountLogin: z.string(),
  steps: z.array(
    z.object({
      line: z.number().int(),
      /** What would be sent; secrets are hidden. */
      text: z.string(),
      awaits: z.string(),
      seconds: z.number().int(),
    }),
  ),
})
export type ScriptPreview = z.output<typeof scriptPreview>
export const previewScript = route({
  method: 'POST',
  path: '/api/network/scripts/:id/preview',
  summary: 'What a script would send to a device, line by line; nothing is sent',
  access: 'network.scripts',
  asks: true,
  params: idParams,
  body: scriptTarget,
  response: scriptPreview,
})

export const SCRIPT_EVENTS = ['bound', 'unbound', 'blocked', 'unblocked', 'speed-changed'] as const
export const SCRIPT_CAUSES = ['hand', ...SCRIPT_EVENTS] as const
export const RUN_STATES = [
  'queued',
  'running',
  'done',
  'failed',
  'interrupted',
  'cancelled',
] as const
export const RUN_FAILURES = [
  'unreachable',
  'closed',
  'timed-out',
  'wrong-password',
  'wrong-key',
  'host-key-unknown',
  'host-key-changed',
  'no-common-algorithm',
  'too-long-answer',
  'error-answer',
  'unexpected-status',
  'not-as-awaited',
  'not-runnable',
  'superseded',
] as const
export type RunFailure = (typeof RUN_FAILURES)[number]

export const scriptRun = z.object({
  id: longId,
  scriptId: id,
  scriptName: z.string(),
  deviceId: id,
  deviceName: z.string(),
  portId: id.nullable(),
  portName: z.string(),
  accountId: id.nullable(),
  login: z.string(),
  batchId: id.nullable(),
  cause: z.enum(SCRIPT_CAUSES),
  state: z.enum(RUN_STATES),
  askedAt: instant,
  askedBy: z.string(),
  attempts: z.number().int(),
  /** A run that waits begins no sooner. */
  dueAt: instant,
  startedAt: instant.nullable(),
  finishedAt: instant.nullable(),
  failure: z.enum(RUN_FAILURES).nullable(),
  /** What the words of the failure name: line, pattern, code of a refusal… */
  failureDetails: z.record(z.string(), z.unknown()),
})
export type ScriptRun = z.output<typeof scriptRun>
export const scriptRunsQuery = listQuery.extend({
  scriptId: id.optional(),
  deviceId: id.optional(),
  portId: id.optional(),
  accountId: id.optional(),
  batchId: id.optional(),
  state: z.enum(RUN_STATES).optional(),
  cause: z.enum(SCRIPT_CAUSES).optional(),
  /** Those that failed or were broken off. */
  troubled: flag.optional(),
})
export const listScriptRuns = route({
  method: 'GET',
  path: '/api/network/script-runs',
  summary: 'Runs of scripts, the newest first',
  access: 'network.scripts',
  query: scriptRunsQuery,
  response: page(scriptRun),
})
export const scriptRunCard = scriptRun.extend({
  log: z.array(z.object({ kind: z.enum(['sent', 'answered', 'note']), text: z.string() })),
})
export type ScriptRunCard = z.output<typeof scriptRunCard>
export const readScriptRun = route({
  method: 'GET',
  path: '/api/network/script-runs/:id',
  summary: 'A run with what was sent and answered',
  access: 'network.scripts',
  params: longIdParams,
  response: scriptRunCard,
})
export const runScript = route({
  method: 'POST',
  path: '/api/network/scripts/:id/run',
  summary: 'Run a script on a device or a port',
  access: 'network.run-scripts',
  idempotent: true,
  params: idParams,
  body: scriptTarget,
  response: scriptRun,
})
export const cancelScriptRun = route({
  method: 'POST',
  path: '/api/network/script-runs/:id/cancel',
  summary: 'Call off a run that has not begun',
  access: 'network.run-scripts',
  params: longIdParams,
  response: scriptRun,
})

/** Devices in service that a mass run is about, as the list of devices is narrowed. */
export const batchScope = z.object({
  groupId: id.nullable().default(null),
  templateId: id.nullable().default(null),
  deviceIds: z.array(id).max(2000).nullable().default(null),
})
export const batchPreview = z.object({
  devicesCount: z.number().int(),
  /** Of some of them: names, and what stands in the way of each that it cannot run on. */
  fitting: z.array(z.string()),
  unfit: z.array(
    z.object({ name: z.string(), code: z.string(), details: z.record(z.string(), z.unknown()) }),
  ),
  unfitCount: z.number().int(),
})
export type BatchPreview = z.output<typeof batchPreview>
export const previewScriptBatch = route({
  method: 'POST',
  path: '/api/network/scripts/:id/batch-preview',
  summary: 'On which devices a mass run would go and on which it cannot; nothing is sent',
  access: 'network.scripts',
  asks: true,
  params: idParams,
  body: batchScope,
  response: batchPreview,
})
export const scriptBatch = z.object({
  id,
  scriptId: id,
  scriptName: z.string(),
  askedAt: instant,
  askedBy: z.string(),
  runsCount: z.number().int(),
  waitingCount: z.number().int(),
  runningCount: z.number().int(),
  doneCount: z.number().int(),
  troubledCount: z.number().int(),
  cancelledCount: z.number().int(),
  finishedAt: instant.nullable(),
})
export type ScriptBatch = z.output<typeof scriptBatch>
export const runScriptBatch = route({
  method: 'POST',
  path: '/api/network/scripts/:id/batches',
  summary: 'Run a script on many devices',
  access: 'network.run-scripts',
  idempotent: true,
  params: idParams,
  body: batchScope,
  response: scriptBatch,
})
export const readScriptBatch = route({
  method: 'GET',
  path: '/api/network/script-batches/:id',
  summary: 'How far a mass run is',
  access: 'network.scripts',
  params: idParams,
  response: scriptBatch,
})
export const cancelScriptBatch = route({
  method: 'POST',
  path: '/api/network/script-batches/:id/cancel',
  summary: 'Call off the runs of a mass run that have not begun',
  access: 'network.run-scripts',
  params: idParams,
  response: scriptBatch,
})
