import assert from 'node:assert/strict'
import { test } from 'node:test'
import { type Caller, startHouse } from '../support/api.ts'

async function signContract(admin: Caller): Promise<number> {
  const subscriber = await admin('POST', '/api/subscribers', {
    kind: 'person',
    surname: 'Иванова',
    givenName: 'Анна',
  })
  const contract = await admin('POST', '/api/subscribers/contracts', {
    subscriberId: subscriber.body.id,
    signedOn: '2026-04-17',
    paymentMethod: 'advance',
  })
  return Number(contract.body.id)
}

test('the same Idempotency-Key, also in parallel, makes one payment; another body is refused', async (t) => {
  const house = await startHouse(t)
  const admin = await house.administrator()
  const contractId = await signContract(admin)
  const payment = { contractId, amount: '500', method: 'cash', paidOn: '2026-04-17' }
  const key = { 'idempotency-key': 'desk-1-0001' }
  const answers = await Promise.all(
    Array.from({ length: 5 }, () => admin('POST', '/api/payments', payment, key)),
  )
  assert.deepEqual(new Set(answers.map(({ status }) => status)), new Set([200]))
  assert.equal(new Set(answers.map(({ body }) => body.id)).size, 1)
  const replays = answers.filter(({ headers }) => headers.get('idempotency-replayed') === 'true')
  assert.equal(replays.length, 4)
  const other = await admin('POST', '/api/payments', { ...payment, amount: '600' }, key)
  assert.equal(other.status, 422)
  assert.equal(other.body.code, 'platform.idempotency-key-reused')
})

test('an edit of an old version is refused, nothing is half-applied', async (t) => {
  const house = await startHouse(t)
  const admin = await house.administrator()
  const contractId = await signContract(admin)
  const path = `/api/subscribers/contracts/${contractId}`
  const edit = { isNeverBlocked: true }
  assert.equal((await admin('PATCH', path, edit)).status, 428)
  assert.equal((await admin('PATCH', path, edit, { 'if-match': '1' })).status, 200)
  const late = await admin('PATCH', path, { isNeverBlocked: false }, { 'if-match': '1' })
  assert.equal(late.status, 412)
  assert.equal((await admin('GET', path)).body.isNeverBlocked, true)
})

test('a wrong field is named with its rule', async (t) => {
  const house = await startHouse(t)
  const admin = await house.administrator()
  const answer = await admin('POST', '/api/subscribers', {
    kind: 'person',
    surname: '',
    contacts: [{ kind: 'phone', value: '12' }],
  })
  assert.equal(answer.status, 422)
  const fields = (answer.body.fields as { field: string }[]).map(({ field }) => field)
  assert.ok(fields.includes('contacts.0.value'), JSON.stringify(answer.body))
})

test('a page of another site cannot act with our cookie', async (t) => {
  const house = await startHouse(t)
  const admin = await house.administrator()
  const tariff = { name: 'X', from: '2026-01-01' }
  const answer = await admin('POST', '/api/catalogue/tariffs', tariff, {
    origin: 'http://evil.example',
  })
  assert.equal(answer.body.code, 'platform.wrong-origin')
})

test('guessing a password locks the login, and the count of failures stays', async (t) => {
  const house = await startHouse(t)
  await house.administrator()
  const guesser = house.visitor()
  const codes: unknown[] = []
  for (let i = 0; i < 6; i += 1) {
    const guess = await guesser('POST', '/api/staff/sign-in', {
      login: 'admin',
      password: `guess-${i}`,
    })
    codes.push(guess.body.code)
  }
  assert.deepEqual(new Set(codes.slice(0, 5)), new Set(['staff.wrong-password']))
  assert.equal(codes[5], 'staff.too-many-attempts')
})

test('every change leaves an audit line, secrets masked', async (t) => {
  const house = await startHouse(t)
  const admin = await house.administrator()
  await admin('POST', '/api/network/nas', {
    agentId: 1,
    name: 'BRAS',
    address: '127.0.0.1',
    secret: 'very-secret-word',
    dialect: 'mikrotik',
  })
  const { body } = await admin('GET', '/api/staff/audit')
  const text = JSON.stringify(body)
  assert.match(text, /POST \/api\/network\/nas/)
  assert.doesNotMatch(text, /very-secret-word|first-password/)
})

test('/metrics shows every process, /readyz knows that all of them serve', async (t) => {
  const house = await startHouse(t)
  const visitor = house.visitor()
  const ready = await visitor('GET', '/readyz')
  assert.deepEqual([ready.body.database, ready.body.radius, ready.body.worker], [true, true, true])
  const { body } = await visitor('GET', '/metrics')
  assert.match(String(body.text), /altyn_radius_dropped_total\{[^}]*server="auth"/)
})
