import { sql } from 'kysely'
import type { Context } from '#platform/context'
import type { MemberRow } from './members.store.ts'

export async function insertSignIn(
  ctx: Context,
  signIn: {
    tokenHash: Buffer
    memberId: number
    expiresAt: Temporal.Instant
    address: string
    userAgent: string
  },
): Promise<void> {
  await ctx.tx
    .insertInto('staff.sign_ins')
    .values({
      token_hash: signIn.tokenHash,
      member_id: signIn.memberId,
      created_at: ctx.now(),
      seen_at: ctx.now(),
      expires_at: signIn.expiresAt,
      address: signIn.address,
      user_agent: signIn.userAgent,
    })
    .execute()
}

type SignedIn = Pick<MemberRow, 'id' | 'name' | 'is_administrator' | 'permissions' | 'language'> & {
  has_password: boolean
  seen_at: Temporal.Instant
}

export async function findSignedIn(ctx: Context, tokenHash: Buffer): Promise<SignedIn | undefined> {
  const { rows } = await sql<SignedIn>`
    select m.id, m.name, m.is_administrator, m.language, m.password_hash is not null as has_password,
      s.seen_at,
      array(
        select distinct unnest(r.permissions)
        from staff.member_roles mr join staff.roles r on r.id = mr.role_id
        where mr.member_id = m.id
      ) as permissions
    from staff.sign_ins s
    join staff.members m on m.id = s.member_id
    where s.token_hash = ${tokenHash} and s.expires_at > ${ctx.now()} and m.is_active`.execute(
    ctx.tx,
  )
  return rows[0]
}

export async function touchSignIn(
  ctx: Context,
  tokenHash: Buffer,
  expiresAt: Temporal.Instant,
): Promise<void> {
  await ctx.tx
    .updateTable('staff.sign_ins')
    .set({ seen_at: ctx.now(), expires_at: expiresAt })
    .where('token_hash', '=', tokenHash)
    .execute()
}

export async function deleteSignIn(ctx: Context, tokenHash: Buffer): Promise<void> {
  await ctx.tx.deleteFrom('staff.sign_ins').where('token_hash', '=', tokenHash).execute()
}

/** Ends the sign-ins of a member, all but one if it is given. */
export async function deleteSignIns(
  ctx: Context,
  memberId: number,
  exceptTokenHash?: Buffer,
): Promise<void> {
  await ctx.tx
    .deleteFrom('staff.sign_ins')
    .where('member_id', '=', memberId)
    .$if(exceptTokenHash !== undefined, (query) =>
      query.where('token_hash', '!=', exceptTokenHash ?? Buffer.alloc(0)),
    )
    .execute()
}

export async function deleteExpiredSignIns(ctx: Context): Promise<void> {
  await ctx.tx.deleteFrom('staff.sign_ins').where('expires_at', '<', ctx.now()).execute()
}
