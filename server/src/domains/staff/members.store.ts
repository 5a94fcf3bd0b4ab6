import { sql } from 'kysely'
import type { Context } from '#platform/context'

export type MemberRow = {
  id: number
  login: string
  name: string
  email: string | null
  password_hash: string | null
  is_active: boolean
  is_administrator: boolean
  language: 'ru' | 'en'
  failed_attempts: number
  locked_until: Temporal.Instant | null
  created_at: Temporal.Instant
  version: number
  role_ids: number[]
  permissions: string[]
}

const MEMBER = sql`
  m.id, m.login, m.name, m.email, m.password_hash, m.is_active, m.is_administrator, m.language,
  m.failed_attempts, m.locked_until, m.created_at, m.version,
  coalesce(array_agg(distinct r.id) filter (where r.id is not null), '{}') as role_ids,
  coalesce(array_agg(distinct p) filter (where p is not null), '{}') as permissions`
const JOINED = sql`
  staff.members m
  left join staff.member_roles mr on mr.member_id = m.id
  left join staff.roles r on r.id = mr.role_id
  left join lateral unnest(r.permissions) p on true`

export async function selectMembers(ctx: Context): Promise<MemberRow[]> {
  const { rows } = await sql<MemberRow>`
    select ${MEMBER} from ${JOINED} group by m.id order by m.id`.execute(ctx.tx)
  return rows
}

export async function findMember(ctx: Context, id: number): Promise<MemberRow | undefined> {
  const { rows } = await sql<MemberRow>`
    select ${MEMBER} from ${JOINED} where m.id = ${id} group by m.id`.execute(ctx.tx)
  return rows[0]
}

/** Finds by login and holds the row: two guesses at once count as two. */
export async function lockMemberByLogin(
  ctx: Context,
  login: string,
): Promise<MemberRow | undefined> {
  const held = await ctx.tx
    .selectFrom('staff.members')
    .select('id')
    .where(sql`lower(login)`, '=', login.toLowerCase())
    .forUpdate()
    .executeTakeFirst()
  return held && findMember(ctx, held.id)
}

export async function insertMember(
  ctx: Context,
  member: { login: string; name: string; email: string | null; password_hash: string },
): Promise<number> {
  const { id } = await ctx.tx
    .insertInto('staff.members')
    .values({ ...member, created_at: ctx.now() })
    .returning('id')
    .executeTakeFirstOrThrow()
  return id
}

export type MemberChange = Partial<
  Pick<
    MemberRow,
    | 'name'
    | 'email'
    | 'language'
    | 'is_active'
    | 'password_hash'
    | 'failed_attempts'
    | 'locked_until'
  >
>

export async function updateMember(ctx: Context, id: number, change: MemberChange): Promise<void> {
  if (Object.values(change).every((value) => value === undefined)) return
  await ctx.tx.updateTable('staff.members').set(change).where('id', '=', id).execute()
}

/** Raises the version if it is still the expected one. */
export async function claimMemberVersion(
  ctx: Context,
  id: number,
  version: number,
): Promise<boolean> {
  const { numUpdatedRows } = await ctx.tx
    .updateTable('staff.members')
    .set({ version: version + 1 })
    .where('id', '=', id)
    .where('version', '=', version)
    .executeTakeFirst()
  return numUpdatedRows === 1n
}

export async function replaceMemberRoles(
  ctx: Context,
  memberId: number,
  roleIds: number[],
): Promise<void> {
  await ctx.tx.deleteFrom('staff.member_roles').where('member_id', '=', memberId).execute()
  if (roleIds.length === 0) return
  await ctx.tx
    .insertInto('staff.member_roles')
    .values([...new Set(roleIds)].map((role_id) => ({ member_id: memberId, role_id })))
    .execute()
}
