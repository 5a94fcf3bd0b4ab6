/** What is given, to whom, and when it can be taken. */
export type Promotion = {
  id: number
  name: string
  from: Temporal.PlainDate
  until: Temporal.PlainDate | null
  /** Empty = any tariff. */
  tariffIds: number[]
  connectedFrom: Temporal.PlainDate | null
  connectedUntil: Temporal.PlainDate | null
  /** Empty = given by itself. */
  promoCode: string
  discountBasisPoints: number
  discountMonths: number | null
  giftServiceId: number | null
  giftMonths: number | null
  bonusMinor: bigint
  priority: number
  isStacking: boolean
}

/** Does an account fit the conditions on a day? The code is asked for elsewhere. */
export function fitsPromotion(
  promotion: Pick<Promotion, 'from' | 'until' | 'tariffIds' | 'connectedFrom' | 'connectedUntil'>,
  account: { tariffId: number | null; openedOn: Temporal.PlainDate },
  today: Temporal.PlainDate,
): boolean {
  const { from, until, tariffIds, connectedFrom, connectedUntil } = promotion
  const isOfTariff = tariffIds.length === 0 || tariffIds.includes(account.tariffId ?? 0)
  return (
    isOfTariff &&
    isWithin(today, from, until) &&
    isWithin(account.openedOn, connectedFrom, connectedUntil)
  )
}

function isWithin(
  day: Temporal.PlainDate,
  from: Temporal.PlainDate | null,
  until: Temporal.PlainDate | null,
): boolean {
  return (
    (from === null || Temporal.PlainDate.compare(day, from) >= 0) &&
    (until === null || Temporal.PlainDate.compare(day, until) < 0)
  )
}
