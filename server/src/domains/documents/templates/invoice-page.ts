import { formatMinor } from '@altyn/money'
import type {
  BuyerRequisites,
  InvoiceLanguage,
  InvoiceSheet,
  SellerRequisites,
} from '../rules/invoice.ts'
import type { DayRange, InvoiceLine } from '../rules/invoice-line.ts'
import type { VatRate } from '../rules/vat.ts'
import { INVOICE_LABELS, type InvoiceLabels } from './invoice-labels.ts'
import { drawQr } from './qr-picture.ts'

const LOCALES = { ru: 'ru-RU', en: 'en-GB' } as const
const LONG_DAYS = formatters({ day: 'numeric', month: 'long', year: 'numeric' })
const MONTHS = formatters({ month: 'long', year: 'numeric' })

type Labelled = { label: string; text: string }
/** A line about a party: its name stands out, the rest of the requisites follow it. */
type Party = Labelled & { name: string }

/** A column by the kind of its texts and the length of the longest, which make its width. */
type Column = {
  kind: 'position' | 'service' | 'quantity' | 'unit' | 'amount' | 'rate'
  title: string
  characters: number
}

/** An invoice as finished texts: the template places them and computes nothing. */
export type InvoicePage = {
  language: InvoiceLanguage
  title: string
  runningTitle: string
  author: string
  day: { year: number; month: number; day: number }
  labels: InvoiceLabels
  bank: { name: string; bic: string; correspondentAccount: string; account: string }
  payee: { name: string; inn: string; kpp: string }
  qr: string | null
  parties: Party[]
  columns: Column[]
  rows: { cells: string[]; note: string }[]
  totals: Labelled[]
  lineCount: string
  amountInWords: string
  settlement: Labelled[]
  due: Labelled & { words: string }
  signatures: { role: string; name: string }[]
}

/** Words an invoice for printing in the language of the sheet: labels, dates, amounts, QR code. */
export function toInvoicePage(sheet: InvoiceSheet): InvoicePage {
  const labels = INVOICE_LABELS[sheet.language]
  const { seller } = sheet
  const titleEnd = `${labels.number} ${wrapped(sheet.number)} ${labels.dated} ${longDay(sheet.day, sheet)}`
  const sum = `${formatMinor(sheet.total.grossMinor, sheet.language)}\u00a0${labels.currency}`
  const rows = sheet.lines.map((line) => wordRow(line, sheet, labels))
  return {
    language: sheet.language,
    title: `${labels.title} ${titleEnd}`,
    runningTitle: `${labels.shortTitle} ${titleEnd}`,
    author: seller.name,
    day: { year: sheet.day.year, month: sheet.day.month, day: sheet.day.day },
    labels,
    bank: {
      name: wrapped(seller.bankName),
      bic: seller.bic,
      // A bank without one is written as 0 in a payment, and as nothing on paper.
      correspondentAccount: seller.correspondentAccount.replace(/^0$/, ''),
      account: seller.account,
    },
    payee: { name: wrapped(seller.name), inn: seller.inn, kpp: seller.kpp ?? '' },
    qr: sheet.paymentQr?.kind === 'text' ? drawQr(sheet.paymentQr.text) : null,
    parties: wordParties(sheet, labels),
    columns: wordColumns(sheet, labels, rows),
    rows,
    totals: wordTotals(sheet, labels),
    lineCount: `${labels.lineCount} ${rows.length}, ${labels.lineSum} ${sum}`,
    amountInWords: sheet.amountInWords,
    settlement: wordSettlement(sheet, labels),
    due: wordDue(sheet, labels),
    signatures: wordSignatures(seller, labels),
  }
}

function wordParties(sheet: InvoiceSheet, labels: InvoiceLabels): Party[] {
  const { seller, buyer, contract } = sheet
  const reference = `${labels.contractIs} ${labels.number} ${wrapped(contract.number)}`
  return [
    { label: labels.seller, name: wrapped(seller.name), text: wordSeller(seller, labels) },
    { label: labels.buyer, name: wrapped(buyer.name), text: wordBuyer(buyer, labels) },
    {
      label: labels.contract,
      name: '',
      text: `${reference} ${labels.dated} ${shortDay(contract.day)}`,
    },
    { label: labels.period, name: '', text: wordPeriod(sheet.period, sheet) },
  ]
}

