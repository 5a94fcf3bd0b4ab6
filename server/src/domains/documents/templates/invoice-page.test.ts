import assert from 'node:assert/strict'
import { test } from 'node:test'
import { composeInvoice, type InvoiceInput } from '../rules/invoice.ts'
import { toInvoicePage } from './invoice-page.ts'

const april = range('2026-04-01', '2026-05-01')
const input: InvoiceInput = {
  number: '17',
  day: day('2026-04-30'),
  period: april,
  dueDay: day('2026-05-20'),
  seller: {
    name: 'ООО «Алтын»',
    inn: '7707083893',
    kpp: '773601001',
    ogrn: '1027700132195',
    address: 'г. Москва, ул. Вавилова, д. 19',
    bankName: 'ПАО СБЕРБАНК',
    bic: '044525225',
    account: '40702810900000000001',
    correspondentAccount: '30101810400000000225',
    director: 'Иванов И. И.',
  },
  buyer: { kind: 'company', name: 'АО «Север»', address: 'г. Омск', inn: '7830002293' },
  contract: { number: '100-17', day: day('2024-02-01') },
  charges: [charge('Интернет', 600_00n)],
  openingMinor: 0n,
  paidMinor: 0n,
}

test('titles, parties and dates are worded in Russian', () => {
  const page = pageOf({})
  assert.equal(page.title, 'Счёт на оплату № 17 от 30 апреля 2026 г.')
  assert.deepEqual(
    page.parties.map(({ label, name, text }) => plain(`${label}: ${name}${text}`)),
    [
      'Исполнитель: ООО «Алтын», ИНН 7707083893, КПП 773601001, ОГРН 1027700132195, ' +
        'г. Москва, ул. Вавилова, д. 19',
      'Заказчик: АО «Север», ИНН 7830002293, г. Омск',
      'Основание: Договор № 100-17 от 01.02.2024',
      'Период: апрель 2026 г.',
    ],
  )
  assert.equal(plain(page.lineCount), 'Всего наименований 1, на сумму 600,00 руб.')
})

test('titles, parties and dates are worded in English', () => {
  const page = pageOf({ language: 'en' })
  assert.equal(page.title, 'Invoice No. 17 of 30 April 2026')
  assert.equal(page.parties[3]?.text, 'April 2026')
  assert.equal(plain(page.lineCount), 'Items 1, total 600.00 RUB')
  assert.equal(page.amountInWords, 'Six hundred roubles 00 kopecks')
})

test('an abbreviation is not torn from what it belongs to', () => {
  const [seller] = pageOf({}).parties
  assert.match(seller?.text ?? '', /ИНН\u00a07707083893.*г\.\u00a0Москва, ул\.\u00a0Вавилова/)
})

test('a word without end may break, a long real one does not', () => {
  const word = 'человеконенавистничество'
  const [row] = pageOf({ charges: [charge(`${'x'.repeat(50)} ${word}`, 1n)] }).rows
  const pieces = ['x'.repeat(24), 'x'.repeat(24), `xx ${word}`]
  assert.equal(row?.cells[1], pieces.join('\u200b'))
})

test('an address of mail can be copied from the paper whole', () => {
  const email = 'accounts@a-very-long-name-of-a-provider.example'
  const [seller] = pageOf({ seller: { ...input.seller, email } }).parties
  assert.ok(seller?.text.endsWith(`, ${email}`))
})

test('a period that is not a whole month is given by its days, also under its line', () => {
  const charges = [{ ...charge('Интернет', 280_00n), period: range('2026-04-17', '2026-05-01') }]
  const page = pageOf({ charges, period: range('2026-04-10', '2026-05-01') })
  assert.equal(page.parties[3]?.text, '10.04.2026–30.04.2026')
  assert.equal(page.rows[0]?.note, '17.04.2026–30.04.2026')
  assert.equal(pageOf({}).rows[0]?.note, '')
})

