import assert from 'node:assert/strict'
import { test } from 'node:test'
import {
  type Bar,
  type BarredRule,
  compilePattern,
  formsOf,
  keyOf,
  plainStation,
  prepareBar,
} from './barred-station.ts'

const SPELLINGS = [
  'AA-BB-CC-00-00-01',
  'aa:bb:cc:00:00:01',
  'aabb.cc00.0001',
  'AABBCC000001',
] as const

test('a device is the same however its MAC address is written', () => {
  for (const typed of SPELLINGS) {
    for (const sent of SPELLINGS) {
      assert.equal(keyOf(formsOf(plainStation(typed))), keyOf(formsOf(sent)), `${typed}, ${sent}`)
    }
  }
  assert.notEqual(keyOf(formsOf('AA-BB-CC-00-00-02')), keyOf(formsOf('AA-BB-CC-00-00-01')))
  assert.equal(plainStation(' AA-BB-CC-00-00-01 '), 'aa:bb:cc:00:00:01')
  assert.equal(plainStation('OLT-1/Slot**'), 'olt-1/slot*')
})

const FITS: [pattern: string, station: string, fits: boolean][] = [
  ['aa:bb:cc*', 'AA-BB-CC-00-00-01', true],
  ['aa-bb-cc*', 'aabb.cc00.0001', true],
  ['aabbcc*', 'AA:BB:CC:00:00:01', true],
  ['*00:01', 'AA-BB-CC-00-00-01', true],
  ['aa*01', 'AA-BB-CC-00-00-01', true],
  ['aa*02', 'AA-BB-CC-00-00-01', false],
  ['bb:cc*', 'AA-BB-CC-00-00-01', false],
  ['*bb*00*', 'AA-BB-CC-00-00-01', true],
  ['*00*bb*', 'AA-BB-CC-00-00-01', false],
  ['olt-1/*', 'OLT-1/slot 2/port 7', true],
  ['olt-1/*', 'OLT-12/slot 2', false],
  ['7495*', '74951234567', true],
  ['7495*', '73951234567', false],
  ['*', 'anything', true],
  ['aa*aa', 'aa', false],
  ['aa*a*aa', 'aaaa', false],
  ['aa*a*aa', 'aaaaa', true],
]

for (const [pattern, station, isFitting] of FITS) {
  test(`${pattern} ${isFitting ? 'fits' : 'does not fit'} ${station}`, () => {
    assert.equal(compilePattern(plainStation(pattern))(formsOf(station)), isFitting)
  })
}

test('a pattern made to be slow is not', () => {
  const fits = compilePattern(plainStation(`${'a*'.repeat(60)}b`))
  const forms = formsOf('a'.repeat(253))
  const began = performance.now()
  for (let i = 0; i < 1000; i += 1) fits(forms)
  assert.ok(performance.now() - began < 1000)
})

const PLACED = {
  station: 'aa:bb:cc:00:00:01',
  nasId: 3,
  agentId: null,
  accountId: null,
  accountGroupId: null,
  tariffId: null,
}
const IVANOVA = { accountId: 7, tariffId: 2, groupIds: [5] }
const HERE = { nasId: 3, agentId: 1 }
const ELSEWHERE = { nasId: 4, agentId: 1 }
const ABROAD = { nasId: 9, agentId: 2 }

const BARRED: [why: string, rule: Partial<BarredRule>, ...Parameters<Bar>, boolean][] = [
  ['a stranger, everybody is meant', {}, HERE, SPELLINGS[0], undefined, true],
  ['another device', {}, HERE, 'AA-BB-CC-00-00-02', undefined, false],
  ['no calling station', {}, HERE, '', undefined, false],
  ['another server', {}, ELSEWHERE, SPELLINGS[0], IVANOVA, false],
  [
    'all servers of the agent',
    { nasId: null, agentId: 1 },
    ELSEWHERE,
    'AABBCC000001',
    IVANOVA,
    true,
  ],
  ['another agent', { nasId: null, agentId: 1 }, ABROAD, SPELLINGS[0], IVANOVA, false],
  ['the account meant', { accountId: 7 }, HERE, SPELLINGS[0], IVANOVA, true],
  ['another account', { accountId: 8 }, HERE, SPELLINGS[0], IVANOVA, false],
  ['an account is meant, a stranger asks', { accountId: 7 }, HERE, SPELLINGS[0], undefined, false],
  ['the group meant', { accountGroupId: 5 }, HERE, SPELLINGS[0], IVANOVA, true],
  ['another group', { accountGroupId: 6 }, HERE, SPELLINGS[0], IVANOVA, false],
  ['the tariff meant', { tariffId: 2 }, HERE, SPELLINGS[0], IVANOVA, true],
  ['another tariff', { tariffId: 3 }, HERE, SPELLINGS[0], IVANOVA, false],
  [
    'a pattern for a group',
    { station: 'aa-bb*', accountGroupId: 5 },
    HERE,
    SPELLINGS[2],
    IVANOVA,
    true,
  ],
  [
    'a pattern at another server',
    { station: 'aa-bb*', nasId: 4 },
    HERE,
    SPELLINGS[2],
    IVANOVA,
    false,
  ],
]

for (const [why, rule, server, station, bearer, isBarred] of BARRED) {
  test(`${why}: ${isBarred ? 'barred' : 'let in'}`, () => {
    const bar = prepareBar([
      { ...PLACED, station: 'ff:*' },
      { ...PLACED, ...rule },
    ])
    assert.equal(bar(server, station, bearer), isBarred)
  })
}
