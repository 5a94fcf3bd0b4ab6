import { formatMinor } from '@altyn/money'
import { amountInWords } from './amount-in-words.ts'
import {
  type DayRange,
  groupCharges,
  type InvoiceCharge,
  type InvoiceLine,
} from './invoice-line.ts'
import { PAYMENT_QR_LENGTHS, type PaymentQr, paymentQr } from './payment-qr.ts'
import { totalVat, type VatSplit, type VatTotal } from './vat.ts'

export type InvoiceLanguage = 'ru' | 'en'

/** Who sells: the operator's requisites as they are printed. A 12-digit INN is a sole proprietor. */
export type SellerRequisites = {
  name: string
  inn: string
  kpp?: string
  ogrn?: string
  address: string
  phone?: string
  email?: string
  bankName: string
  bic: string
  account: string
  correspondentAccount: string
  director?: string
  accountant?: string
}

/** Who pays. */
export type BuyerRequisites =
  | { kind: 'person'; name: string; address: string }
  | { kind: 'company'; name: string; address: string; inn: string; kpp?: string }

/** The contract under which the invoice is issued. */
export type InvoiceContract = { number: string; day: Temporal.PlainDate }

/**
 * How the contract stands, in kopecks. Balances are the subscriber's: negative is a debt.
 * closing = opening − charged + paid; due («к оплате») is the closing debt, never negative.
 */
export type InvoiceSettlement = {
  openingMinor: bigint
  chargedMinor: bigint
  paidMinor: bigint
  closingMinor: bigint
  dueMinor: bigint
}

/** Everything that an invoice shows, computed: what prints it adds only wording and layout. */
export type InvoiceSheet = {
  language: InvoiceLanguage
  number: string
  day: Temporal.PlainDate
  period: DayRange
  dueDay: Temporal.PlainDate
  seller: SellerRequisites
  buyer: BuyerRequisites
  contract: InvoiceContract
  lines: InvoiceLine[]
  total: VatSplit
  totalsByRate: VatTotal[]
  /** The document's total in words. */
  amountInWords: string
  settlement: InvoiceSettlement
  dueInWords: string
  /** Absent when there is nothing to pay; a refusal names the requisite that makes it impossible. */
  paymentQr?: PaymentQr
}

/** What an invoice is composed of. Amounts in kopecks, `paidMinor` is what came in the period. */
export type InvoiceInput = {
  language?: InvoiceLanguage
  number: string
  day: Temporal.PlainDate
  period: DayRange
  dueDay: Temporal.PlainDate
  seller: SellerRequisites
  buyer: BuyerRequisites
  contract: InvoiceContract
  charges: readonly InvoiceCharge[]
  openingMinor: bigint
  paidMinor: bigint
  /** What the payer is recognised by in a payment; the contract number unless given. */
  paymentCode?: string
}

/**
 * Computes an invoice from charges: lines grouped, VAT taken out line by line and summed (Tax
 * Code, article 168), settlement, words and the payment QR. Throws RangeError on an amount too
 * large for words. Whether to issue an invoice of zero is for the caller to decide.
 */
export function composeInvoice(input: InvoiceInput): InvoiceSheet {
  const language = input.language ?? 'ru'
  const lines = groupCharges(input.charges, language)
  const { total, byRate } = totalVat(lines)
  const settlement = settle(input, total.grossMinor)
  return {
    language,
    number: input.number,
    day: input.day,
    period: input.period,
    dueDay: input.dueDay,
    seller: input.seller,
    buyer: input.buyer,
    contract: input.contract,
    lines,
    total,
    totalsByRate: byRate,
    amountInWords: amountInWords(total.grossMinor, language),
    settlement,
    dueInWords: amountInWords(settlement.dueMinor, language),
    paymentQr: composeQr(input, settlement.dueMinor, { total, byRate }),
  }
}

function settle(input: InvoiceInput, chargedMinor: bigint): InvoiceSettlement {
  const { openingMinor, paidMinor } = input
  const closingMinor = openingMinor - chargedMinor + paidMinor
  const dueMinor = closingMinor < 0n ? -closingMinor : 0n
  return { openingMinor, chargedMinor, paidMinor, closingMinor, dueMinor }
}

function composeQr(
  input: InvoiceInput,
  dueMinor: bigint,
  vat: { total: VatSplit; byRate: readonly VatTotal[] },
): PaymentQr | undefined {
  if (dueMinor === 0n) return undefined
  const { seller, contract } = input
  return paymentQr({
    payeeName: shortened(seller.name, PAYMENT_QR_LENGTHS.payeeName),
    account: seller.account,
    // Banks find each other by the BIC: a bank name cut to the length of the standard does no harm.
    bankName: shortened(seller.bankName, PAYMENT_QR_LENGTHS.bankName),
    bic: seller.bic,
    correspondentAccount: seller.correspondentAccount,
    sumMinor: dueMinor,
    purpose: shortened(paymentPurpose(input, dueMinor, vat), PAYMENT_QR_LENGTHS.purpose),
    payeeInn: seller.inn,
    payeeKpp: seller.kpp,
    payerCode: input.paymentCode ?? contract.number,
  })
}

/** The wording goes through Russian banks, so it is Russian in every language of the invoice. */
function paymentPurpose(
  { number, day, contract }: InvoiceInput,
  dueMinor: bigint,
  { total, byRate }: { total: VatSplit; byRate: readonly VatTotal[] },
): string {
  const what = `Оплата по счёту № ${number} от ${russianDay(day)}, договор № ${contract.number}`
  if (byRate.every(({ rate }) => rate === 'none')) return `${what}. Без НДС`
  // The VAT of the document says nothing about the VAT of another amount: a debt, an advance.
  if (dueMinor !== total.grossMinor) return `${what}. В том числе НДС`
  return `${what}. В том числе НДС ${formatMinor(total.vatMinor)} руб.`
}

function russianDay(day: Temporal.PlainDate): string {
  const [year, month, date] = day.toString().split('-')
  return `${date}.${month}.${year}`
}

function shortened(text: string, lengthMax: number): string {
  return [...text].slice(0, lengthMax).join('')
}
