// The load generator, in a process of its own: builds decks of packets and drives them at a port.
import { type AccountingPlan, buildAccountingDeck, buildStartDeck } from './accounting-deck.ts'
import type { Deck } from './deck.ts'
import { type Drive, type DriveResult, Driver } from './drive.ts'
import { buildSignInDeck, type DeckSize, type Method } from './sign-in-deck.ts'

export type SignInPlan = DeckSize & { method: Method; accounts: number; secret: string }
export type Order =
  | { kind: 'build-sign-in'; deck: string; plan: SignInPlan }
  | {
      kind: 'build-accounting' | 'build-starts'
      deck: string
      plan: Omit<AccountingPlan, 'secret'> & { secret: string }
    }
  | { kind: 'drive'; deck: string; drive: Drive }
export type Answer = { packets: number; result?: DriveResult }

const decks = new Map<string, Deck>()

process.on('message', (order: Order) => process.send?.(carryOut(order)))
process.on('disconnect', () => process.exit())

function carryOut(order: Order): Answer {
  if (order.kind === 'drive') {
    const deck = decks.get(order.deck)
    if (!deck) throw new Error(`no deck ${order.deck}`)
    return { packets: deck.count, result: new Driver(deck, order.drive).run() }
  }
  const deck = build(order)
  decks.set(order.deck, deck)
  return { packets: deck.count }
}

function build(order: Exclude<Order, { kind: 'drive' }>): Deck {
  const secret = Buffer.from(order.plan.secret)
  if (order.kind === 'build-sign-in') {
    return buildSignInDeck(order.plan.method, order.plan.accounts, secret, order.plan)
  }
  const plan = { ...order.plan, secret }
  return order.kind === 'build-starts' ? buildStartDeck(plan) : buildAccountingDeck(plan)
}
