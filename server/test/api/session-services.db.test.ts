import assert from 'node:assert/strict'
import { type TestContext, test } from 'node:test'
import { startHouse } from '../support/api.ts'

const PATH = '/api/network/session-services'
const INTERNET = { name: 'INET', title: 'Интернет', counting: 'session' }

async function open(t: TestContext) {
  const house = await startHouse(t)
  const admin = await house.administrator()
  const made = async (path: string, body: unknown) => {
    const answer = await admin('POST', path, body)
    assert.equal(answer.status, 200, JSON.stringify(answer.body))
    return answer.body as Record<string, unknown> & { id: number; version: number }
  }
  const refused = async (body: unknown) => {
    const answer = await admin('POST', PATH, body)
    const [fault] = (answer.body.fields ?? []) as { field: string }[]
    return [answer.status, answer.body.code, fault?.field]
  }
  const act = (method: string, path: string, version: number, body?: unknown) =>
    admin(method, `${PATH}/${path}`, body, { 'if-match': String(version) })
  const names = async (isArchived: boolean) => {
    const items = (await admin('GET', PATH)).body.items as {
      name: string
      archivedAt: string | null
    }[]
    return items.filter((item) => (item.archivedAt !== null) === isArchived).map(({ name }) => name)
  }
  return { made, refused, act, names }
}

test('a service of sessions names whom it is for and where its traffic goes; an edit leaves the rest alone', async (t) => {
  const { made, act } = await open(t)
  const tariff = await made('/api/catalogue/tariffs', {
    name: 'Интернет 100',
    from: '2020-01-01',
    fee: '500',
    feePeriod: 'month',
    feeCharged: 'in-advance',
    blockPolicy: 'after-debt',
    speedDownKbps: 100_000,
    speedUpKbps: 100_000,
  })
  const local = { code: 'local', nameRu: 'Своя сеть', nameEn: 'Own network' }
  await made('/api/catalogue/traffic-categories', local)
  const service = await made(PATH, {
    name: 'LOCAL',
    title: 'Локальная сеть',
    counting: 'category',
    category: 'local',
    tariffIds: [tariff.id],
    speed: { downKbps: 1_000_000, upKbps: 1_000_000 },
    slot: 'local',
  })
  assert.deepEqual(service.tariffs, [{ id: tariff.id, name: 'Интернет 100' }])
  const changed = await act('PATCH', String(service.id), service.version, { counting: 'nothing' })
  assert.equal(changed.status, 200, JSON.stringify(changed.body))
  assert.deepEqual(
    { ...changed.body, version: 1 },
    { ...service, counting: 'nothing', category: null, version: 1 },
  )
  const late = await act('PATCH', String(service.id), service.version, { title: 'Другая' })
  assert.equal(late.body.code, 'platform.version-mismatch')
})

test('what cannot be is refused in words at its field', async (t) => {
  const { made, refused } = await open(t)
  const once = { name: 'Настройка', kind: 'one-off', price: '500', from: '2020-01-01' }
  const { id: onceId } = await made('/api/catalogue/services', once)
  await made(PATH, INTERNET)
  assert.deepEqual(await refused({ ...INTERNET, name: 'два слова' }), [
    422,
    'platform.invalid',
    'name',
  ])
  const cases: [object, string, string][] = [
    [INTERNET, 'session-service-name-taken', 'name'],
    [{ ...INTERNET, agentId: 1 }, 'session-service-name-taken', 'name'],
    [{ ...INTERNET, name: 'TV', counting: 'category' }, 'session-service-category', 'category'],
    [
      { ...INTERNET, name: 'TV', counting: 'category', category: 'no' },
      'session-service-unknown-category',
      'category',
    ],
    [{ ...INTERNET, name: 'TV', tariffIds: [999] }, 'unknown-link', 'tariffIds'],
    [{ ...INTERNET, name: 'TV', serviceIds: [999] }, 'unknown-link', 'serviceIds'],
    [{ ...INTERNET, name: 'TV', serviceIds: [onceId] }, 'session-service-one-off', 'serviceIds'],
  ]
  for (const [body, code, field] of cases) {
    assert.deepEqual((await refused(body)).slice(1), [`network.${code}`, field])
  }
})

test('a service is archived and not deleted; its name is free for another one and bars the way back', async (t) => {
  const { made, act, names } = await open(t)
  const { id } = await made(PATH, INTERNET)
  assert.equal((await act('POST', `${id}/archive`, 1)).status, 200)
  assert.equal((await act('POST', `${id}/archive`, 1)).status, 200, 'repeating changes nothing')
  assert.deepEqual([await names(false), await names(true)], [[], ['INET']])
  const edit = await act('PATCH', String(id), 2, { title: 'Другая' })
  assert.equal(edit.body.code, 'network.session-service-archived')
  const other = await made(PATH, INTERNET)
  const back = await act('POST', `${id}/restore`, 2)
  assert.equal(back.body.code, 'network.session-service-name-taken')
  await act('POST', `${other.id}/archive`, 1)
  assert.equal((await act('POST', `${id}/restore`, 2)).status, 200)
  assert.deepEqual([await names(false), await names(true)], [['INET'], ['INET']])
})
