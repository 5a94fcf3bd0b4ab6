import { divideRounded, RATE_PER_MINOR } from '@altyn/money'
import {
  type Due,
  type FeeFacts,
  type FeeTerms,
  NOTHING_DUE,
  type Offer,
  type Period,
} from './charge-facts.ts'
import { versionsFor } from './cut-segments.ts'
import { type DayNumber, fromDayNumber, type Month, toDayNumber } from './day-number.ts'
import { computeFee } from './fee.ts'
import { type Adjustment, adjustPrice } from './price.ts'

export type ServiceTerms = FeeTerms & {
  activationMinor: bigint
  promoDays: number
  promoPriceMinor: bigint
  /** Ended before so many months, the exit fee is due. */
  termMonthsMin: number
  exitFeeMinor: bigint
  /** From so many pieces on a discount in basis points. */
  quantityDiscounts: readonly { from: number; basisPoints: number }[]
}
export type ServiceOffer = Omit<Offer, 'versions'> & {
  kind: 'one-off' | 'monthly' | 'monthly-by-days' | 'daily'
  /** Over what the pieces are counted that a quantity discount goes by. */
  discountScope: 'account' | 'contract'
  versions: ServiceTerms[]
}
/** A service that an account has or had. A one-off one was done on the day `from`. */
export type AssignedService = {
  id: number
  serviceId: number
  quantity: number
  /** How many of this service the account or the contract has, which the discount goes by. */
  quantityInScope: number
  from: DayNumber
  until: DayNumber | null
  plan: { firstMinor: bigint; parts: number; repaidOn: DayNumber | null } | null
  adjustments: readonly Adjustment[]
}

/** Everything that an assigned service makes due in the months, as of the day. */
export function computeServiceDues(
  service: AssignedService,
  offer: ServiceOffer,
  blocked: FeeFacts['blocked'],
  period: Period,
): Due[] {
  const dues = [
    ...(offer.kind === 'one-off'
      ? priceDues(service, offer)
      : recurringDues(service, offer, blocked, period)),
    ...activationDue(service, offer),
    ...exitDue(service, offer),
  ]
  const [earliest] = period.months
  const latest = period.months.at(-1)
  return dues.filter(
    ({ month: { first, days } }) =>
      earliest !== undefined &&
      latest !== undefined &&
      first + days > earliest.first &&
      first < latest.first + latest.days &&
      first <= period.asOf,
  )
}

function recurringDues(
  service: AssignedService,
  offer: ServiceOffer,
  blocked: FeeFacts['blocked'],
  { months, asOf }: Period,
): Due[] {
  const { id, quantity, from, until } = service
  const offers = new Map([[offer.id, offer]])
  const holdings = [{ offerId: offer.id, quantity, from, until }]
  const adjustments = [...ownAdjustments(service, offer), ...service.adjustments]
  const dues: Due[] = []
  for (const month of months) {
    const fee = computeFee({ holdings, blocked, adjustments }, offers, { month, asOf })
    if (fee === NOTHING_DUE) continue
    dues.push({ ...fee, component: `service:${id}`, kind: 'service', month, mayWait: true })
  }
  return dues
}

/** What the offer itself takes off: the price of the first days, and a discount for many. */
function ownAdjustments(service: AssignedService, offer: ServiceOffer): Adjustment[] {
  const terms = termsOn(service, offer)
  if (!terms) return []
  const common = { id: 0, priority: 0, isStacking: true }
  const own: Adjustment[] = []
  if (terms.promoDays > 0) {
    own.push({
      ...common,
      kind: 'own-price',
      amount: terms.promoPriceMinor,
      from: service.from,
      until: service.from + terms.promoDays,
      title: 'promo',
    })
  }
  const discount = terms.quantityDiscounts.findLast(({ from }) => from <= service.quantityInScope)
  if (discount) {
    const amount = BigInt(discount.basisPoints)
    const span = { from: service.from, until: null }
    own.push({ ...common, ...span, kind: 'percent', amount, title: 'quantity' })
  }
  return own
}

