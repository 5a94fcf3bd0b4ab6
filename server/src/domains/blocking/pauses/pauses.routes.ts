import * as contract from '@altyn/contract/blocking/pauses'
import type { Context } from '#platform/context'
import { answer } from '#platform/http/answer'
import { toApiTime } from '#platform/http/api-values'
import type { Pause } from '../../accounts/index.ts'
import { getDefaultOperator } from '../../settings/index.ts'
import { changePauseTemplate, createPauseTemplate } from './keep-pause-templates.ts'
import { findPauses, pauseAccount, spanOf } from './pause-account.ts'
import { type PauseTemplateRow, selectPauseTemplates } from './pause-templates.store.ts'

export const pausesRoutes = [
  answer(contract.listPauseTemplates, async (ctx) => ({
    items: (await selectPauseTemplates(ctx)).map(toApiTemplate),
  })),
  answer(contract.createPauseTemplate, async (ctx, { body }) =>
    toApiTemplate(await createPauseTemplate(ctx, body)),
  ),
  answer(contract.changePauseTemplate, async (ctx, { params, body, version }) =>
    toApiTemplate(await changePauseTemplate(ctx, { ...body, id: params.id, version })),
  ),
  answer(contract.listPauses, async (ctx, { params }) => ({
    items: await toApiPauses(ctx, await findPauses(ctx, params.accountId)),
  })),
  answer(contract.pauseAccount, async (ctx, { params, body }) => {
    const paused = await pauseAccount(ctx, {
      ...body,
      accountId: params.accountId,
      from: Temporal.PlainDate.from(body.from),
      until: Temporal.PlainDate.from(body.until),
    })
    const [pause] = await toApiPauses(ctx, [paused])
    return pause as contract.Pause // one in, one out
  }),
]

function toApiTemplate(row: PauseTemplateRow): contract.PauseTemplate {
  return { ...row, archivedAt: toApiTime(row.archivedAt) }
}

async function toApiPauses(ctx: Context, pauses: Pause[]): Promise<contract.Pause[]> {
  const toSpan = spanOf((await getDefaultOperator(ctx)).time_zone)
  return pauses.map((pause) => {
    const { id, from: _, until: __, ...rest } = pause
    const span = toSpan(pause)
    return {
      ...rest,
      key: `action:${id}`,
      from: toApiTime(span.from),
      until: toApiTime(span.until),
    }
  })
}
