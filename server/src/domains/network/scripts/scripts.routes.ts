import { fillWords, requestText } from '@altyn/contract/network/script-text'
import * as contract from '@altyn/contract/network/scripts'
import { type AnsweredRoute, answer } from '#platform/http/answer'
import { toApiTime } from '#platform/http/api-values'
import { toPage, unpackCursor } from '#platform/http/cursor'
import {
  askBatch,
  askRun,
  cancelBatch,
  cancelRun,
  findBatchDevices,
  getBatch,
  getRun,
  rehearseRun,
} from './ask-run.ts'
import type { BatchRow } from './batches.store.ts'
import { changeScript, createScript, needsPort } from './keep-scripts.ts'
import { addressOf, type PreparedRun, type SpeedReader } from './prepare-run.ts'
import { countRuns, type RunRow, selectRuns } from './runs.store.ts'
import { type ScriptRow, selectScripts } from './scripts.store.ts'
import { USUAL_SECONDS } from './transports/transport.ts'

const NAMED_MAX = 50
const HIDDEN = '••••••'

/** Scripts of commands and their runs; what speed an account has is known above the network. */
export function scriptsRoutes(readSpeeds: SpeedReader): AnsweredRoute[] {
  return [
    answer(contract.listScripts, async (ctx) => ({
      items: (await selectScripts(ctx)).map(toApiScript),
    })),
    answer(contract.createScript, async (ctx, { body }) =>
      toApiScript(await createScript(ctx, body)),
    ),
    answer(contract.changeScript, async (ctx, { params, body, version }) =>
      toApiScript(await changeScript(ctx, { id: params.id, version }, body)),
    ),
    answer(contract.previewScript, async (ctx, { params, body }) =>
      toApiPreview(await rehearseRun(ctx, { scriptId: params.id, place: body, readSpeeds })),
    ),
    answer(contract.runScript, async (ctx, { params, body }) =>
      toApiRun(await askRun(ctx, { scriptId: params.id, place: body, readSpeeds })),
    ),
    ...runRoutes,
    ...batchRoutes,
  ]
}

const runRoutes = [
  answer(contract.listScriptRuns, async (ctx, { query }) => {
    const { cursor, limit, total, ...filter } = query
    const after = unpackCursor(cursor, 1)
    const found = await selectRuns(ctx, filter, { after, limit: limit + 1 })
    const { rows, nextCursor } = toPage(found, limit, ({ id }) => [id])
    const count = total ? { total: await countRuns(ctx, filter) } : {}
    return { items: rows.map(toApiRun), nextCursor, ...count }
  }),
  answer(contract.readScriptRun, async (ctx, { params }) => {
    const run = await getRun(ctx, BigInt(params.id))
    return { ...toApiRun(run), log: run.log }
  }),
  answer(contract.cancelScriptRun, async (ctx, { params }) =>
    toApiRun(await cancelRun(ctx, BigInt(params.id))),
  ),
]

const batchRoutes = [
  answer(contract.previewScriptBatch, async (ctx, { params, body }) => {
    const { fitting, unfit } = await findBatchDevices(ctx, { scriptId: params.id, scope: body })
    return {
      devicesCount: fitting.length,
      fitting: fitting.slice(0, NAMED_MAX).map(({ name }) => name),
      unfit: unfit.slice(0, NAMED_MAX).map(({ name, refusal }) => ({
        name,
        code: refusal.code,
        details: refusal.details,
      })),
      unfitCount: unfit.length,
    }
  }),
  answer(contract.runScriptBatch, async (ctx, { params, body }) =>
    toApiBatch(await askBatch(ctx, { scriptId: params.id, scope: body })),
  ),
  answer(contract.readScriptBatch, async (ctx, { params }) =>
    toApiBatch(await getBatch(ctx, params.id)),
  ),
  answer(contract.cancelScriptBatch, async (ctx, { params }) =>
    toApiBatch(await cancelBatch(ctx, params.id)),
  ),
]

function toApiScript(row: ScriptRow): contract.Script {
  return {
    ...row,
    needsPort: needsPort(row),
    lastRunAt: toApiTime(row.lastRunAt),
    archivedAt: toApiTime(row.archivedAt),
  }
}

function toApiRun(run: RunRow): contract.ScriptRun {
  return {
    ...run,
    id: String(run.id),
    askedAt: toApiTime(run.askedAt),
    dueAt: toApiTime(run.dueAt),
    startedAt: toApiTime(run.startedAt),
    finishedAt: toApiTime(run.finishedAt),
  }
}

function toApiBatch(batch: BatchRow): contract.ScriptBatch {
  return {
    ...batch,
    askedAt: toApiTime(batch.askedAt),
    finishedAt: toApiTime(batch.finishedAt),
  }
}

/** As it would be sent, but for the secrets. */
function toApiPreview(prepared: PreparedRun): contract.ScriptPreview {
  const shown =
    prepared.kind === 'commands'
      ? prepared.steps.map((step) => ({ ...step, text: fillWords(step.send, () => HIDDEN) }))
      : prepared.steps.map((step) => ({ ...step, text: requestText(step) }))
  return {
    deviceName: prepared.device.name,
    address: addressOf(prepared),
    loginName: prepared.login.name,
    user: prepared.login.login,
    accountLogin: prepared.accountLogin,
    steps: shown.map(({ line, text, awaits, seconds }) => ({
      line,
      text,
      awaits,
      seconds: seconds ?? USUAL_SECONDS,
    })),
  }
}
