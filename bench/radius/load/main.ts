// The load generator, in a process of its own: builds decks of packets and drives them at a port.
import { type AccountingPlan, buildAccountingDeck } from './accounting-deck.ts'
import type { Deck } from './deck.ts'
import { type Drive, type DriveResult, Driver } from './drive.ts'
import { buildSignInDeck, type Method } from './sign-in-deck.ts'

export type SignInPlan = { method: Method; accounts: number; secret: string }
export type Order =
  | { kind: 'build-sign-in'; deck: string; plan: SignInPlan }
  | {
      kind: 'build-accounting'
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
  const secret = Buffer.from(order.plan.secret)
  const deck =
    order.kind === 'build-sign-in'
      ? buildSignInDeck(order.plan.method, order.plan.accounts, secret)
      : buildAccountingDeck({ ...order.plan, secret })
  decks.set(order.deck, deck)
  return { packets: deck.count }
}
