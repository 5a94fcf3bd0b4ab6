import { sql } from 'kysely'
import type { Context } from '#platform/context'
import type { Observation } from '../rules/protection.ts'

/**
 * What an access server may be seen to send. `request`: an Access-Request over UDP, taken or discarded; `unsigned`: one
 * without Message-Authenticator; `proxied`: one with Proxy-State; `badly-signed`: its signature was made with another
 * secret; `discarded`: dropped because it was not signed; `tls`: over TLS, where the connection proves it.
 */
export const OBSERVED_KINDS = [
  'request',
  'unsigned',
  'proxied',
  'unsigned-proxied',
  'badly-signed',
  'discarded',
  'tls',
  'accounting',
] as const
export type ObservedKind = (typeof OBSERVED_KINDS)[number]

/** What was seen of a kind since it was told last. */
export type Sighting = {
  nasId: number
  kind: ObservedKind
  times: number
  firstAt: Temporal.Instant
  lastAt: Temporal.Instant
}

/** Adds what was seen, by whichever process. */
export async function addSightings(ctx: Context, sightings: readonly Sighting[]): Promise<void> {
  const column = <Value>(read: (sighting: Sighting) => Value) => sightings.map(read)
  await sql`
    with told as (
      select nas_id, kind, sum(times) as times, min(first_at) as first_at, max(last_at) as last_at
      from unnest(${column((s) => s.nasId)}::int[], ${column((s) => s.kind)}::text[],
        ${column((s) => s.times)}::bigint[], ${column((s) => s.firstAt.toString())}::timestamptz[],
        ${column((s) => s.lastAt.toString())}::timestamptz[]
      ) as i (nas_id, kind, times, first_at, last_at)
      group by nas_id, kind
    )
    insert into network.nas_observations as o (nas_id, kind, times, first_at, last_at, requests_by_then)
    -- All requests told together count as come by then: so nothing is called safe too early.
    select t.nas_id, t.kind, t.times, t.first_at, t.last_at,
      coalesce(before.times, 0) + coalesce(requests.times, 0)
    from told t
    left join network.nas_observations before on before.nas_id = t.nas_id and before.kind = 'request'
    left join told requests on requests.nas_id = t.nas_id and requests.kind = 'request'
    -- Always in one order, so that two processes never wait for each other.
    order by t.nas_id, t.kind
    on conflict (nas_id, kind) do update
    set times = o.times + excluded.times, first_at = least(o.first_at, excluded.first_at),
      last_at = greatest(o.last_at, excluded.last_at),
      requests_by_then = greatest(o.requests_by_then, excluded.requests_by_then)`.execute(ctx.tx)
}

export type ObservationRow = Observation & { nasId: number; kind: ObservedKind }

/** What each access server was seen to send. */
export async function selectObservations(ctx: Context): Promise<ObservationRow[]> {
  const { rows } = await sql<ObservationRow>`
    select nas_id as "nasId", kind, times, first_at as "firstAt", last_at as "lastAt",
      requests_by_then as "requestsByThen"
    from network.nas_observations`.execute(ctx.tx)
  return rows
}

/** When each agent heard the last packet of any of its access servers. */
export async function selectLastContacts(ctx: Context): Promise<Map<number, Temporal.Instant>> {
  const { rows } = await sql<{ agentId: number; lastAt: Temporal.Instant }>`
    select n.agent_id as "agentId", max(o.last_at) as "lastAt"
    from network.nas_observations o
    join network.nas n on n.id = o.nas_id
    group by n.agent_id`.execute(ctx.tx)
  return new Map(rows.map(({ agentId, lastAt }) => [agentId, lastAt]))
}
