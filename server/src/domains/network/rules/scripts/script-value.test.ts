import assert from 'node:assert/strict'
import { test } from 'node:test'
import { findBadValue, macTexts } from './script-value.ts'

test('a value is one harmless word of a command', () => {
  const good = ['1', 'GigabitEthernet1/0/24', 'gpon-olt_1/2/3', 'ge-0/0/1.100', 'xe1:2']
  for (const port of good) assert.equal(findBadValue(['port'], { port }), undefined, port)
  const sly = [
    '1\nreload',
    '1\r',
    '1; reload',
    '1 reload',
    '"1"',
    "1'",
    '{vlan}',
    '-f',
    '$(id)',
    '`id`',
    '1|x',
    '1\u0000',
    '?',
    'порт',
    '',
  ]
  for (const port of sly) {
    const kind = port === '' ? 'missing' : 'unfit'
    assert.deepEqual(findBadValue(['port'], { port }), { word: 'port', kind }, JSON.stringify(port))
  }
  assert.deepEqual(findBadValue(['login'], { login: 'iva\nnova' }), {
    word: 'login',
    kind: 'unfit',
  })
  assert.equal(findBadValue(['login'], { login: 'ivanova@isp.ru' }), undefined)
  assert.deepEqual(findBadValue(['vlan'], { vlan: '1 2' }), { word: 'vlan', kind: 'unfit' })
})

test('what is not asked for is not looked at, and what is missing is named', () => {
  assert.equal(findBadValue(['vlan'], { vlan: '7', port: '1; reload' }), undefined)
  assert.deepEqual(findBadValue(['port', 'vlan'], { port: '1' }), { word: 'vlan', kind: 'missing' })
})

test('a MAC is written as each family of devices wants it', () => {
  assert.deepEqual(macTexts('aa:bb:cc:dd:ee:ff'), {
    mac: 'aa:bb:cc:dd:ee:ff',
    macDots: 'aabb.ccdd.eeff',
    macDashes: 'aa-bb-cc-dd-ee-ff',
  })
  assert.deepEqual(macTexts(undefined), {})
})
