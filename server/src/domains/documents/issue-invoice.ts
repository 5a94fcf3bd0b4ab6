import type { Context } from '#platform/context'
import { Refusal } from '#platform/refusal'
import { readToday } from '../accounts/index.ts'
import { listServiceClasses, type ServiceClass } from '../catalogue/index.ts'
import { findCharges, type Posting, readTurnover, walletCode } from '../ledger/index.ts'
import { getOperator, listVatRates, type Operator, type VatRate } from '../settings/index.ts'
import { type Contract, getContract, getSubscriber, type Subscriber } from '../subscribers/index.ts'
import {
  type DocumentRow,
  findInvoiceOf,
  holdContract,
  insertInvoice,
  nextNumber,
  selectDocuments,
} from './documents.store.ts'
import { formatDocumentNumber, parseNumberTemplate } from './rules/document-number.ts'
import { type BuyerRequisites, composeInvoice, type SellerRequisites } from './rules/invoice.ts'
import type { InvoiceCharge } from './rules/invoice-line.ts'
import { freezeSheet } from './rules/sheet-json.ts'

const DUE_DAYS = 10
const REQUIRED_OF_SELLER = ['inn', 'bankName', 'bic', 'bankAccount'] as const

/**
 * Issues the invoice of a contract for a month: what was charged in it, VAT by the rate of each
 * charge's day, and how the contract stood. Asked again, the same invoice comes back.
 */
export async function issueInvoice(
  ctx: Context,
  { contractId, month }: { contractId: number; month: Temporal.PlainYearMonth },
): Promise<DocumentRow> {
  const contract = await getContract(ctx, contractId)
  await holdContract(ctx, contractId)
  const from = month.toPlainDate({ day: 1 })
  const period = { from, until: from.add({ months: 1 }) }
  const existing = await findInvoiceOf(ctx, { contractId, ...period })
  if (existing) return existing
  const operator = await getOperator(ctx, contract.operatorId)
  const seller = toSeller(operator)
  const charges = await readCharges(ctx, contractId, period)
  const chargedMinor = charges.reduce((sum, { grossMinor }) => sum + grossMinor, 0n)
  if (chargedMinor <= 0n) throw new Refusal('documents.nothing-charged', { month: String(month) })
  const today = await readToday(ctx)
  const numbered = await drawNumber(ctx, { operator, contract, today })
  const turnover = await readTurnover(ctx, { contractId, ...period })
  const sheet = composeInvoice({
    number: numbered.number,
    day: today,
    period,
    dueDay: today.add({ days: DUE_DAYS }),
    seller,
    buyer: toBuyer(await getSubscriber(ctx, contract.subscriberId)),
    contract: { number: contract.number, day: contract.signedOn },
    charges,
    openingMinor: turnover.openingMinor,
    paidMinor: turnover.paidMinor,
    paymentCode: contract.paymentCode,
  })
  const id = await insertInvoice(ctx, {
    ...numbered,
    operatorId: operator.id,
    contractId,
    issuedOn: today,
    periodFrom: period.from,
    periodUntil: period.until,
    totalMinor: sheet.total.grossMinor,
    vatMinor: sheet.total.vatMinor,
    payableMinor: sheet.settlement.dueMinor,
    sheet: freezeSheet(sheet),
  })
  return getDocument(ctx, id)
}

export async function getDocument(ctx: Context, id: number): Promise<DocumentRow> {
  const [document] = await selectDocuments(ctx, { ids: [id], limit: 1 })
  if (!document) throw new Refusal('documents.document.not-found', { id })
  return document
}

async function drawNumber(
  ctx: Context,
  {
    operator,
    contract,
    today,
  }: { operator: Operator; contract: Contract; today: Temporal.PlainDate },
): Promise<{ number: string; sequenceNumber: number }> {
  const parsed = parseNumberTemplate(operator.invoice_number_template)
  if (parsed.kind === 'refused') {
    const { rule, token, position } = parsed
    throw new Refusal('documents.bad-number-template', { rule, token, position })
  }
  const key = { operatorId: operator.id, year: today.year }
  const sequenceNumber = await nextNumber(ctx, key)
  const number = formatDocumentNumber(parsed.template, {
    counter: sequenceNumber,
    day: today,
    operatorCode: String(operator.id),
    contractNumber: contract.number,
    documentType: 'СЧ',
  })
  return { number, sequenceNumber }
}

async function readCharges(
  ctx: Context,
  contractId: number,
  period: { from: Temporal.PlainDate; until: Temporal.PlainDate },
): Promise<InvoiceCharge[]> {
  const rates = await listVatRates(ctx)
  const classes = new Map((await listServiceClasses(ctx)).map((item) => [item.code, item]))
  const wallet = walletCode(contractId)
  return (await findCharges(ctx, { contractId, ...period })).map((posting) =>
    toCharge(posting, { wallet, rates, classes }),
  )
}

function toCharge(
  posting: Posting,
  known: { wallet: string; rates: VatRate[]; classes: Map<string, ServiceClass> },
): InvoiceCharge {
  const isCharge = posting.fromCode === known.wallet
  const revenue = isCharge ? posting.toCode : posting.fromCode
  const serviceClass = known.classes.get(revenue.slice(revenue.indexOf(':') + 1))
  const period = {
    from: posting.periodFrom ?? posting.day,
    until: posting.periodUntil ?? posting.day.add({ days: 1 }),
  }
  return {
    title: [serviceClass?.invoiceLine, posting.title && `«${posting.title}»`]
      .filter(Boolean)
      .join(', тариф '),
    unit: 'мес.',
    quantityThousandths: 1000n,
    grossMinor: isCharge ? posting.amountMinor : -posting.amountMinor,
    rate: serviceClass?.vat === 'none' ? 'none' : rateOn(known.rates, posting.day),
    period,
  }
}

function rateOn(rates: readonly VatRate[], day: Temporal.PlainDate): number | 'none' {
  const rate = rates.find(
    ({ from, until }) =>
      Temporal.PlainDate.compare(from, day) <= 0 &&
      (until === null || Temporal.PlainDate.compare(day, until) < 0),
  )
  return rate?.rateBasisPoints ?? 'none'
}

function toSeller({ name, requisites }: Operator): SellerRequisites {
  const missing = REQUIRED_OF_SELLER.filter((field) => !requisites[field])
  if (missing.length > 0) {
    const fields = missing.map((field) => ({ field: `requisites.${field}`, rule: 'required' }))
    throw new Refusal('documents.operator-requisites-missing', { missing }, fields)
  }
  return {
    name: requisites.fullName || name,
    inn: requisites.inn ?? '',
    kpp: requisites.kpp,
    ogrn: requisites.ogrn,
    address: requisites.address ?? '',
    phone: requisites.phone,
    email: requisites.email,
    bankName: requisites.bankName ?? '',
    bic: requisites.bic ?? '',
    account: requisites.bankAccount ?? '',
    correspondentAccount: requisites.correspondentAccount || '0',
    director: requisites.director,
    accountant: requisites.accountant,
  }
}

function toBuyer({ kind, name, requisites, addresses }: Subscriber): BuyerRequisites {
  const order = ['registration', 'postal', 'installation']
  const [address] = [...addresses].sort((a, b) => order.indexOf(a.kind) - order.indexOf(b.kind))
  const buyer = { name, address: address?.fullText ?? '' }
  if (kind === 'person') return { kind: 'person', ...buyer }
  return { kind: 'company', ...buyer, inn: requisites.inn ?? '', kpp: requisites.kpp }
}
