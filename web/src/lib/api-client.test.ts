import assert from 'node:assert/strict'
import { mock, test } from 'node:test'
import { route } from '@altyn/contract/route'
import { z } from 'zod'
import { call } from './api-client.ts'
import { ApiMismatch, ApiProblem, ApiUnreachable } from './api-failure.ts'

const changeThing = route({
  method: 'PATCH',
  path: '/api/things/:id/parts/:part',
  summary: 'Change a part of a thing',
  access: 'signed-in',
  versioned: true,
  idempotent: true,
  params: z.object({ id: z.number(), part: z.string() }),
  query: z.object({ q: z.string().optional(), kinds: z.array(z.string()).optional() }),
  body: z.object({ name: z.string() }),
  response: z.object({ name: z.string() }),
})
const input = {
  params: { id: 7, part: 'a/b' },
  query: { q: '', kinds: ['x', 'y'] },
  body: { name: 'new' },
  ifMatch: 3,
  idempotencyKey: 'key',
}

test('a call is built from its route', async () => {
  const asked = answerWith(() => Response.json({ name: 'new', extra: 1 }))
  assert.deepEqual(await call(changeThing, input), { name: 'new' })
  const [address, init] = asked.mock.calls[0]?.arguments ?? []
  assert.equal(address, '/api/things/7/parts/a%2Fb?kinds=x&kinds=y')
  assert.equal(init?.method, 'PATCH')
  assert.equal(init?.body, '{"name":"new"}')
  const headers = new Headers(init?.headers)
  assert.equal(headers.get('if-match'), '"3"')
  assert.equal(headers.get('idempotency-key'), 'key')
  assert.equal(headers.get('content-type'), 'application/json')
})

test('a file goes as the bytes that it is, whatever the browser takes it for', async () => {
  const takeFile = route({
    method: 'POST',
    path: '/api/things/files',
    summary: 'Take a file',
    access: 'signed-in',
    upload: 'whole',
    query: z.object({ name: z.string() }),
    response: z.object({ id: z.number() }),
  })
  const asked = answerWith(() => Response.json({ id: 1 }))
  const body = new Blob(['a;b'], { type: 'text/csv' })
  assert.deepEqual(await call(takeFile, { query: { name: 'calls.csv' }, body }), { id: 1 })
  const [address, init] = asked.mock.calls[0]?.arguments ?? []
  assert.equal(address, '/api/things/files?name=calls.csv')
  assert.equal(init?.body, body)
  assert.equal(new Headers(init?.headers).get('content-type'), 'application/octet-stream')
})

test('a refusal becomes a typed problem', async () => {
  const fields = [{ field: 'name', rule: 'taken' }]
  const refusal = { type: 'about:blank', title: 'No', status: 422, code: 'things.taken', fields }
  answerWith(() => Response.json(refusal, { status: 422 }))
  await assert.rejects(call(changeThing, input), (error) => {
    assert.ok(error instanceof ApiProblem)
    assert.deepEqual([error.code, error.status, error.fields], ['things.taken', 422, fields])
    return true
  })
})

test('silence is told apart from a refusal, also behind a proxy', async () => {
  answerWith(() => Promise.reject(new TypeError('fetch failed')))
  await assert.rejects(call(changeThing, input), ApiUnreachable)
  answerWith(() => new Response('<h1>Bad gateway</h1>', { status: 502 }))
  await assert.rejects(call(changeThing, input), ApiUnreachable)
})

test('an answer in another form is not trusted', async () => {
  answerWith(() => Response.json({ title: 'new' }))
  await assert.rejects(call(changeThing, input), ApiMismatch)
})

function answerWith(answer: () => Response | Promise<Response>) {
  return mock.method(globalThis, 'fetch', async (_: string, __?: RequestInit) => answer())
}
