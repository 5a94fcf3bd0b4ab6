export const LINK_KINDS = [
  'account',
  'category',
  'tariff',
  'account-group',
  'guests',
  'nas',
  'device-group',
  'agent',
  'everybody',
] as const
/** Whom a row is given to: the most specific of its links. */
export type LinkKind = (typeof LINK_KINDS)[number]
export type AttributePacket = 'accept' | 'reject' | 'coa'
/** Why a row gave way to another one of the same attribute. */
export type LossReason = 'less-specific' | 'fewer-links' | 'older'

/** Whom a row of attributes is for; null = no matter who. */
export type RowLinks = {
  agentId: number | null
  nasId: number | null
  /** Only at access servers whose device is in this group. */
  deviceGroupId: number | null
  accountGroupId: number | null
  tariffId: number | null
  accountId: number | null
  /** Only for sessions that get a service which is counted by this category of traffic. */
  category: string | null
  /** Only for those who are let in as guests, whom no account stands for. */
  isForGuests: boolean
  /** Only at this speed towards the subscriber, in kbit/s; 0 = unlimited. */
  speedDownKbps: number | null
}
export type ChoosableRow = RowLinks & {
  /** Grows: of two rows the newer has the larger one. */
  id: number
  packet: AttributePacket
  /** The name as the dictionary spells it. */
  attribute: string
  tag: number
}
/** A packet that is being made. What is not known, as with a strange login, fits no link. */
export type Occasion = {
  packet: AttributePacket
  agentId: number
  nasId: number
  /** Groups that the access server's device is in. */
  deviceGroupIds?: readonly number[]
  accountId?: number
  tariffId?: number | null
  groupIds?: readonly number[]
  /** Categories that services of the session are counted by. */
  categories?: readonly string[]
  isGuest?: boolean
  speed?: { downKbps: number }
}
export type Chosen<Row extends ChoosableRow> = {
  row: Row
  link: LinkKind
  /** Rows of the same attribute and tag that gave way, the most specific first. */
  beaten: { row: Row; because: LossReason }[]
}

/**
 * Of the rows that fit, one for each attribute and tag: the most specific by account, category, tariff, account group,
 * guests, NAS, device group, agent, nothing; among equals the one with more links; then the newer. In the order of names and tags, whatever
 * the order of the rows.
 */
export function chooseAttributes<Row extends ChoosableRow>(
  rows: readonly Row[],
  occasion: Occasion,
): Chosen<Row>[] {
  const fitting = rows.filter((row) => fits(row, occasion))
  const rivals = Map.groupBy(fitting, ({ attribute, tag }) => `${attribute}\n${tag}`)
  return [...rivals.values()]
    .flatMap((group) => decide(group.toSorted(byRank)))
    .sort(({ row: a }, { row: b }) => compareText(a.attribute, b.attribute) || a.tag - b.tag)
}

/** The most specific link that a row has. */
export function linkOf(row: RowLinks): LinkKind {
  if (row.accountId !== null) return 'account'
  if (row.category !== null) return 'category'
  if (row.tariffId !== null) return 'tariff'
  if (row.accountGroupId !== null) return 'account-group'
  if (row.isForGuests) return 'guests'
  if (row.nasId !== null) return 'nas'
  if (row.deviceGroupId !== null) return 'device-group'
  return row.agentId === null ? 'everybody' : 'agent'
}

function decide<Row extends ChoosableRow>([first, ...others]: Row[]): Chosen<Row>[] {
  if (!first) return []
  const beaten = others.map((row) => ({ row, because: lossReason(row, first) }))
  return [{ row: first, link: linkOf(first), beaten }]
}

function fits(row: ChoosableRow, occasion: Occasion): boolean {
  return (
    row.packet === occasion.packet &&
    (row.agentId === null || row.agentId === occasion.agentId) &&
    (row.nasId === null || row.nasId === occasion.nasId) &&
    isAmong(row.deviceGroupId, occasion.deviceGroupIds) &&
    (row.accountId === null || row.accountId === occasion.accountId) &&
    (row.tariffId === null || row.tariffId === occasion.tariffId) &&
    (!row.isForGuests || occasion.isGuest === true) &&
    isAmong(row.accountGroupId, occasion.groupIds) &&
    isAmong(row.category, occasion.categories) &&
    (row.speedDownKbps === null || row.speedDownKbps === occasion.speed?.downKbps)
  )
}

function isAmong<Link>(link: Link | null, all: readonly Link[] | undefined): boolean {
  return link === null || all?.includes(link) === true
}

function byRank(a: ChoosableRow, b: ChoosableRow): number {
  return rankOf(a) - rankOf(b) || linksCount(b) - linksCount(a) || b.id - a.id
}

function lossReason(loser: ChoosableRow, winner: ChoosableRow): LossReason {
  if (rankOf(loser) !== rankOf(winner)) return 'less-specific'
  return linksCount(loser) === linksCount(winner) ? 'older' : 'fewer-links'
}

function rankOf(row: RowLinks): number {
  return LINK_KINDS.indexOf(linkOf(row))
}

function linksCount(row: RowLinks): number {
  const { agentId, nasId, deviceGroupId, accountGroupId, tariffId, category, accountId } = row
  const links = [agentId, nasId, deviceGroupId, accountGroupId, tariffId, category, accountId]
  const { isForGuests, speedDownKbps } = row
  return [...links, speedDownKbps].filter((link) => link !== null).length + Number(isForGuests)
}

/** By code, not by language: every machine has to come to the same order. */
function compareText(a: string, b: string): number {
  return a < b ? -1 : a > b ? 1 : 0
}
