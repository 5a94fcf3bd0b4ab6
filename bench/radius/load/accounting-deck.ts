import { ATTRIBUTE, CODE, createRequest, type PacketWriter, VALUE } from '@altyn/radius'
import { accountOf, dotted, shuffled } from '../account.ts'
import { buildDeck, type Deck } from './deck.ts'

/** Start, four Interim-Updates, Stop. */
const STAGES = 6
const LAST_STAGE = STAGES - 1
/**
 * Sessions between two packets of the same one. So many that the earlier packet is always answered
 * before the later one leaves: 6 × 500 packets lie between them, and 1024 can be under way.
 */
const STRIDE = 500
const GIGAWORD = 2 ** 32
const SECONDS_PER_STAGE = 300
const STATUS = VALUE['Acct-Status-Type']

type Step = { session: number; stage: number }

/** The packet of the deck at this place: at any moment all stages are mixed 1 : 4 : 1. */
export function stepsOf(sessions: number): Step[] {
  const steps: Step[] = []
  for (let slot = 0; slot < sessions + LAST_STAGE * STRIDE; slot += 1) {
    for (let stage = 0; stage < STAGES; stage += 1) {
      const session = slot - stage * STRIDE
      if (session >= 0 && session < sessions) steps.push({ session, stage })
    }
  }
  return steps
}

/** What a subscriber has downloaded and uploaded by a stage: beyond 4 GiB, so that gigawords count. */
function octetsAt({ session, stage }: Step): { down: number; up: number } {
  return { down: stage * (1_500_000_000 + session), up: stage * (70_000_000 + 3 * session) }
}

export type AccountingTotals = {
  opened: number
  closed: number
  openDown: number
  openUp: number
  closedDown: number
  closedUp: number
}

/** What a database must hold once the first packets of the deck have been acknowledged. */
export function totalsOf(sessions: number, packets: number): AccountingTotals {
  const last = new Map<number, number>()
  for (const { session, stage } of stepsOf(sessions).slice(0, packets)) last.set(session, stage)
  const totals = {
    opened: last.size,
    closed: 0,
    openDown: 0,
    openUp: 0,
    closedDown: 0,
    closedUp: 0,
  }
  for (const [session, stage] of last) {
    const { down, up } = octetsAt({ session, stage })
    const isClosed = stage === LAST_STAGE
    totals.closed += isClosed ? 1 : 0
    totals.closedDown += isClosed ? down : 0
    totals.closedUp += isClosed ? up : 0
    totals.openDown += isClosed ? 0 : down
    totals.openUp += isClosed ? 0 : up
  }
  return totals
}

export type AccountingPlan = { run: string; sessions: number; accounts: number; secret: Buffer }

/** Accounting-Requests of one run; `run` begins every Acct-Session-Id. */
export function buildAccountingDeck(plan: AccountingPlan): Deck {
  const steps = stepsOf(plan.sessions)
  const order = shuffled(plan.accounts)
  return buildDeck({
    count: steps.length,
    replyCode: CODE['Accounting-Response'],
    build: (index, identifier) => {
      const step = steps[index] ?? { session: 0, stage: 0 }
      const n = order[step.session % plan.accounts] ?? 1
      return accountingRequest(plan, step, n).encode(identifier)
    },
  })
}

/** A Start of one session for each account: what a server tells when its subscribers come back. */
export function buildStartDeck(plan: AccountingPlan): Deck {
  const order = shuffled(plan.accounts)
  return buildDeck({
    count: plan.sessions,
    replyCode: CODE['Accounting-Response'],
    build: (session, identifier) =>
      accountingRequest(plan, { session, stage: 0 }, order[session] ?? 1).encode(identifier),
  })
}

function accountingRequest({ run, secret }: AccountingPlan, step: Step, n: number): PacketWriter {
  const account = accountOf(n)
  const request = createRequest(CODE['Accounting-Request'], { secret })
    .addInteger(ATTRIBUTE['Acct-Status-Type'], statusOf(step.stage))
    .addString(ATTRIBUTE['Acct-Session-Id'], `${run}-${step.session.toString(16).padStart(6, '0')}`)
    .addString(ATTRIBUTE['User-Name'], account.login)
    .addInteger(ATTRIBUTE['Service-Type'], VALUE['Service-Type']['Framed-User'])
    .addInteger(ATTRIBUTE['Framed-Protocol'], VALUE['Framed-Protocol'].PPP)
    .addIpv4(ATTRIBUTE['Framed-IP-Address'], dotted(account.address))
    .addString(ATTRIBUTE['Calling-Station-Id'], account.station)
    .addString(ATTRIBUTE['Called-Station-Id'], 'pppoe')
    .addInteger(ATTRIBUTE['NAS-Port'], n)
    .addInteger(ATTRIBUTE['NAS-Port-Type'], VALUE['NAS-Port-Type'].Ethernet)
    .addString(ATTRIBUTE['NAS-Port-Id'], 'ether1')
    .addString(ATTRIBUTE['NAS-Identifier'], 'bench')
    .addIpv4(ATTRIBUTE['NAS-IP-Address'], '127.0.0.1')
    .addInteger(ATTRIBUTE['Acct-Authentic'], VALUE['Acct-Authentic'].RADIUS)
    // Account and contract have the same number in this dataset. FreeRADIUS makes no use of it.
    .addString(ATTRIBUTE.Class, `altyn:${n}:${n}`)
  if (step.stage === 0) return request
  addCounters(request, step)
  if (step.stage < LAST_STAGE) return request
  return request.addInteger(
    ATTRIBUTE['Acct-Terminate-Cause'],
    VALUE['Acct-Terminate-Cause']['User-Request'],
  )
}

function statusOf(stage: number): number {
  if (stage === 0) return STATUS.Start
  return stage === LAST_STAGE ? STATUS.Stop : STATUS['Interim-Update']
}

/** The access server's output is what the subscriber downloads. */
function addCounters(request: PacketWriter, step: Step): void {
  const { down, up } = octetsAt(step)
  request
    .addInteger(ATTRIBUTE['Acct-Session-Time'], step.stage * SECONDS_PER_STAGE)
    .addInteger(ATTRIBUTE['Acct-Output-Octets'], down % GIGAWORD)
    .addInteger(ATTRIBUTE['Acct-Output-Gigawords'], Math.floor(down / GIGAWORD))
    .addInteger(ATTRIBUTE['Acct-Input-Octets'], up % GIGAWORD)
    .addInteger(ATTRIBUTE['Acct-Input-Gigawords'], Math.floor(up / GIGAWORD))
}
