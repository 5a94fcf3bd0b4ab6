import * as contract from '@altyn/contract/network/segments'
import type { Context } from '#platform/context'
import { type AnsweredRoute, answer } from '#platform/http/answer'
import { toApiTime } from '#platform/http/api-values'
import { toPage, unpackCursor } from '#platform/http/cursor'
import { invariant } from '#platform/invariant'
import { addressToNumber, parseNetwork } from '../rules/network.ts'
import { countUnits, unitsCount } from '../rules/segment.ts'
import { findFreeAddresses, readAddressFacts } from './find-addresses.ts'
import { type HolderRow, selectHeld } from './held-addresses.store.ts'
import { addSegment, changeSegment, getSegment, removeSegment } from './keep-segments.ts'
import { releaseLease } from './lease-address.ts'
import { releaseReserved, reserveAddresses } from './reserve-addresses.ts'
import { type ReservedRow, selectReserved } from './reserved.store.ts'
import { type SegmentRow, selectSegments } from './segments.store.ts'

export const segmentRoutes: AnsweredRoute[] = [
  answer(contract.listSegments, async (ctx) => ({ items: await readTree(ctx) })),
  answer(contract.createSegment, async (ctx, { body }) =>
    readSegment(ctx, (await addSegment(ctx, body)).id),
  ),
  answer(contract.changeSegment, async (ctx, { params, body, version }) => {
    await changeSegment(ctx, { id: params.id, version, change: body })
    return readSegment(ctx, params.id)
  }),
  answer(contract.removeSegment, async (ctx, { params }) => {
    await removeSegment(ctx, params.id)
    return { ok: true as const }
  }),
  answer(contract.findFreeAddresses, async (ctx, { params, query }) => ({
    items: await findFreeAddresses(ctx, { segmentId: params.id, limit: query.limit }),
  })),
  answer(contract.listHeldAddresses, async (ctx, { params, query }) => {
    const { network } = await getSegment(ctx, params.id)
    const [after] = unpackCursor(query.cursor, 1) ?? []
    const rows = await selectHeld(ctx, { network, after, limit: query.limit + 1 })
    const { rows: kept, nextCursor } = toPage(rows, query.limit, ({ address }) => [address])
    return { items: kept.map((row) => ({ ...row, since: toApiTime(row.since) })), nextCursor }
  }),
  answer(contract.listReserved, async (ctx, { params }) => {
    const { id } = await getSegment(ctx, params.id)
    return { items: (await selectReserved(ctx, { segmentId: id })).map(toApiReserved) }
  }),
  answer(contract.reserveAddresses, async (ctx, { params, body }) =>
    toApiReserved(await reserveAddresses(ctx, { ...body, segmentId: params.id })),
  ),
  answer(contract.releaseReserved, async (ctx, { params }) => {
    await releaseReserved(ctx, params.id)
    return { ok: true as const }
  }),
  answer(contract.readAddressHistory, async (ctx, { query }) => {
    const { segment, reserved, lease, ...facts } = await readAddressFacts(ctx, query.address)
    return {
      ...facts,
      segment: segment ? { id: segment.id, name: segment.name, network: segment.network } : null,
      reserved: reserved ? toApiReserved(reserved) : null,
      lease: lease ? toApiHolder(lease) : null,
      sessions: facts.sessions.map(toApiHolder),
      fixed: facts.fixed.map((row) => ({
        ...row,
        from: toApiTime(row.from),
        until: toApiTime(row.until),
      })),
    }
  }),
  answer(contract.releaseLease, async (ctx, { body }) => {
    await releaseLease(ctx, body.address)
    return { ok: true as const }
  }),
]

async function readSegment(ctx: Context, id: number): Promise<contract.Segment> {
  const segment = (await readTree(ctx)).find((row) => row.id === id)
  invariant(segment, 'a segment that was just written can be read')
  return segment
}

/** All segments; a container counts what is in the segments inside. */
async function readTree(ctx: Context): Promise<contract.Segment[]> {
  const reserved = await selectReserved(ctx)
  const rows = (await selectSegments(ctx)).map((row) =>
    toApiSegment(
      row,
      reserved.filter(({ segmentId }) => segmentId === row.id),
    ),
  )
  const leaves = rows.filter(({ isContainer }) => !isContainer)
  return rows.map((row) => (row.isContainer ? { ...row, ...sumOf(leavesIn(leaves, row)) } : row))
}

function leavesIn(leaves: contract.Segment[], container: contract.Segment): contract.Segment[] {
  const around = parseNetwork(container.network)
  return leaves.filter(({ network }) => {
    const inner = parseNetwork(network)
    return (
      inner.family === around.family && inner.first >= around.first && inner.last <= around.last
    )
  })
}

function sumOf(segments: contract.Segment[]) {
  const sum = (key: 'addressesCount' | 'leasedCount' | 'fixedCount' | 'reservedCount') =>
    segments.reduce((total, segment) => total + segment[key], 0)
  return {
    addressesCount: sum('addressesCount'),
    leasedCount: sum('leasedCount'),
    fixedCount: sum('fixedCount'),
    reservedCount: sum('reservedCount'),
  }
}

function toApiSegment(
  { nextOffset: _, ...row }: SegmentRow,
  reserved: ReservedRow[],
): contract.Segment {
  return { ...row, addressesCount: unitsCount(row), reservedCount: countReserved(row, reserved) }
}

function countReserved(row: Omit<SegmentRow, 'nextOffset'>, reserved: ReservedRow[]): number {
  const spans = reserved.map(({ first, last }) => ({
    first: addressToNumber(first),
    last: addressToNumber(last),
  }))
  const gateway = row.gateway === null ? undefined : addressToNumber(row.gateway)
  const isCounted = spans.some(
    ({ first, last }) => gateway !== undefined && gateway >= first && gateway <= last,
  )
  if (gateway !== undefined && !isCounted) spans.push({ first: gateway, last: gateway })
  return spans.reduce((total, span) => total + countUnits(span, row), 0)
}

function toApiReserved(row: ReservedRow): contract.ReservedAddresses {
  return { ...row, createdAt: toApiTime(row.createdAt) }
}

function toApiHolder(row: HolderRow) {
  return { ...row, since: toApiTime(row.since) }
}
