import type { Context } from '#platform/context'
import { type Account, findAccounts } from '../../accounts/index.ts'
import { type BindingRow, selectBindings } from '../devices/bindings.store.ts'
import { askRuns } from './ask-run.ts'
import { hasScriptsFor, type ScriptEvent, selectScriptsOfPorts } from './policies.store.ts'
import type { SpeedReader } from './prepare-run.ts'
import { cancelOvertaken, type NewRun, selectLastTold, type Told } from './runs.store.ts'

/** What is run on these is taken to have told the port its speed. */
const TELLING_SPEED: readonly ScriptEvent[] = ['bound', 'speed-changed']

/** Something that happened to an account on a port. `key` names the news, where it comes once only. */
type News = { binding: BindingRow; event: ScriptEvent; key?: string }

/**
 * Accounts that came to ports and ONUs or left them: what their policies run then is asked for. The same
 * news asks once, however often it is told.
 */
export async function askBindingScripts(
  ctx: Context,
  { begunIds, endedIds }: { begunIds: readonly number[]; endedIds: readonly number[] },
  readSpeeds: SpeedReader,
): Promise<void> {
  const bindings = await selectBindings(ctx, { ids: [...begunIds, ...endedIds] })
  const news = bindings.flatMap((binding): News[] => {
    const began = { binding, event: 'bound' as const, key: `bound:${binding.id}` }
    const ended = { binding, event: 'unbound' as const, key: `unbound:${binding.id}` }
    return [
      ...(begunIds.includes(binding.id) ? [began] : []),
      ...(endedIds.includes(binding.id) ? [ended] : []),
    ]
  })
  await askFor(ctx, news, readSpeeds)
  const came = bindings.filter(({ id }) => begunIds.includes(id)).map(({ accountId }) => accountId)
  await askStateScripts(ctx, await findAccounts(ctx, { ids: came }), readSpeeds)
}

/**
 * Accounts whose state may have changed: ports that were told otherwise last are told. One that works
 * needs no word before it was ever blocked.
 */
export async function askStateScripts(
  ctx: Context,
  accounts: readonly Pick<Account, 'id' | 'state'>[],
  readSpeeds: SpeedReader,
): Promise<void> {
  if (!(await hasScriptsFor(ctx, ['blocked', 'unblocked']))) return
  const states = new Map(accounts.map(({ id, state }) => [id, state]))
  const bound = await selectBindings(ctx, { accountIds: [...states.keys()], isCurrent: true })
  const told = toldByPlace(await selectLastTold(ctx, [...states.keys()], 'state'))
  const news = bound.flatMap((binding): News[] => {
    const event = states.get(binding.accountId) === 'active' ? 'unblocked' : 'blocked'
    const last = told.get(placeOf(binding))
    const wasBlocked = last?.cause === 'blocked'
    // A block that failed may have been told half-way: it is told again, and so is the way out of it.
    const isKnown = event === 'unblocked' ? !wasBlocked : wasBlocked && last.isCertain
    return isKnown ? [] : [{ binding, event }]
  })
  await askFor(ctx, news, readSpeeds)
}

/**
 * Accounts whose speed may have changed: ports that were told another one last are told. `isRoutine`: a
 * look by the clock, which says nothing to a port that was never told any.
 */
export async function askSpeedScripts(
  ctx: Context,
  accountIds: readonly number[],
  { readSpeeds, isRoutine = false }: { readSpeeds: SpeedReader; isRoutine?: boolean },
): Promise<void> {
  if (accountIds.length === 0 || !(await hasScriptsFor(ctx, ['speed-changed']))) return
  const bound = await selectBindings(ctx, { accountIds, isCurrent: true })
  if (bound.length === 0) return
  const ids = bound.map(({ accountId }) => accountId)
  const speeds = await readSpeeds(ctx, await findAccounts(ctx, { ids }))
  const told = toldByPlace(await selectLastTold(ctx, ids, 'speed'))
  const news = bound.flatMap((binding): News[] => {
    const speed = speeds.get(binding.accountId)
    const last = told.get(placeOf(binding))
    if (!speed || (!last && isRoutine)) return []
    const isSame = last?.downKbps === speed.downKbps && last.upKbps === speed.upKbps
    // One that failed is told again when something happens, not by every look at the clock.
    return isSame && (last.isCertain || isRoutine) ? [] : [{ binding, event: 'speed-changed' }]
  })
  await askFor(ctx, news, readSpeeds)
}

/** Asks for what the policies of the ports run on the news, and calls off what it overtakes. */
async function askFor(ctx: Context, news: readonly News[], readSpeeds: SpeedReader): Promise<void> {
  if (news.length === 0) return
  const portIds = [...new Set(news.map(({ binding }) => binding.portId))]
  const events = [...new Set(news.map(({ event }) => event))]
  const scripts = Map.groupBy(
    await selectScriptsOfPorts(ctx, portIds, events),
    ({ portId, event }) => `${portId}:${event}`,
  )
  const found = news.flatMap((item) =>
    (scripts.get(`${item.binding.portId}:${item.event}`) ?? []).map((script) => ({
      ...item,
      script,
    })),
  )
  if (found.length === 0) return
  const ids = [...new Set(found.map(({ binding }) => binding.accountId))]
  const speeds = await readSpeeds(ctx, await findAccounts(ctx, { ids }))
  const runs = found.map(
    ({ binding, event, key, script }): NewRun => ({
      deviceId: script.deviceId,
      portId: binding.portId,
      onuId: binding.onuId,
      accountId: binding.accountId,
      scriptId: script.scriptId,
      cause: event,
      newsKey: key && `${key}:${script.scriptId}`,
      speed: TELLING_SPEED.includes(event) ? speeds.get(binding.accountId) : undefined,
    }),
  )
  await askRuns(ctx, runs)
  await cancelOvertaken(ctx, portIds)
}

type Place = { accountId: number; portId: number }
const placeOf = ({ accountId, portId }: Place) => `${accountId}:${portId}`

function toldByPlace(rows: readonly Told[]): Map<string, Told> {
  return new Map(rows.map((row) => [placeOf(row), row]))
}