test('a line shows its VAT, the totals every rate', () => {
  const page = pageOf({
    charges: [
      charge('Интернет', 600_00n),
      charge('Пени', 50_00n, 'none'),
      charge('ТВ', 107_00n, 750),
    ],
  })
  assert.deepEqual(
    page.rows.map(({ cells }) => cells.slice(4).map(plain)),
    [
      ['600,00', '491,80', '22 %', '108,20', '600,00'],
      ['50,00', '50,00', 'без НДС', '—', '50,00'],
      ['107,00', '99,53', '7,5 %', '7,47', '107,00'],
    ],
  )
  assert.deepEqual(lines(page.totals), [
    'Итого без НДС: 641,33',
    'НДС 22 %: 108,20',
    'НДС 7,5 %: 7,47',
    'НДС не облагается: 50,00',
    'Всего с НДС: 757,00',
  ])
})

test('a seller outside VAT has no VAT columns', () => {
  const page = pageOf({ charges: [charge('Интернет', 600_00n, 'none')] })
  assert.deepEqual(
    page.columns.map(({ title }) => title),
    ['№', 'Наименование услуги', 'Кол-во', 'Ед.', 'Цена', 'Сумма'],
  )
  assert.deepEqual(page.rows[0]?.cells, ['1', 'Интернет', '1', 'мес.', '600,00', '600,00'])
  assert.deepEqual(lines(page.totals), ['Без налога (НДС): —', 'Всего: 600,00'])
})

test('a debt, an advance and nothing are called by their names, without a minus', () => {
  assert.equal(
    lines(pageOf({ openingMinor: -1n }).settlement)[0],
    'Задолженность на 01.04.2026: 0,01',
  )
  assert.equal(lines(pageOf({ openingMinor: 5_00n }).settlement)[0], 'Аванс на 01.04.2026: 5,00')
  assert.equal(lines(pageOf({}).settlement)[0], 'Остаток на 01.04.2026: 0,00')
  assert.equal(lines(pageOf({ openingMinor: 900_00n }).settlement)[3], 'Остаток аванса: 300,00')
})

test('the amount due: words only where they add something, no due day when nothing is due', () => {
  assert.deepEqual(pageOf({}).due, {
    label: 'К оплате до 20.05.2026',
    text: '600,00\u00a0руб.',
    words: '',
  })
  assert.equal(pageOf({ openingMinor: -1_00n }).due.words, 'Шестьсот один рубль 00 копеек')
  assert.deepEqual(pageOf({ openingMinor: 600_00n }).due, {
    label: 'К оплате',
    text: '0,00\u00a0руб.',
    words: '',
  })
  assert.equal(pageOf({ openingMinor: 600_00n }).qr, null)
})

test('a sole proprietor signs alone and has an ОГРНИП', () => {
  const seller = { ...input.seller, inn: '500100732259', kpp: undefined, ogrn: '304500116000157' }
  const page = pageOf({ seller })
  assert.match(page.parties[0]?.text ?? '', /ОГРНИП/)
  assert.deepEqual(page.signatures, [
    { role: 'Индивидуальный предприниматель', name: 'Иванов И. И.' },
  ])
  assert.equal(pageOf({}).signatures.length, 2)
})

test('a bank without a correspondent account shows none', () => {
  const seller = { ...input.seller, correspondentAccount: '0' }
  assert.equal(pageOf({ seller }).bank.correspondentAccount, '')
})

test('absent requisites leave no stray commas and labels', () => {
  const seller = { ...input.seller, kpp: '', ogrn: undefined, address: '' }
  const buyer = { kind: 'person', name: 'Сидоров П. А.', address: '' } as const
  const [first, second] = pageOf({ seller, buyer }).parties
  assert.equal(plain(first?.text ?? ''), ', ИНН 7707083893')
  assert.equal(second?.text, '')
})

function pageOf(change: Partial<InvoiceInput>) {
  return toInvoicePage(composeInvoice({ ...input, ...change }))
}

function lines(labelled: readonly { label: string; text: string }[]): string[] {
  return labelled.map(({ label, text }) => plain(`${label}: ${text}`))
}

function plain(text: string): string {
  return text.replaceAll('\u00a0', ' ')
}

function charge(title: string, grossMinor: bigint, rate: number | 'none' = 2200) {
  return { title, unit: 'мес.', quantityThousandths: 1000n, grossMinor, rate, period: april }
}

function day(text: string): Temporal.PlainDate {
  return Temporal.PlainDate.from(text)
}

function range(from: string, until: string) {
  return { from: day(from), until: day(until) }
}
