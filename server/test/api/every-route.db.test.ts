import assert from 'node:assert/strict'
import { test } from 'node:test'
import { PERMISSIONS } from '@altyn/contract/permissions'
import { createSecretBox } from '#platform/secret-box'
import { allRoutes } from '../../src/processes/api/routes.ts'
import { startHouse } from '../support/api.ts'

const box = createSecretBox(Buffer.alloc(32))
const routes = allRoutes(box, { firstSignInFromAnywhere: false, secureCookie: false }).map(
  ({ route }) => route,
)
const PUBLIC = ['/api/staff/sign-in']

test('every route names who may call it, and only signing in is open to anybody', () => {
  assert.ok(routes.length > 60)
  for (const { path, access, method } of routes) {
    assert.ok(
      access === 'signed-in' || access === 'public' || PERMISSIONS.includes(access),
      `${method} ${path}`,
    )
    assert.equal(access === 'public', PUBLIC.includes(path), `${method} ${path}`)
    if (method !== 'GET' && !path.startsWith('/api/staff/'))
      assert.notEqual(access, 'signed-in', path)
  }
  assert.equal(new Set(routes.map(({ method, path }) => method + path)).size, routes.length)
})

test('nobody gets anything without signing in, a cashier only what the role allows', async (t) => {
  const house = await startHouse(t)
  const admin = await house.administrator()
  const nobody = house.visitor()
  const role = await admin('POST', '/api/staff/roles', {
    name: 'Кассир',
    permissions: ['subscribers.read', 'payments.read', 'payments.accept'],
  })
  await admin('POST', '/api/staff/members', {
    login: 'cashier',
    name: 'Орлова М.',
    roleIds: [role.body.id],
    password: 'cashier-password',
  })
  const cashier = house.visitor()
  await cashier('POST', '/api/staff/sign-in', { login: 'cashier', password: 'cashier-password' })
  const allowed = new Set([
    'signed-in',
    'public',
    'subscribers.read',
    'payments.read',
    'payments.accept',
  ])
  for (const { method, path, access } of routes) {
    const address = path.replaceAll(/:\w+/g, '1')
    if (access === 'public' || path === '/api/staff/sign-out') continue
    const body = method === 'GET' ? undefined : {}
    assert.equal((await nobody(method, address, body)).status, 401, `${method} ${path}`)
    const { status } = await cashier(method, address, body)
    assert.equal(status === 403, !allowed.has(access), `${method} ${path}: ${status}`)
  }
})

test('the first administrator can do nothing but set a password', async (t) => {
  const house = await startHouse(t)
  const call = house.visitor()
  const entered = await call('POST', '/api/staff/sign-in', { login: 'admin', password: '' })
  assert.equal(entered.body.mustSetPassword, true)
  for (const { method, path, access } of routes) {
    if (['/api/staff/me', '/api/staff/password', '/api/staff/sign-out'].includes(path)) continue
    if (access === 'public') continue
    const { status, body } = await call(
      method,
      path.replaceAll(/:\w+/g, '1'),
      method === 'GET' ? undefined : {},
    )
    assert.equal(status, 403, path)
    assert.equal(body.code, 'staff.password-not-set', path)
  }
})

test('the documents of the API describe every route', async (t) => {
  const house = await startHouse(t)
  const { body } = await house.visitor()('GET', '/api/openapi.json')
  const paths = body.paths as Record<string, Record<string, unknown>>
  for (const { method, path } of routes) {
    const described = paths[path.replaceAll(/:(\w+)/g, '{$1}')]?.[method.toLowerCase()]
    assert.ok(described, `${method} ${path}`)
  }
})
