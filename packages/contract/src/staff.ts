import { z } from 'zod'
import { PERMISSIONS } from './permissions.ts'
import { route } from './route.ts'
import {
  done,
  editOf,
  id,
  idParams,
  instant,
  listQuery,
  page,
  requiredText,
  text,
  version,
} from './values.ts'

export const LANGUAGES = ['ru', 'en'] as const
export const language = z.enum(LANGUAGES)
export const PASSWORD_LENGTH_MIN = 8
export const newPassword = z.string().min(PASSWORD_LENGTH_MIN).max(200)
const login = z.string().regex(/^[A-Za-z0-9][A-Za-z0-9._@-]{1,63}$/, 'login')

export const me = z.object({
  id,
  login: z.string(),
  name: z.string(),
  language,
  isAdministrator: z.boolean(),
  permissions: z.array(z.enum(PERMISSIONS)),
  /** True until the first password is set: nothing else is reachable before that. */
  mustSetPassword: z.boolean(),
})
export type Me = z.output<typeof me>

export const signIn = route({
  method: 'POST',
  path: '/api/staff/sign-in',
  summary: 'Sign in with login and password; sets the cookie',
  access: 'public',
  body: z.object({ login: requiredText(64), password: z.string().max(200) }),
  response: me,
})
export const signOut = route({
  method: 'POST',
  path: '/api/staff/sign-out',
  summary: 'End the own sign-in',
  access: 'signed-in',
  response: done,
})
export const readMe = route({
  method: 'GET',
  path: '/api/staff/me',
  summary: 'Who is signed in and what they may do',
  access: 'signed-in',
  response: me,
})
export const changeMe = route({
  method: 'PATCH',
  path: '/api/staff/me',
  summary: 'Change the own language or name',
  access: 'signed-in',
  body: z.object({ language: language.optional(), name: requiredText(200).optional() }),
  response: me,
})
export const setOwnPassword = route({
  method: 'POST',
  path: '/api/staff/password',
  summary: 'Set the own password; other sign-ins of the member end',
  access: 'signed-in',
  body: z.object({ currentPassword: z.string().max(200), newPassword }),
  response: me,
})

export const member = z.object({
  id,
  login: z.string(),
  name: z.string(),
  email: z.string().nullable(),
  isActive: z.boolean(),
  isAdministrator: z.boolean(),
  hasPassword: z.boolean(),
  roleIds: z.array(id),
  createdAt: instant,
  version,
})
export type Member = z.output<typeof member>

export const listMembers = route({
  method: 'GET',
  path: '/api/staff/members',
  summary: 'Members of staff',
  access: 'staff.read',
  response: z.object({ items: z.array(member) }),
})
export const memberForm = z.object({
  login,
  name: requiredText(200),
  email: z.email().or(z.literal('')).default(''),
  roleIds: z.array(id).max(50),
})
export const inviteMember = route({
  method: 'POST',
  path: '/api/staff/members',
  summary: 'Add a member of staff with a first password',
  access: 'staff.change',
  body: memberForm.extend({ password: newPassword }),
  response: member,
})
export const changeMember = route({
  method: 'PATCH',
  path: '/api/staff/members/:id',
  summary: 'Change a member, their roles, or switch them off',
  access: 'staff.change',
  versioned: true,
  params: idParams,
  body: editOf(memberForm.omit({ login: true })).extend({
    isActive: z.boolean().optional(),
    password: newPassword.optional(),
  }),
  response: member,
})

export const role = z.object({
  id,
  name: z.string(),
  permissions: z.array(z.enum(PERMISSIONS)),
  membersCount: z.number().int(),
  version,
})
export type Role = z.output<typeof role>
export const roleForm = z.object({
  name: requiredText(100),
  permissions: z.array(z.enum(PERMISSIONS)).min(1, 'required'),
})
export const listRoles = route({
  method: 'GET',
  path: '/api/staff/roles',
  summary: 'Roles and their permissions',
  access: 'staff.read',
  response: z.object({ items: z.array(role) }),
})
export const createRole = route({
  method: 'POST',
  path: '/api/staff/roles',
  summary: 'Create a role',
  access: 'staff.change',
  body: roleForm,
  response: role,
})
export const changeRole = route({
  method: 'PATCH',
  path: '/api/staff/roles/:id',
  summary: 'Change the permissions of a role',
  access: 'staff.change',
  versioned: true,
  params: idParams,
  body: editOf(roleForm),
  response: role,
})

export const apiToken = z.object({
  id,
  name: z.string(),
  roleId: id,
  roleName: z.string(),
  createdAt: instant,
  usedAt: instant.nullable(),
  revokedAt: instant.nullable(),
})
export type ApiToken = z.output<typeof apiToken>
export const listApiTokens = route({
  method: 'GET',
  path: '/api/staff/tokens',
  summary: 'API tokens of machines',
  access: 'staff.read',
  response: z.object({ items: z.array(apiToken) }),
})
export const createApiToken = route({
  method: 'POST',
  path: '/api/staff/tokens',
  summary: 'Create an API token; it is shown once',
  access: 'staff.change',
  body: z.object({ name: requiredText(100), roleId: id }),
  response: apiToken.extend({ token: z.string() }),
})
export const revokeApiToken = route({
  method: 'POST',
  path: '/api/staff/tokens/:id/revoke',
  summary: 'Revoke an API token',
  access: 'staff.change',
  params: idParams,
  response: apiToken,
})

export const auditEntry = z.object({
  id: z.string(),
  at: instant,
  actor: z.string(),
  actorName: z.string(),
  address: z.string().nullable(),
  deed: z.string(),
  objectKind: z.string().nullable(),
  objectId: z.string().nullable(),
  contractId: id.nullable(),
  details: z.record(z.string(), z.unknown()),
})
export type AuditEntry = z.output<typeof auditEntry>
export const listAudit = route({
  method: 'GET',
  path: '/api/staff/audit',
  summary: 'Who did what',
  access: 'staff.audit',
  query: listQuery.extend({
    objectKind: text(50).optional(),
    objectId: text(50).optional(),
    contractId: id.optional(),
  }),
  response: page(auditEntry),
})
