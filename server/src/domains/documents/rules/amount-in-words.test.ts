import assert from 'node:assert/strict'
import { test } from 'node:test'
import fc from 'fast-check'
import { amountInWords } from './amount-in-words.ts'

const RUSSIAN = [
  [0n, 'Ноль рублей 00 копеек'],
  [1n, 'Ноль рублей 01 копейка'],
  [2n, 'Ноль рублей 02 копейки'],
  [11n, 'Ноль рублей 11 копеек'],
  [21n, 'Ноль рублей 21 копейка'],
  [1_00n, 'Один рубль 00 копеек'],
  [2_00n, 'Два рубля 00 копеек'],
  [5_00n, 'Пять рублей 00 копеек'],
  [11_00n, 'Одиннадцать рублей 00 копеек'],
  [14_14n, 'Четырнадцать рублей 14 копеек'],
  [21_00n, 'Двадцать один рубль 00 копеек'],
  [40_04n, 'Сорок рублей 04 копейки'],
  [90_99n, 'Девяносто рублей 99 копеек'],
  [101_00n, 'Сто один рубль 00 копеек'],
  [111_00n, 'Сто одиннадцать рублей 00 копеек'],
  [600_00n, 'Шестьсот рублей 00 копеек'],
  [1_000_00n, 'Одна тысяча рублей 00 копеек'],
  [2_002_02n, 'Две тысячи два рубля 02 копейки'],
  [11_000_00n, 'Одиннадцать тысяч рублей 00 копеек'],
  [12_012_12n, 'Двенадцать тысяч двенадцать рублей 12 копеек'],
  [21_001_01n, 'Двадцать одна тысяча один рубль 01 копейка'],
  [122_322_00n, 'Сто двадцать две тысячи триста двадцать два рубля 00 копеек'],
  [1_000_000_00n, 'Один миллион рублей 00 копеек'],
  [1_000_001_00n, 'Один миллион один рубль 00 копеек'],
  [2_001_000_00n, 'Два миллиона одна тысяча рублей 00 копеек'],
  [5_000_000_000_00n, 'Пять миллиардов рублей 00 копеек'],
  [1_000_000_000_001_00n, 'Один триллион один рубль 00 копеек'],
  [-600_50n, 'Минус шестьсот рублей 50 копеек'],
  [-1n, 'Минус ноль рублей 01 копейка'],
  [
    999_999_999_999_999_99n,
    'Девятьсот девяносто девять триллионов девятьсот девяносто девять миллиардов ' +
      'девятьсот девяносто девять миллионов девятьсот девяносто девять тысяч ' +
      'девятьсот девяносто девять рублей 99 копеек',
  ],
] as const

for (const [minor, text] of RUSSIAN) {
  test(`${minor} копеек: ${text}`, () => assert.equal(amountInWords(minor, 'ru'), text))
}

const ENGLISH = [
  [0n, 'Zero roubles 00 kopecks'],
  [1_01n, 'One rouble 01 kopeck'],
  [600_00n, 'Six hundred roubles 00 kopecks'],
  [21_001_01n, 'Twenty-one thousand one roubles 01 kopeck'],
  [119_912_30n, 'One hundred nineteen thousand nine hundred twelve roubles 30 kopecks'],
  [1_000_000_40n, 'One million roubles 40 kopecks'],
  [-80_80n, 'Minus eighty roubles 80 kopecks'],
] as const

for (const [minor, text] of ENGLISH) {
  test(`${minor} kopecks: ${text}`, () => assert.equal(amountInWords(minor, 'en'), text))
}

test('a quadrillion has no words', () => {
  assert.throws(() => amountInWords(10n ** 17n, 'ru'), RangeError)
  assert.throws(() => amountInWords(-(10n ** 17n), 'en'), RangeError)
})

const amount = fc.bigInt({ min: 0n, max: 10n ** 17n - 1n })

test('the currency is declined as the rules of Unicode decline it', () => {
  const rules = new Intl.PluralRules('ru')
  const roubles = { one: 'рубль', few: 'рубля', many: 'рублей' } as Record<string, string>
  const kopecks = { one: 'копейка', few: 'копейки', many: 'копеек' } as Record<string, string>
  fc.assert(
    fc.property(amount, (minor) => {
      const [noun, digits, change] = amountInWords(minor, 'ru').split(' ').slice(-3)
      assert.equal(noun, roubles[rules.select(Number((minor / 100n) % 1000n))])
      assert.equal(change, kopecks[rules.select(Number(digits))])
    }),
  )
})

test('the words say exactly the number they were made from', () => {
  fc.assert(
    fc.property(amount, (minor) => {
      assert.equal(readRussian(amountInWords(minor, 'ru')), minor)
    }),
  )
})

test('different amounts never read the same in English', () => {
  fc.assert(
    fc.property(amount, amount, (one, other) => {
      assert.equal(amountInWords(one, 'en') === amountInWords(other, 'en'), one === other)
    }),
  )
})

const VALUES = new Map<string, number>(
  Object.entries({
    один: 1,
    одна: 1,
    два: 2,
    две: 2,
    три: 3,
    четыре: 4,
    пять: 5,
    шесть: 6,
    семь: 7,
    восемь: 8,
    девять: 9,
    десять: 10,
    одиннадцать: 11,
    двенадцать: 12,
    тринадцать: 13,
    четырнадцать: 14,
    пятнадцать: 15,
    шестнадцать: 16,
    семнадцать: 17,
    восемнадцать: 18,
    девятнадцать: 19,
    двадцать: 20,
    тридцать: 30,
    сорок: 40,
    пятьдесят: 50,
    шестьдесят: 60,
    семьдесят: 70,
    восемьдесят: 80,
    девяносто: 90,
    сто: 100,
    двести: 200,
    триста: 300,
    четыреста: 400,
    пятьсот: 500,
    шестьсот: 600,
    семьсот: 700,
    восемьсот: 800,
    девятьсот: 900,
  }),
)
const SCALES = [/^рубл/, /^тысяч/, /^миллион/, /^миллиард/, /^триллион/]

/** Reads the words back with nothing but a dictionary: an independent check of the writer. */
function readRussian(phrase: string): bigint {
  let roubles = 0n
  let group = 0n
  const words = phrase.toLowerCase().split(' ')
  const kopecks = BigInt(words.at(-2) ?? '')
  for (const word of words.slice(0, -2)) {
    const scale = SCALES.findIndex((pattern) => pattern.test(word))
    if (scale < 0) {
      const value = VALUES.get(word) ?? (word === 'ноль' ? 0 : assert.fail(word))
      group += BigInt(value)
      continue
    }
    roubles += group * 1000n ** BigInt(scale)
    group = 0n
  }
  return roubles * 100n + kopecks
}
