import type { SubscriberForm } from '../../domains/subscribers/index.ts'
import type { Dice } from './seed.ts'

const SURNAMES =
  'Иванов Смирнов Кузнецов Попов Васильев Петров Соколов Михайлов Новиков Фёдоров Морозов Волков Алексеев Лебедев Семёнов Егоров Павлов Козлов Степанов Николаев Орлов Андреев Макаров Никитин Захаров Зайцев Соловьёв Борисов Яковлев Григорьев'.split(
    ' ',
  )
const MEN =
  'Александр Сергей Дмитрий Андрей Алексей Максим Евгений Иван Михаил Николай Павел Владимир'.split(
    ' ',
  )
const WOMEN =
  'Анна Елена Ольга Татьяна Наталья Ирина Светлана Мария Екатерина Юлия Марина Людмила'.split(' ')
const FATHERS = 'Александр Сергей Дмитри Андре Алексе Иван Михайл Николае Павл Владимир'.split(' ')
const STREETS = [
  'ул. Мира',
  'ул. Ленина',
  'пр. Победы',
  'ул. Гагарина',
  'ул. Садовая',
  'ул. Советская',
  'ул. Молодёжная',
  'ул. Лесная',
  'ул. Набережная',
  'пер. Школьный',
  'ул. Пушкина',
  'ул. Чехова',
]
const TRADES = [
  'Ромашка',
  'Вектор',
  'Альфа-Строй',
  'Мастер',
  'Горизонт',
  'Северный ветер',
  'Пекарня № 1',
  'Аптека Здоровье',
  'Техносервис',
  'Уют',
]
const HOUSES = 40
const FLATS = 120

/** A believable subscriber: most are people, some sole proprietors, some companies. */
export function inventSubscriber(dice: Dice, number: number): SubscriberForm {
  const share = dice.below(100)
  const kind = share < 90 ? 'person' : share < 95 ? 'sole-proprietor' : 'company'
  const isWoman = dice.chance(52)
  const surname = dice.pick(SURNAMES) + (isWoman ? 'а' : '')
  const father = dice.pick(FATHERS)
  const patronymic = fatherName(father, isWoman)
  return {
    kind,
    name: kind === 'company' ? `ООО «${dice.pick(TRADES)} ${number}»` : '',
    surname: kind === 'company' ? '' : surname,
    givenName: kind === 'company' ? '' : dice.pick(isWoman ? WOMEN : MEN),
    patronymic: kind === 'company' ? '' : patronymic,
    requisites: kind === 'person' ? {} : { inn: taxNumber(dice, kind) },
    note: '',
    contacts: [
      {
        kind: 'phone',
        value: `+79${String(dice.below(1_000_000_000)).padStart(9, '0')}`,
        note: '',
      },
      ...(dice.chance(40)
        ? [{ kind: 'email' as const, value: `subscriber${number}@example.ru`, note: '' }]
        : []),
    ],
    addresses: [inventAddress(dice)],
  }
}

function fatherName(stem: string, isWoman: boolean): string {
  const ending = /[ие]$/.test(stem) ? 'ев' : 'ов'
  return stem + ending + (isWoman ? 'на' : 'ич')
}

function inventAddress(dice: Dice) {
  const flat = 1 + dice.below(FLATS)
  return {
    kind: 'installation' as const,
    postcode: '614000',
    region: '',
    city: 'г. Пермь',
    street: dice.pick(STREETS),
    house: String(1 + dice.below(HOUSES)),
    flat: String(flat),
    entrance: String(1 + Math.floor((flat - 1) / 36)),
    floor: String(1 + Math.floor(((flat - 1) % 36) / 4)),
  }
}

const WEIGHTS_10 = [2, 4, 10, 3, 5, 9, 4, 6, 8]
const WEIGHTS_11 = [7, ...WEIGHTS_10]
const WEIGHTS_12 = [3, ...WEIGHTS_11]

/** An INN with right check digits. */
function taxNumber(dice: Dice, kind: 'company' | 'sole-proprietor'): string {
  const length = kind === 'company' ? 9 : 10
  let digits = `59${Array.from({ length: length - 2 }, () => dice.below(10)).join('')}`
  const controls = kind === 'company' ? [WEIGHTS_10] : [WEIGHTS_11, WEIGHTS_12]
  for (const weights of controls) {
    const sum = weights.reduce((total, weight, i) => total + weight * Number(digits[i]), 0)
    digits += (sum % 11) % 10
  }
  return digits
}