function wordSeller(seller: SellerRequisites, labels: InvoiceLabels): string {
  const ogrnLabel = isProprietor(seller) ? labels.ogrnip : labels.ogrn
  return listed([
    `${labels.inn} ${seller.inn}`,
    seller.kpp && `${labels.kpp} ${seller.kpp}`,
    seller.ogrn && `${ogrnLabel} ${seller.ogrn}`,
    seller.address,
    seller.phone && `${labels.phone} ${seller.phone}`,
    seller.email,
  ])
}

function wordBuyer(buyer: BuyerRequisites, labels: InvoiceLabels): string {
  if (buyer.kind === 'person') return listed([buyer.address])
  const kpp = buyer.kpp && `${labels.kpp} ${buyer.kpp}`
  return listed([buyer.inn && `${labels.inn} ${buyer.inn}`, kpp, buyer.address])
}

/** A seller outside VAT has no VAT columns: there would be nothing but dashes in them. */
function hasVat({ totalsByRate }: InvoiceSheet): boolean {
  return totalsByRate.some(({ rate }) => rate !== 'none')
}

function wordColumns(sheet: InvoiceSheet, labels: InvoiceLabels, rows: InvoicePage['rows']) {
  const columns: Omit<Column, 'characters'>[] = [
    { kind: 'position', title: labels.position },
    { kind: 'service', title: labels.service },
    { kind: 'quantity', title: labels.quantity },
    { kind: 'unit', title: labels.unit },
    { kind: 'amount', title: hasVat(sheet) ? labels.priceWithVat : labels.price },
  ]
  if (hasVat(sheet)) {
    columns.push(
      { kind: 'amount', title: labels.net },
      { kind: 'rate', title: labels.rate },
      { kind: 'amount', title: labels.vat },
    )
  }
  columns.push({ kind: 'amount', title: hasVat(sheet) ? labels.grossWithVat : labels.gross })
  return columns.map((column, i) => ({
    ...column,
    characters: Math.max(0, ...rows.map(({ cells }) => cells[i]?.length ?? 0)),
  }))
}

function wordRow(line: InvoiceLine, sheet: InvoiceSheet, labels: InvoiceLabels) {
  const amount = (minor: bigint) => formatMinor(minor, sheet.language)
  const isWholePeriod =
    line.period.from.equals(sheet.period.from) && line.period.until.equals(sheet.period.until)
  const vatCells = [
    amount(line.netMinor),
    wordRate(line.rate, labels, sheet),
    line.rate === 'none' ? '—' : amount(line.vatMinor),
  ]
  return {
    cells: [
      line.position.toString(),
      wrapped(line.title),
      line.quantityText,
      line.unit,
      line.priceMinor === undefined ? '—' : amount(line.priceMinor),
      ...(hasVat(sheet) ? vatCells : []),
      amount(line.grossMinor),
    ],
    note: isWholePeriod ? '' : wordPeriod(line.period, sheet),
  }
}

function wordTotals(sheet: InvoiceSheet, labels: InvoiceLabels): Labelled[] {
  const amount = (minor: bigint) => formatMinor(minor, sheet.language)
  const { total, totalsByRate } = sheet
  if (!hasVat(sheet)) {
    return [
      { label: labels.withoutTax, text: '—' },
      { label: labels.totalWithoutVat, text: amount(total.grossMinor) },
    ]
  }
  const rates = totalsByRate.map(({ rate, grossMinor, vatMinor }) =>
    rate === 'none'
      ? { label: labels.noVat, text: amount(grossMinor) }
      : { label: `${labels.totalVat} ${wordRate(rate, labels, sheet)}`, text: amount(vatMinor) },
  )
  return [
    { label: labels.totalNet, text: amount(total.netMinor) },
    ...rates,
    { label: labels.totalGross, text: amount(total.grossMinor) },
  ]
}

