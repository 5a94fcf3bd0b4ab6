import assert from 'node:assert/strict'
import { test } from 'node:test'
import { fitsPromotion, isMetOn, type Occasion, type Standing } from './promotion.ts'
import { isAtAddress } from './promotion-address.ts'

const day = (text: string) => Temporal.PlainDate.from(text)
const TODAY = day('2026-04-10')
const ANYBODY = {
  from: day('2026-04-01'),
  until: day('2026-06-01'),
  tariffIds: [],
  connectedFrom: null,
  connectedUntil: null,
  accountGroupIds: [],
  contractGroupIds: [],
  addresses: [],
}
const ANNA: Standing = {
  tariffId: 3,
  openedOn: day('2026-04-05'),
  accountGroupIds: [1, 2],
  contractGroupIds: [7],
  address: { city: 'Казань', street: 'ул. Мира', house: '5' },
}
type Conditions = Parameters<typeof fitsPromotion>[0]

test('an account fits when it meets every condition that is there', () => {
  const mira = { city: '', street: 'Мира', house: '' }
  const cases: [string, Partial<Conditions>, Partial<Standing>, boolean][] = [
    ['no conditions', {}, {}, true],
    ['the first day', { from: TODAY }, {}, true],
    ['the day after the last', { until: TODAY }, {}, false],
    ['not begun', { from: TODAY.add({ days: 1 }) }, {}, false],
    ['its tariff', { tariffIds: [2, 3] }, {}, true],
    ['another tariff', { tariffIds: [2] }, {}, false],
    ['no tariff', { tariffIds: [2] }, { tariffId: null }, false],
    ['connected since', { connectedFrom: day('2026-04-05') }, {}, true],
    ['connected before', { connectedUntil: day('2026-04-05') }, {}, false],
    ['one of its groups', { accountGroupIds: [2, 9] }, {}, true],
    ['a group that it is not in', { accountGroupIds: [9] }, {}, false],
    ['a group of accounts is none of contracts', { accountGroupIds: [7] }, {}, false],
    ['a group of its contract', { contractGroupIds: [7] }, {}, true],
    ['a contract in no group', { contractGroupIds: [7] }, { contractGroupIds: [] }, false],
    ['one of two streets', { addresses: [{ ...mira, street: 'Лесная' }, mira] }, {}, true],
    ['another street', { addresses: [{ ...mira, street: 'Лесная' }] }, {}, false],
    ['no address', { addresses: [mira] }, { address: null }, false],
    ['all at once', { tariffIds: [3], accountGroupIds: [1], addresses: [mira] }, {}, true],
    ['all but one', { tariffIds: [3], accountGroupIds: [9], addresses: [mira] }, {}, false],
  ]
  for (const [name, conditions, standing, fits] of cases) {
    const promotion = { ...ANYBODY, ...conditions }
    assert.equal(fitsPromotion(promotion, { ...ANNA, ...standing }, TODAY), fits, name)
  }
})

test('who comes into a group or moves is looked at by promotions that ask for it, a new account by all', () => {
  const mira = { city: '', street: 'Мира', house: '' }
  const met = (conditions: Partial<Conditions>) => {
    const occasions: Occasion[] = ['tariff', 'account-group', 'contract-group', 'address']
    return occasions.filter((occasion) => isMetOn({ ...ANYBODY, ...conditions }, occasion))
  }
  assert.deepEqual(met({}), ['tariff'])
  assert.deepEqual(met({ accountGroupIds: [1] }), ['tariff', 'account-group'])
  assert.deepEqual(met({ contractGroupIds: [1] }), ['tariff', 'contract-group'])
  assert.deepEqual(met({ addresses: [mira] }), ['tariff', 'address'])
})

test('an address is the same however it is written, and another one is not', () => {
  // What the promotion names, what stands on the card: city, street, house.
  const cases: [string, string, boolean][] = [
    ['Казань||', 'г. Казань|ул. Мира|5', true],
    ['г Казань||', 'казань|Мира|5', true],
    ['Казань||', 'Казанское|Мира|5', false],
    ['Санкт-Петербург||', 'санкт петербург|Невский пр.|1', true],
    ['|Королёва|', 'Москва|ул. Королева|12', true],
    ['|Мира|', '|УЛИЦА МИРА|5', true],
    ['|ул. Мира|', '|Мира ул.|5', true],
    ['|ул. Мира|', '|пр-кт Мира|5', false],
    ['|Мира|', '|проспект Мира|5', true],
    ['|Мира|', '|ул. Сторонников Мира|5', false],
    ['|ул. Набережная|', '|Набережная ул|5', true],
    ['|Набережная|', '|ул. Набережная|5', true],
    ['|наб. Мойки|', '|ул. Набережная|5', false],
    ['|б-р Победы|', '|бульвар Победы|5', true],
    ['|1-я Советская|', '|1-я Советская ул.|5', true],
    ['|1-я Советская|', '|2-я Советская ул.|5', false],
    ['|Мира|5', '|Мира|д. 5', true],
    ['|Мира|дом 5', '|Мира|5', true],
    ['|Мира|5', '|Мира|55', false],
    ['|Мира|5а', '|Мира|5 "А"', true],
    ['|Мира|5-А', '|Мира|5а', true],
    ['|Мира|5 корп. 2', '|Мира|5к2', true],
    ['|Мира|5, строение 2', '|Мира|5 стр. 2', true],
    ['|Мира|5/2', '|Мира|52', false],
    ['|Мира|5-2', '|Мира|52', false],
    ['|Мира|5', '|Мира|', false],
    ['Казань|Мира|', '|Мира|5', false],
  ]
  const parts = (text: string) => {
    const [city = '', street = '', house = ''] = text.split('|')
    return { city, street, house }
  }
  for (const [named, address, isThere] of cases) {
    assert.equal(isAtAddress(parts(named), parts(address)), isThere, `${named} – ${address}`)
  }
})
