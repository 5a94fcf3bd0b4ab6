import { PERMISSIONS, type Permission } from '@altyn/contract/permissions'
import * as contract from '@altyn/contract/staff'
import type { FastifyRequest } from 'fastify'
import type { Context } from '#platform/context'
import { type AnsweredRoute, answer } from '#platform/http/answer'
import { toApiTime } from '#platform/http/api-values'
import { toPage, unpackCursor } from '#platform/http/cursor'
import { Refusal } from '#platform/refusal'
import { type AuditRow, selectAudit } from './audit.store.ts'
import { changeMember, getMember, inviteMember } from './manage-members.ts'
import { changeRole, createRole } from './manage-roles.ts'
import { createToken, revokeToken } from './manage-tokens.ts'
import { type MemberRow, selectMembers, updateMember } from './members.store.ts'
import { type RoleRow, selectRoles } from './roles.store.ts'
import { setOwnPassword } from './set-own-password.ts'
import { hashToken, SIGN_IN_HOURS, signIn } from './sign-in.ts'
import { deleteSignIn } from './sign-ins.store.ts'
import { selectTokens, type TokenRow } from './tokens.store.ts'

export const COOKIE = 'altyn'
export type StaffOptions = { firstSignInFromAnywhere: boolean; secureCookie: boolean }

export function staffRoutes(options: StaffOptions): AnsweredRoute[] {
  return [...ownRoutes(options), ...memberRoutes, ...roleRoutes, ...tokenRoutes, auditRoute]
}

function ownRoutes(options: StaffOptions): AnsweredRoute[] {
  return [
    answer(contract.signIn, async (ctx, { body }, { request, reply }) => {
      const entered = await signIn(ctx, {
        ...body,
        address: request.ip,
        userAgent: (request.headers['user-agent'] ?? '').slice(0, 300),
        firstSignInFromAnywhere: options.firstSignInFromAnywhere,
      })
      // Typed as an answer, sent as a problem: the mount turns a returned refusal into one.
      if (entered instanceof Refusal) return entered as never
      reply.setCookie(COOKIE, entered.token, {
        path: '/',
        httpOnly: true,
        sameSite: 'lax',
        secure: options.secureCookie,
        maxAge: SIGN_IN_HOURS * 3600,
      })
      return toApiMe(entered.member)
    }),
    answer(contract.signOut, async (ctx, _input, { request, reply }) => {
      await deleteSignIn(ctx, hashToken(cookieOf(request)))
      reply.clearCookie(COOKIE, { path: '/' })
      return { ok: true as const }
    }),
    answer(contract.readMe, async (ctx) => toApiMe(await ownMember(ctx))),
    answer(contract.changeMe, async (ctx, { body }) => {
      const { id } = await ownMember(ctx)
      await updateMember(ctx, id, body)
      return toApiMe(await getMember(ctx, id))
    }),
    answer(contract.setOwnPassword, async (ctx, { body }, { request }) => {
      const member = await ownMember(ctx)
      await setOwnPassword(ctx, { member, ...body, tokenHash: hashToken(cookieOf(request)) })
      return toApiMe(await getMember(ctx, member.id))
    }),
  ]
}

const memberRoutes = [
  answer(contract.listMembers, async (ctx) => ({
    items: (await selectMembers(ctx)).map(toApiMember),
  })),
  answer(contract.inviteMember, async (ctx, { body }) =>
    toApiMember(await inviteMember(ctx, body)),
  ),
  answer(contract.changeMember, async (ctx, { params, body, version }) =>
    toApiMember(await changeMember(ctx, { ...body, id: params.id, version })),
  ),
]

const roleRoutes = [
  answer(contract.listRoles, async (ctx) => ({ items: (await selectRoles(ctx)).map(toApiRole) })),
  answer(contract.createRole, async (ctx, { body }) => toApiRole(await createRole(ctx, body))),
  answer(contract.changeRole, async (ctx, { params, body, version }) =>
    toApiRole(await changeRole(ctx, { ...body, id: params.id, version })),
  ),
]

const tokenRoutes = [
  answer(contract.listApiTokens, async (ctx) => ({
    items: (await selectTokens(ctx)).map(toApiToken),
  })),
  answer(contract.createApiToken, async (ctx, { body }) => {
    const { id } = await ownMember(ctx)
    const created = await createToken(ctx, { ...body, memberId: id })
    return { ...toApiToken(created), token: created.token }
  }),
  answer(contract.revokeApiToken, async (ctx, { params }) =>
    toApiToken(await revokeToken(ctx, params.id)),
  ),
]

const auditRoute = answer(contract.listAudit, async (ctx, { query }) => {
  const beforeId = unpackCursor(query.cursor, 1)?.[0]
  const found = await selectAudit(ctx, { ...query, beforeId, limit: query.limit + 1 })
  const { rows, nextCursor } = toPage(found, query.limit, (row) => [row.id])
  return { items: rows.map(toApiAudit), nextCursor }
})

async function ownMember(ctx: Context): Promise<MemberRow> {
  const [kind, id] = ctx.actor.id.split(':')
  if (kind !== 'staff') throw new Refusal('staff.only-for-people')
  return getMember(ctx, Number(id))
}

function cookieOf(request: FastifyRequest): string {
  return request.cookies[COOKIE] ?? ''
}

function toApiMe(row: MemberRow): contract.Me {
  return {
    id: row.id,
    login: row.login,
    name: row.name,
    language: row.language,
    isAdministrator: row.is_administrator,
    permissions: row.is_administrator ? [...PERMISSIONS] : knownPermissions(row.permissions),
    mustSetPassword: row.password_hash === null,
  }
}

/** Permissions of the program as it is now: a role may carry names of a newer or older one. */
function knownPermissions(names: string[]): Permission[] {
  return PERMISSIONS.filter((permission) => names.includes(permission))
}

function toApiMember(row: MemberRow): contract.Member {
  return {
    id: row.id,
    login: row.login,
    name: row.name,
    email: row.email,
    isActive: row.is_active,
    isAdministrator: row.is_administrator,
    hasPassword: row.password_hash !== null,
    roleIds: row.role_ids,
    createdAt: toApiTime(row.created_at),
    version: row.version,
  }
}

function toApiRole(row: RoleRow): contract.Role {
  return {
    id: row.id,
    name: row.name,
    permissions: knownPermissions(row.permissions),
    membersCount: row.members_count,
    version: row.version,
  }
}

function toApiToken(row: TokenRow): contract.ApiToken {
  return {
    id: row.id,
    name: row.name,
    roleId: row.role_id,
    roleName: row.role_name,
    createdAt: toApiTime(row.created_at),
    usedAt: toApiTime(row.used_at),
    revokedAt: toApiTime(row.revoked_at),
  }
}

function toApiAudit(row: AuditRow): contract.AuditEntry {
  return {
    id: String(row.id),
    at: toApiTime(row.at),
    actor: row.actor,
    actorName: row.actor_name,
    address: row.address,
    deed: row.deed,
    objectKind: row.object_kind,
    objectId: row.object_id,
    contractId: row.contract_id,
    details: row.details,
  }
}
