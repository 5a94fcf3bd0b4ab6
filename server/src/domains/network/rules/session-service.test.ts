import assert from 'node:assert/strict'
import { test } from 'node:test'
import { categoriesOf, chooseServices, SERVICES_MAX, type ServiceRule } from './session-service.ts'

const PLAIN: ServiceRule = {
  id: 0,
  agentId: null,
  slot: '',
  isForAll: false,
  isForGuests: false,
  tariffIds: [],
  serviceIds: [],
}
const SUBSCRIBER = { agentId: 1, isGuest: false, tariffId: 7, boughtIds: [40] }

const local = { ...PLAIN, id: 1, isForAll: true }
const internet = { ...PLAIN, id: 2, tariffIds: [7], slot: 'internet' }
const other = { ...PLAIN, id: 3, tariffIds: [8], slot: 'internet' }
const turbo = { ...PLAIN, id: 4, serviceIds: [40, 41], slot: 'internet' }
const redirect = { ...PLAIN, id: 5, isForGuests: true }
const RULES = [turbo, redirect, internet, other, local]

const given = (occasion: Partial<typeof SUBSCRIBER>, rules: readonly ServiceRule[] = RULES) =>
  chooseServices(rules, { ...SUBSCRIBER, ...occasion }).map(
    ({ service, by }) => `${service.id} ${by}`,
  )

test('what is for everybody, the tariff and what was bought; a turbo takes the place of the internet', () => {
  assert.deepEqual(given({ boughtIds: [] }), ['1 everybody', '2 tariff'])
  assert.deepEqual(given({}), ['1 everybody', '4 bought'])
  assert.deepEqual(given({ tariffId: 8, boughtIds: [] }), ['1 everybody', '3 tariff'])
  assert.deepEqual(given({ boughtIds: [99] }), ['1 everybody', '2 tariff'])
})

test('a guest gets what is for guests, whatever its tariff; nobody else gets that', () => {
  assert.deepEqual(given({ isGuest: true }), ['5 guest'])
  assert.deepEqual(given({}, [redirect]), [])
})

test('without a slot services stand side by side; of equals in a slot the newer one is given', () => {
  const voice = { ...PLAIN, id: 6, tariffIds: [7] }
  const later = { ...internet, id: 9 }
  assert.deepEqual(given({ boughtIds: [] }, [internet, voice]), ['2 tariff', '6 tariff'])
  assert.deepEqual(given({ boughtIds: [] }, [internet, later]), ['9 tariff'])
})

test('the strongest ground counts: a service that is bought and in the tariff is bought', () => {
  const both = { ...internet, serviceIds: [40], isForAll: true }
  assert.deepEqual(given({}, [both]), ['2 bought'])
})

test('a service of another agent is not given', () => {
  assert.deepEqual(given({}, [{ ...local, agentId: 2 }]), [])
  assert.deepEqual(given({}, [{ ...local, agentId: 1 }]), ['1 everybody'])
})

test('of more services than servers can take those with weaker grounds are left out', () => {
  const many = Array.from({ length: SERVICES_MAX }, (_, at) => ({ ...local, id: 10 + at }))
  const chosen = given({}, [...many, { ...turbo, id: 90 }])
  assert.equal(chosen.length, SERVICES_MAX)
  assert.ok(chosen.includes('90 bought'))
  assert.ok(!chosen.includes('10 everybody'), 'the oldest of the weakest')
})

test('categories of a session are those of its services, each once, in one order', () => {
  const counted = (category: string | null) => ({
    service: { category },
    by: 'everybody' as const,
  })
  assert.deepEqual(categoriesOf([]), [])
  assert.deepEqual(categoriesOf([counted(null)]), [])
  const given = [counted('peers'), counted(null), counted('local'), counted('peers')]
  assert.deepEqual(categoriesOf(given), ['local', 'peers'])
})
