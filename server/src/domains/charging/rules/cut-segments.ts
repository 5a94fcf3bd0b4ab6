import type { FeeFacts, FeeQuestion, FeeTerms, Holding, Offer } from './charge-facts.ts'
import type { DayNumber, Month } from './day-number.ts'
import { type AdjustedPrice, adjustPrice } from './price.ts'

/** Days of a month over which one offer, one version of it and one price hold. */
export type Segment = {
  offer: Offer
  terms: FeeTerms
  quantity: number
  price: AdjustedPrice
  from: DayNumber
  until: DayNumber
}

const FOR_EVER = Number.MAX_SAFE_INTEGER

/** Cuts a month at every change of offer, version and personal terms known as of the day. */
export function cutSegments(
  facts: FeeFacts,
  offers: ReadonlyMap<number, Offer>,
  { month, asOf, anchor }: FeeQuestion,
): Segment[] {
  const segments: Segment[] = []
  facts.holdings.forEach((holding, i) => {
    const offer = offers.get(holding.offerId)
    if (!offer || holding.from > asOf) return
    const span = spanOf(holding, facts.holdings[i + 1], { month, asOf })
    for (const piece of cutVersions(offer, holding, span, asOf)) {
      if (anchor && piece.terms.feeAnchor !== anchor) continue
      cutPrices(piece, facts.adjustments, asOf, segments)
    }
  })
  return segments.length < 2 ? segments : segments.sort((a, b) => a.from - b.from)
}

type Piece = Omit<Segment, 'price'>
type Span = { from: DayNumber; until: DayNumber }

function spanOf(
  holding: Holding,
  next: Holding | undefined,
  { month, asOf }: { month: Month; asOf: DayNumber },
): Span {
  // A change still to come is a plan: until its day the holding goes on.
  const isPlanned = next !== undefined && next.from > asOf && next.from === holding.until
  const until = isPlanned ? FOR_EVER : (holding.until ?? FOR_EVER)
  return {
    from: Math.max(month.first, holding.from),
    until: Math.min(month.first + month.days, until),
  }
}

/** Versions for new accounts only do not touch a holding that began before them. */
export function versionsFor(offer: Offer, heldFrom: DayNumber): FeeTerms[] {
  if (offer.versions.every(({ audience }) => audience === 'everybody')) return offer.versions
  const own = offer.versions.filter(
    ({ audience, from }) => audience === 'everybody' || heldFrom >= from,
  )
  return own.map((terms, i) => ({ ...terms, until: own[i + 1]?.from ?? null }))
}

function cutVersions(offer: Offer, holding: Holding, span: Span, asOf: DayNumber): Piece[] {
  const pieces: Piece[] = []
  for (const terms of versionsFor(offer, holding.from)) {
    if (terms.from > asOf) continue
    // The next version is not known yet on this day: the present one goes on.
    const end = terms.until === null || terms.until > asOf ? FOR_EVER : terms.until
    const from = Math.max(span.from, terms.from)
    const until = Math.min(span.until, end)
    if (from < until) pieces.push({ offer, terms, quantity: holding.quantity, from, until })
  }
  return pieces
}

function cutPrices(
  piece: Piece,
  adjustments: FeeFacts['adjustments'],
  asOf: DayNumber,
  segments: Segment[],
): void {
  const known = adjustments.filter(
    ({ from, until }) =>
      from <= asOf && from < piece.until && (until === null || until > piece.from),
  )
  if (known.length === 0) {
    segments.push({ ...piece, price: adjustPrice(piece.terms.feeMinor, known) })
    return
  }
  const cuts = known.flatMap(({ from, until }) => [from, until ?? FOR_EVER])
  const days = [...new Set([piece.from, ...cuts, piece.until])]
    .filter((day) => day >= piece.from && day <= piece.until)
    .sort((a, b) => a - b)
  for (const [i, from] of days.slice(0, -1).entries()) {
    const until = days[i + 1] ?? piece.until
    const valid = known.filter((item) => item.from <= from && (item.until ?? FOR_EVER) > from)
    segments.push({ ...piece, from, until, price: adjustPrice(piece.terms.feeMinor, valid) })
  }
}
