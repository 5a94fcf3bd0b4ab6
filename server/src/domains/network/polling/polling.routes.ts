import * as contract from '@altyn/contract/network/polling'
import type { Context } from '#platform/context'
import { type AnsweredRoute, answer } from '#platform/http/answer'
import { toApiTime } from '#platform/http/api-values'
import { toPage, unpackCursor } from '#platform/http/cursor'
import type { SecretBox } from '#platform/secret-box'
import { getDevice } from '../devices/keep-devices.ts'
import { lineState } from '../rules/polling/line-state.ts'
import { opticalLevel } from '../rules/polling/optical-level.ts'
import { checkPolling } from './check-polling.ts'
import { type DeviceStateRow, findState } from './device-states.store.ts'
import { changePolling, getPolling, pollNow } from './keep-polling.ts'
import { type FoundOnuRow, selectFoundOnus } from './onu-states.store.ts'
import { type PortStateRow, selectPortStates } from './port-states.store.ts'
import { readTraffic, type Stretch } from './read-traffic.ts'
import { findTemplatePolling, type PollingRow } from './settings.store.ts'

const TICKS_PER_SECOND = 100

/** How devices are polled, and what they told. Communities and passwords are sealed at this door. */
export function pollingRoutes(box: SecretBox): AnsweredRoute[] {
  return [
    answer(contract.readDevicePolling, async (ctx, { params }) =>
      toApiPolling(ctx, params.id, await getPolling(ctx, params.id)),
    ),
    answer(contract.changeDevicePolling, async (ctx, { params, body, version }) =>
      toApiPolling(
        ctx,
        params.id,
        await changePolling(ctx, box, { ...body, id: params.id, version }),
      ),
    ),
    answer(contract.checkDevicePolling, async (ctx, { params, body }) => {
      const outcome = await checkPolling(ctx, box, { ...body, id: params.id })
      const { text = '', name = '', uptimeTicks = 0 } = 'system' in outcome ? outcome.system : {}
      return {
        failure: outcome.kind === 'failed' ? outcome.failure : null,
        systemName: name,
        systemText: text,
        uptimeSeconds: Math.floor(uptimeTicks / TICKS_PER_SECOND),
      }
    }),
    ...sightRoutes,
  ]
}

const sightRoutes = [
  answer(contract.pollDevice, async (ctx, { params }) => {
    await pollNow(ctx, params.id)
    return { ok: true as const }
  }),
  answer(contract.listPortLines, async (ctx, { params }) => {
    await getDevice(ctx, params.id)
    return { items: (await selectPortStates(ctx, params.id)).map(toApiLine) }
  }),
  answer(contract.readPortTraffic, async (ctx, { params, query }) => {
    const { stretchSeconds, stretches } = await readTraffic(ctx, params.id, query.span)
    return { stretchSeconds, items: stretches.map(toApiStretch) }
  }),
  answer(contract.listFoundOnus, async (ctx, { params, query }) => {
    await getDevice(ctx, params.id)
    const after = unpackCursor(query.cursor, 1)
    const found = await selectFoundOnus(ctx, params.id, { after, limit: query.limit + 1 })
    const { rows, nextCursor } = toPage(found, query.limit, ({ serial }) => [serial])
    return { items: rows.map(toApiFound), nextCursor }
  }),
]

/** The secrets stay here. */
async function toApiPolling(
  ctx: Context,
  deviceId: number,
  { secretSealed, privacySealed, ...own }: PollingRow,
): Promise<contract.DevicePolling> {
  const { reach, archivedAt } = await getDevice(ctx, deviceId)
  const template = await findTemplatePolling(ctx, deviceId)
  const state = await findState(ctx, deviceId)
  const isAsked = reach !== 'off'
  return {
    ...own,
    hasSnmpSecret: secretSealed !== null,
    hasSnmpPrivacySecret: privacySealed !== null,
    template: template ? withoutSecrets(template) : null,
    reach,
    ...toApiState(ctx, state),
    nextAt: isAsked && archivedAt === null ? toApiTime(state?.dueAt) : null,
  }
}

function withoutSecrets<Row extends { secretSealed: unknown; privacySealed: unknown }>({
  secretSealed: _,
  privacySealed: __,
  ...settings
}: Row): Omit<Row, 'secretSealed' | 'privacySealed'> {
  return settings
}

function toApiState(ctx: Context, state: DeviceStateRow | undefined) {
  const { claimedUntil, failure } = state ?? {}
  return {
    since: toApiTime(state?.since),
    failure: failure ? (failure as contract.PollFailure) : null, // written by the poller alone
    polledAt: toApiTime(state?.polledAt),
    answeredAt: toApiTime(state?.answeredAt),
    isBeingPolled: claimedUntil ? Temporal.Instant.compare(claimedUntil, ctx.now()) > 0 : false,
    pollMs: state?.pollMs ?? 0,
    systemName: state?.systemName ?? '',
    systemText: state?.systemText ?? '',
    bootedAt: toApiTime(state?.bootedAt),
    rebootsCount: state?.rebootsCount ?? 0,
    interfacesCount: state?.interfacesCount ?? 0,
    matchedCount: state?.matchedCount ?? 0,
  }
}

function toApiLine({ countedAt: _, counters: __, ...row }: PortStateRow): contract.PortLine {
  const { portId, ifIndex, ifName, ifAlias, speedMbps, errorsPerMinute } = row
  return {
    portId,
    ifIndex,
    ifName,
    ifAlias,
    state: lineState(row),
    since: toApiTime(row.since),
    speedMbps,
    inBps: row.inBps === null ? null : Number(row.inBps),
    outBps: row.outBps === null ? null : Number(row.outBps),
    errorsPerMinute,
  }
}

function toApiStretch({ at, traffic }: Stretch) {
  return {
    at: toApiTime(at),
    inBps: traffic ? Number(traffic.inBps) : null,
    outBps: traffic ? Number(traffic.outBps) : null,
    errorsPerMinute: traffic?.errorsPerMinute ?? null,
  }
}

function toApiFound({ onuNumber: _, ...row }: FoundOnuRow): contract.FoundOnu {
  return {
    ...row,
    level: row.rxDbm === null ? null : opticalLevel(row.rxDbm),
    firstSeenAt: toApiTime(row.firstSeenAt),
  }
}
