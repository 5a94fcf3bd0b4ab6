import type { KEY_KINDS } from '@altyn/contract/network/device-logins'
import { sql } from 'kysely'
import type { Context } from '#platform/context'

export type KeyKind = (typeof KEY_KINDS)[number]
/** A key that is trusted, and another that was shown since; texts are fingerprints. */
export type KeyRow = {
  kind: KeyKind
  trusted: string | null
  trustedAt: Temporal.Instant | null
  trustedBy: string
  offered: string | null
  offeredAt: Temporal.Instant | null
}

export async function selectKeys(ctx: Context, deviceId: number): Promise<KeyRow[]> {
  const { rows } = await sql<KeyRow>`
    select kind, trusted, trusted_at as "trustedAt", trusted_by as "trustedBy", offered,
      offered_at as "offeredAt"
    from network.device_keys
    where device_id = ${deviceId}
    order by kind desc`.execute(ctx.tx)
  return rows
}

type Shown = { deviceId: number; kind: KeyKind; fingerprint: string }

/** Keeps a key that was shown and is not trusted, for somebody to look at. */
export async function keepOffered(ctx: Context, shown: Shown): Promise<void> {
  await sql`
    insert into network.device_keys (device_id, kind, offered, offered_at)
    values (${shown.deviceId}, ${shown.kind}, ${shown.fingerprint}, ${ctx.now()})
    on conflict (device_id, kind) do update
    set offered = excluded.offered, offered_at = excluded.offered_at`.execute(ctx.tx)
}

/** Trusts a key from now on; the one before is trusted no more. */
export async function keepTrusted(ctx: Context, shown: Shown): Promise<void> {
  await sql`
    insert into network.device_keys (device_id, kind, trusted, trusted_at, trusted_by)
    values (${shown.deviceId}, ${shown.kind}, ${shown.fingerprint}, ${ctx.now()},
      ${ctx.actor.name})
    on conflict (device_id, kind) do update
    set trusted = excluded.trusted, trusted_at = excluded.trusted_at,
      trusted_by = excluded.trusted_by, offered = null, offered_at = null`.execute(ctx.tx)
}
