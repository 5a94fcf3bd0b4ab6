import { type AddressParts, isAtAddress } from './promotion-address.ts'

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
  /** Only accounts that are in one of these groups; empty = whoever. */
  accountGroupIds: number[]
  /** Only accounts of contracts that are in one of these groups; empty = whoever. */
  contractGroupIds: number[]
  /** Only accounts connected at one of these; empty = anywhere. */
  addresses: AddressParts[]
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
type Conditions = Pick<
  Promotion,
  | 'from'
  | 'until'
  | 'tariffIds'
  | 'connectedFrom'
  | 'connectedUntil'
  | 'accountGroupIds'
  | 'contractGroupIds'
  | 'addresses'
>

/** What the conditions of promotions ask about an account. */
export type Standing = {
  tariffId: number | null
  openedOn: Temporal.PlainDate
  accountGroupIds: readonly number[]
  contractGroupIds: readonly number[]
  /** Null = no address is known, so none fits. */
  address: AddressParts | null
}

/** Does an account fit all the conditions on a day? The code is asked for elsewhere. */
export function fitsPromotion(
  promotion: Conditions,
  account: Standing,
  today: Temporal.PlainDate,
): boolean {
  const { from, until, connectedFrom, connectedUntil, addresses } = promotion
  const { address } = account
  return (
    isAnyOf(promotion.tariffIds, [account.tariffId ?? 0]) &&
    isAnyOf(promotion.accountGroupIds, account.accountGroupIds) &&
    isAnyOf(promotion.contractGroupIds, account.contractGroupIds) &&
    (addresses.length === 0 ||
      (address !== null && addresses.some((named) => isAtAddress(named, address)))) &&
    isWithin(today, from, until) &&
    isWithin(account.openedOn, connectedFrom, connectedUntil)
  )
}

/** What may make an account fit: it was opened or changed its tariff, came into a group, moved. */
export type Occasion = 'tariff' | 'account-group' | 'contract-group' | 'address'

/** Is a promotion looked at on an occasion? A group or an address concerns only what asks for one. */
export function isMetOn(
  { accountGroupIds, contractGroupIds, addresses }: Conditions,
  occasion: Occasion,
): boolean {
  switch (occasion) {
    case 'tariff':
      return true
    case 'account-group':
      return accountGroupIds.length > 0
    case 'contract-group':
      return contractGroupIds.length > 0
    case 'address':
      return addresses.length > 0
  }
}

function isAnyOf(wanted: readonly number[], had: readonly number[]): boolean {
  return wanted.length === 0 || had.some((id) => wanted.includes(id))
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