/** A price taken once: on the day, or by the plan of instalments with the rest in the last one. */
function priceDues(service: AssignedService, offer: ServiceOffer): Due[] {
  const terms = termsOn(service, offer)
  if (!terms) return []
  const adjustments = [...ownAdjustments(service, offer), ...service.adjustments].filter(
    ({ from, until }) => from <= service.from && (until === null || until > service.from),
  )
  const { rate, steps } = adjustPrice(terms.feeMinor, adjustments)
  const totalMinor = divideRounded(rate * BigInt(service.quantity), RATE_PER_MINOR)
  const priced = { feeMinor: terms.feeMinor, steps, quantity: service.quantity }
  if (!service.plan) {
    const one = single(service, offer, terms, { kind: 'one-off', day: service.from, totalMinor })
    return [{ ...one, lines: one.lines.map((line) => ({ ...line, ...priced })) }]
  }
  return instalmentsOf(service.from, service.plan, totalMinor).map(({ day, amountMinor }) =>
    single(service, offer, terms, { kind: 'instalment', day, totalMinor: amountMinor }),
  )
}

/**
 * The payments of a plan: the first one at once, the rest in equal monthly parts with what does not
 * divide in the last. What is repaid early falls due together on that day.
 */
export function instalmentsOf(
  from: DayNumber,
  { firstMinor, parts, repaidOn }: NonNullable<AssignedService['plan']>,
  totalMinor: bigint,
): { day: DayNumber; amountMinor: bigint }[] {
  const restMinor = totalMinor - firstMinor
  const partMinor = restMinor / BigInt(parts)
  const all = [{ day: from, amountMinor: firstMinor }]
  for (let part = 1; part <= parts; part += 1) {
    const isLast = part === parts
    const amountMinor = isLast ? restMinor - partMinor * BigInt(parts - 1) : partMinor
    all.push({ day: toDayNumber(fromDayNumber(from).add({ months: part })), amountMinor })
  }
  if (repaidOn === null) return all
  const kept = all.filter(({ day }) => day < repaidOn)
  const early = all.filter(({ day }) => day >= repaidOn)
  const amountMinor = early.reduce((sum, item) => sum + item.amountMinor, 0n)
  return amountMinor > 0n ? [...kept, { day: repaidOn, amountMinor }] : kept
}

function activationDue(service: AssignedService, offer: ServiceOffer): Due[] {
  const terms = termsOn(service, offer)
  if (!terms || terms.activationMinor === 0n) return []
  const totalMinor = terms.activationMinor * BigInt(service.quantity)
  return [single(service, offer, terms, { kind: 'activation', day: service.from, totalMinor })]
}

function exitDue(service: AssignedService, offer: ServiceOffer): Due[] {
  const terms = termsOn(service, offer)
  if (!terms || terms.exitFeeMinor === 0n || service.until === null) return []
  const promised = fromDayNumber(service.from).add({ months: terms.termMonthsMin })
  if (service.until >= toDayNumber(promised)) return []
  const day = Math.max(service.from, service.until - 1)
  return [single(service, offer, terms, { kind: 'exit', day, totalMinor: terms.exitFeeMinor })]
}

/** The terms on which a service was taken: they decide everything that is due once. */
function termsOn({ from }: AssignedService, offer: ServiceOffer): ServiceTerms | undefined {
  const versions = versionsFor(offer, from)
  const found = versions.find(
    (terms) => terms.from <= from && (terms.until === null || from < terms.until),
  )
  return offer.versions.find(({ versionNumber }) => versionNumber === found?.versionNumber)
}

type SingleKind = 'one-off' | 'activation' | 'exit' | 'instalment'

function single(
  service: AssignedService,
  offer: ServiceOffer,
  terms: ServiceTerms,
  { kind, day, totalMinor }: { kind: SingleKind; day: DayNumber; totalMinor: bigint },
): Due {
  const month: Month = { label: fromDayNumber(day).toString(), first: day, days: 1 }
  return {
    component: `${kind}:${service.id}`,
    kind,
    month,
    dueMinor: totalMinor,
    freeDays: {},
    mayWait: false,
    lines: [
      {
        offerId: offer.id,
        name: offer.name,
        serviceClass: offer.serviceClass,
        versionNumber: terms.versionNumber,
        state: 'active',
        feeMinor: totalMinor,
        feePeriod: 'once',
        quantity: 1,
        steps: [],
        from: day,
        until: day + 1,
        days: 1,
        amountMinor: totalMinor,
      },
    ],
  }
}
