const ROUBLES_LIMIT = 10n ** 15n

/** Russian nouns agree with their number in one of three forms: 1 рубль, 2 рубля, 5 рублей. */
type RussianForms = { one: string; few: string; many: string; gender: 'masculine' | 'feminine' }

const ROUBLE: RussianForms = { one: 'рубль', few: 'рубля', many: 'рублей', gender: 'masculine' }
const KOPECK: RussianForms = { one: 'копейка', few: 'копейки', many: 'копеек', gender: 'feminine' }
const RUSSIAN_SCALES: readonly RussianForms[] = [
  { one: 'тысяча', few: 'тысячи', many: 'тысяч', gender: 'feminine' },
  { one: 'миллион', few: 'миллиона', many: 'миллионов', gender: 'masculine' },
  { one: 'миллиард', few: 'миллиарда', many: 'миллиардов', gender: 'masculine' },
  { one: 'триллион', few: 'триллиона', many: 'триллионов', gender: 'masculine' },
]
const RUSSIAN_HUNDREDS = words(
  '- сто двести триста четыреста пятьсот шестьсот семьсот восемьсот девятьсот',
)
const RUSSIAN_TENS = words(
  '- - двадцать тридцать сорок пятьдесят шестьдесят семьдесят восемьдесят девяносто',
)
const RUSSIAN_BELOW_20 = words(
  `- один два три четыре пять шесть семь восемь девять десять одиннадцать двенадцать тринадцать
  четырнадцать пятнадцать шестнадцать семнадцать восемнадцать девятнадцать`,
)
const RUSSIAN_FEMININE: Readonly<Record<number, string>> = { 1: 'одна', 2: 'две' }

const ENGLISH_SCALES = words('thousand million billion trillion')
const ENGLISH_TENS = words('- - twenty thirty forty fifty sixty seventy eighty ninety')
const ENGLISH_BELOW_20 = words(
  `- one two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen
  sixteen seventeen eighteen nineteen`,
)

/**
 * Kopecks as the words of a document: 60000n → `Шестьсот рублей 00 копеек` or `Six hundred
 * roubles 00 kopecks`. Roubles in words with a capital letter, kopecks in two digits, a negative
 * amount begins with `Минус`. Throws RangeError from a quadrillion (10^15) roubles on.
 */
export function amountInWords(minor: bigint, language: 'ru' | 'en' = 'ru'): string {
  const absolute = minor < 0n ? -minor : minor
  const roubles = absolute / 100n
  const kopecks = Number(absolute % 100n)
  if (roubles >= ROUBLES_LIMIT) throw new RangeError(`No words for an amount as large as ${minor}`)
  const phrase = language === 'ru' ? inRussian(roubles, kopecks) : inEnglish(roubles, kopecks)
  const minus = language === 'ru' ? 'минус ' : 'minus '
  return capitalised(minor < 0n ? minus + phrase : phrase)
}

function inRussian(roubles: bigint, kopecks: number): string {
  const groups = threes(roubles).map((group, power) => {
    const forms = power === 0 ? ROUBLE : RUSSIAN_SCALES[power - 1]
    return group > 0 && forms ? [...russianGroup(group, forms.gender), agreed(group, forms)] : []
  })
  // The lowest group always names the currency: «один миллион рублей», «ноль рублей».
  if (groups[0]?.length === 0) groups[0] = [...(roubles === 0n ? ['ноль'] : []), ROUBLE.many]
  return [...groups.reverse().flat(), twoDigits(kopecks), agreed(kopecks, KOPECK)].join(' ')
}

function russianGroup(group: number, gender: RussianForms['gender']): string[] {
  const belowHundred = group % 100
  const units = belowHundred < 20 ? belowHundred : belowHundred % 10
  return [
    group >= 100 ? RUSSIAN_HUNDREDS[Math.floor(group / 100)] : undefined,
    belowHundred >= 20 ? RUSSIAN_TENS[Math.floor(belowHundred / 10)] : undefined,
    units > 0
      ? (gender === 'feminine' && RUSSIAN_FEMININE[units]) || RUSSIAN_BELOW_20[units]
      : undefined,
  ].filter((word) => word !== undefined)
}

function agreed(count: number, forms: RussianForms): string {
  const units = count % 10
  const isTeen = Math.floor((count % 100) / 10) === 1
  if (isTeen || units === 0 || units > 4) return forms.many
  return units === 1 ? forms.one : forms.few
}

function inEnglish(roubles: bigint, kopecks: number): string {
  const groups = threes(roubles).map((group, power) => {
    if (group === 0) return []
    const scale = ENGLISH_SCALES[power - 1]
    return scale ? [...englishGroup(group), scale] : englishGroup(group)
  })
  const number = roubles === 0n ? ['zero'] : groups.reverse().flat()
  const currency = roubles === 1n ? 'rouble' : 'roubles'
  const change = kopecks === 1 ? 'kopeck' : 'kopecks'
  return [...number, currency, twoDigits(kopecks), change].join(' ')
}

function englishGroup(group: number): string[] {
  const belowHundred = group % 100
  const units = belowHundred < 20 ? belowHundred : belowHundred % 10
  const tens = belowHundred >= 20 ? ENGLISH_TENS[Math.floor(belowHundred / 10)] : undefined
  const tail = [tens, ENGLISH_BELOW_20[units]].filter((word) => word !== undefined).join('-')
  const hundreds = ENGLISH_BELOW_20[Math.floor(group / 100)]
  return [...(hundreds ? [hundreds, 'hundred'] : []), ...(tail ? [tail] : [])]
}

/** Splits a number into groups of three digits, the lowest first: 1_234_567n → [567, 234, 1]. */
function threes(number: bigint): number[] {
  const groups = [Number(number % 1000n)]
  for (let rest = number / 1000n; rest > 0n; rest /= 1000n) groups.push(Number(rest % 1000n))
  return groups
}

/** A word list by number; a dash stands for a number that has no word of its own. */
function words(list: string): readonly (string | undefined)[] {
  return list.split(/\s+/).map((word) => (word === '-' ? undefined : word))
}

function twoDigits(number: number): string {
  return number.toString().padStart(2, '0')
}

function capitalised(phrase: string): string {
  return phrase.charAt(0).toUpperCase() + phrase.slice(1)
}