function wordSettlement(sheet: InvoiceSheet, labels: InvoiceLabels): Labelled[] {
  const { openingMinor, chargedMinor, paidMinor, closingMinor } = sheet.settlement
  const amount = (minor: bigint) => formatMinor(minor < 0n ? -minor : minor, sheet.language)
  const advance = { label: labels.closingAdvance, text: amount(closingMinor) }
  return [
    {
      label: `${openingLabel(openingMinor, labels)} ${shortDay(sheet.period.from)}`,
      text: amount(openingMinor),
    },
    { label: labels.charged, text: formatMinor(chargedMinor, sheet.language) },
    { label: labels.paid, text: formatMinor(paidMinor, sheet.language) },
    ...(closingMinor > 0n ? [advance] : []),
  ]
}

function wordDue(sheet: InvoiceSheet, labels: InvoiceLabels): InvoicePage['due'] {
  const { dueMinor } = sheet.settlement
  const isTotal = dueMinor === sheet.total.grossMinor
  return {
    label: dueMinor > 0n ? `${labels.due} ${labels.dueBy} ${shortDay(sheet.dueDay)}` : labels.due,
    text: `${formatMinor(dueMinor, sheet.language)}\u00a0${labels.currency}`,
    words: isTotal || dueMinor === 0n ? '' : sheet.dueInWords,
  }
}

function openingLabel(openingMinor: bigint, labels: InvoiceLabels): string {
  if (openingMinor === 0n) return labels.openingNothing
  return openingMinor < 0n ? labels.openingDebt : labels.openingAdvance
}

function wordSignatures(seller: SellerRequisites, labels: InvoiceLabels) {
  if (isProprietor(seller)) return [{ role: labels.proprietor, name: seller.director ?? '' }]
  return [
    { role: labels.director, name: seller.director ?? '' },
    { role: labels.accountant, name: seller.accountant ?? '' },
  ]
}

function isProprietor(seller: SellerRequisites): boolean {
  return seller.inn.length === 12
}

function wordRate(rate: VatRate, labels: InvoiceLabels, sheet: InvoiceSheet): string {
  if (rate === 'none') return labels.withoutVat
  const percent = (rate / 100).toString()
  return `${sheet.language === 'ru' ? percent.replace('.', ',') : percent}\u00a0%`
}

/** A whole calendar month is named, anything else is given by its first and last day. */
function wordPeriod({ from, until }: DayRange, { language }: InvoiceSheet): string {
  const isMonth = from.day === 1 && from.add({ months: 1 }).equals(until)
  if (isMonth) return MONTHS[language].format(from)
  return `${shortDay(from)}–${shortDay(until.subtract({ days: 1 }))}`
}

function longDay(day: Temporal.PlainDate, { language }: InvoiceSheet): string {
  return LONG_DAYS[language].format(day)
}

function shortDay(day: Temporal.PlainDate): string {
  const [year, month, date] = day.toString().split('-')
  return `${date}.${month}.${year}`
}

/** Continues a name with its requisites: a leading comma, absent parts left out. */
function listed(parts: readonly (string | undefined)[]): string {
  return parts.map((part) => (part ? `, ${wrapped(part)}` : '')).join('')
}

/**
 * Makes a text wrap well: «г. Москва» and «ИНН 7707083893» stay on one line, and a word longer
 * than any real one may break instead of running over the next column. An address of mail is
 * left alone: it is copied from the paper.
 */
function wrapped(text: string): string {
  return text
    .replaceAll(/(?<=^\p{Lu}{3,6}|(?:^|[\s,(])\p{L}{1,4}\.) /gu, '\u00a0')
    .replaceAll(/\S{25,}/gu, (word) =>
      word.includes('@') ? word : word.replaceAll(/.{24}(?=.)/gu, '$&\u200b'),
    )
}

function formatters(options: Intl.DateTimeFormatOptions) {
  return {
    ru: new Intl.DateTimeFormat(LOCALES.ru, options),
    en: new Intl.DateTimeFormat(LOCALES.en, options),
  }
}
