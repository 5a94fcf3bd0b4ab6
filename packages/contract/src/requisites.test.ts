import assert from 'node:assert/strict'
import { test } from 'node:test'
import {
  bicProblem,
  correspondentAccountProblem,
  innProblem,
  kppProblem,
  ogrnipProblem,
  ogrnProblem,
  settlementAccountProblem,
} from './requisites.ts'

const TABLES = [
  {
    what: innProblem,
    rows: [
      ['7707083893', undefined],
      ['7830002293', undefined],
      ['500100732259', undefined],
      ['7707083894', 'inn-check-digit'],
      ['7707038893', 'inn-check-digit'],
      ['500100732258', 'inn-check-digit'],
      ['500100732269', 'inn-check-digit'],
      ['0000000000', 'inn-zeros'],
      ['000000000000', 'inn-zeros'],
      ['77070838930', 'inn-length'],
      ['770708389', 'inn-length'],
      ['770708389O', 'inn-digits'],
      ['7707083893 ', 'inn-digits'],
      ['', 'inn-digits'],
    ],
  },
  {
    what: ogrnProblem,
    rows: [
      ['1027700132195', undefined],
      ['1027700132196', 'ogrn-check-digit'],
      ['2027700132195', 'ogrn-sign'],
      ['102770013219', 'ogrn-form'],
      ['', 'ogrn-form'],
    ],
  },
  {
    what: ogrnipProblem,
    rows: [
      ['304500116000157', undefined],
      ['304500116000158', 'ogrnip-check-digit'],
      ['104500116000157', 'ogrnip-sign'],
      ['1027700132195', 'ogrnip-form'],
    ],
  },
  {
    what: kppProblem,
    rows: [
      ['773601001', undefined],
      ['7736AZ001', undefined],
      ['7736az001', 'kpp-form'],
      ['77360100', 'kpp-form'],
      ['000001001', 'kpp-form'],
      ['', 'kpp-form'],
    ],
  },
  {
    what: bicProblem,
    rows: [
      ['044525225', undefined],
      ['004525988', undefined],
      ['144525225', 'bic-form'],
      ['04452522', 'bic-form'],
    ],
  },
] as const

for (const { what, rows } of TABLES) {
  for (const [number, problem] of rows) {
    test(`${what.name}: ${JSON.stringify(number)} is ${problem ?? 'right'}`, () => {
      assert.equal(what(number), problem)
    })
  }
}

test('the examples of the Bank of Russia have the right control key', () => {
  const settlement = { account: '40602810700000000025', bic: '049805746' }
  assert.equal(settlementAccountProblem(settlement), undefined)
  const correspondent = { account: '30101810800000000746', bic: '049805000' }
  assert.equal(correspondentAccountProblem(correspondent), undefined)
})

test('accounts of a bank, of the treasury and in the Bank of Russia', () => {
  const sberbank = { account: '30101810400000000225', bic: '044525225' }
  assert.equal(correspondentAccountProblem(sberbank), undefined)
  const treasury = { account: '40102810545370000003', bic: '004525988' }
  assert.equal(correspondentAccountProblem(treasury), undefined)
  const treasuryCustomer = { account: '03100643000000017300', bic: '004525988' }
  assert.equal(settlementAccountProblem(treasuryCustomer), undefined)
  const bankOfRussiaCustomer = { account: '40503810900000000001', bic: '049805000' }
  assert.equal(settlementAccountProblem(bankOfRussiaCustomer), undefined)
})

test('a broken account is named by its rule', () => {
  const bic = '044525225'
  assert.equal(
    settlementAccountProblem({ account: '40602810700000000025', bic: '49805746' }),
    'bic-form',
  )
  assert.equal(settlementAccountProblem({ account: '4070281', bic }), 'account-form')
  assert.equal(
    settlementAccountProblem({ account: '40602810700000000025', bic: '049805747' }),
    'account-key',
  )
  assert.equal(correspondentAccountProblem({ account: '', bic }), 'correspondent-account-form')
  assert.equal(
    correspondentAccountProblem({ account: '40702810400000000225', bic }),
    'correspondent-account-kind',
  )
  assert.equal(
    correspondentAccountProblem({ account: '30101810500000000225', bic }),
    'correspondent-account-key',
  )
})

test('one mistyped digit never passes', () => {
  for (let by = 1; by <= 9; by += 1) {
    for (let at = 0; at < 20; at += 1) {
      const account = mistype('40602810700000000025', at, by)
      const problem = settlementAccountProblem({ account, bic: '049805746' })
      assert.equal(problem, 'account-key', account)
    }
    for (let at = 0; at < 12; at += 1) {
      const inn = mistype('500100732259', at, by)
      assert.equal(innProblem(inn), 'inn-check-digit', inn)
    }
  }
})

function mistype(number: string, at: number, by: number): string {
  const digit = (Number(number.charAt(at)) + by) % 10
  return number.slice(0, at) + digit + number.slice(at + 1)
}
