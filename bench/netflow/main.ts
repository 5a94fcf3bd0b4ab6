// npm run bench -- netflow [flows]: datagrams of NetFlow v9 decoded, attributed to accounts and gathered by hour and
// category, on one core, beside the same datagrams that are only decoded.

import { createFlowCollector } from '@altyn/netflow'
import { createAddressFinder } from '../../server/src/domains/catalogue/index.ts'
import { createFlowCounter } from '../../server/src/domains/usage/flows/flow-counter.ts'
import { createAddressHolders } from '../../server/src/domains/usage/rules/address-holders.ts'
import {
  createTrafficSums,
  type TrafficSum,
} from '../../server/src/domains/usage/rules/traffic-sums.ts'
import { report, reportMachine, rounded } from '../report.ts'
import {
  AGENT_ID,
  type DrawnFlow,
  drawFlows,
  drawNetworks,
  EXPORTER,
  NOW_MS,
  networkOf,
  ownerOf,
  plainCategory,
  toDatagrams,
} from './dataset.ts'

const BENCH = 'netflow'
const ACCOUNTS = 100_000
const FLOWS = 1_000_000
const PROVED = 100_000
const PAIRS = 7
const TARGET_PER_SECOND = 150_000
const SUMS_MAX = 10_000_000
const HOUR_MS = 3_600_000

const flowsCount = Number(process.argv[2] ?? FLOWS)
const networks = drawNetworks()
const find = createAddressFinder(networks)
const categoryOf = (address: number | bigint) => find(address)?.category ?? ''
const categories = { at: () => categoryOf, refresh: () => Promise.resolve() }
const holders = holdAddresses()

reportMachine(BENCH)
process.stderr.write(`drawing ${flowsCount} flows of ${ACCOUNTS} accounts\n`)
const flows = drawFlows(flowsCount, ACCOUNTS)
prove(flows.slice(0, PROVED))

const datagrams = toDatagrams(flows)
const whole: number[] = []
const decoding: number[] = []
const plainOctets = flows.reduce((sum, flow) => sum + flow.octets * BigInt(endsOf(flow)), 0n)
for (let pair = 0; pair < PAIRS; pair += 1) {
  decoding.push(perSecond(decode))
  whole.push(perSecond(count))
}
report({
  bench: BENCH,
  metric: 'flows_per_second_per_core',
  value: rounded(median(whole)),
  unit: '1/s',
  vs: 'the same datagrams only decoded',
  ratio: rounded(median(whole.map((value, pair) => value / (decoding[pair] ?? value)))),
})
report({
  bench: BENCH,
  metric: 'times_the_target',
  value: rounded(median(whole) / TARGET_PER_SECOND),
  unit: '',
  vs: `${TARGET_PER_SECOND} flows a second of one core`,
})
const peak = process.resourceUsage().maxRSS / 1024
report({ bench: BENCH, metric: 'memory_peak', value: Math.round(peak), unit: 'MiB' })

function holdAddresses() {
  const known = createAddressHolders()
  for (let accountId = 1; accountId <= ACCOUNTS; accountId += 1) {
    const claim = {
      kind: 'fixed',
      key: `fixed ${accountId}`,
      prefix: networkOf(accountId),
      fromMs: 0,
      untilMs: Number.POSITIVE_INFINITY,
    } as const
    const holder = { accountId, contractId: accountId, agentId: AGENT_ID, blocks: [] }
    known.hold(holder, [claim], NOW_MS)
  }
  return known
}

function openCounter() {
  const sums = createTrafficSums(SUMS_MAX)
  const settings = {
    listenPort: 2055,
    exporters: [EXPORTER],
    ignoredNetworks: ['198.51.100.0/24'],
    countsLocal: true,
    countsBlocked: false,
  }
  const counter = createFlowCounter({ agentId: AGENT_ID, settings }, { holders, categories, sums })
  const receive = (datagram: Buffer) =>
    counter.receive(datagram, { sender: EXPORTER, atMs: NOW_MS })
  return { sums, receive }
}

/** Every sum is what a look at every network of every flow makes of them. */
function prove(proved: readonly DrawnFlow[]): void {
  const { sums, receive } = openCounter()
  for (const datagram of toDatagrams(proved)) receive(datagram)
  const plain = new Map<string, [octetsIn: bigint, octetsOut: bigint]>()
  for (const { source, destination, octets, lastAtMs } of proved) {
    addPlain(source, destination, 1, octets, lastAtMs)
    addPlain(destination, source, 0, octets, lastAtMs)
  }
  const taken = sums.take(SUMS_MAX)
  check(taken.length === plain.size, `${taken.length} sums instead of ${plain.size}`)
  for (const sum of taken) {
    const [octetsIn, octetsOut] = plain.get(keyOf(sum)) ?? [0n, 0n]
    check(sum.octetsIn === octetsIn && sum.octetsOut === octetsOut, `${keyOf(sum)} differs`)
  }

  function addPlain(
    own: number | bigint,
    other: number | bigint,
    at: 0 | 1,
    octets: bigint,
    lastAtMs: number,
  ): void {
    const accountId = ownerOf(own, ACCOUNTS)
    if (accountId === undefined) return
    const hourMs = Math.floor(lastAtMs / HOUR_MS) * HOUR_MS
    const key = keyOf({ accountId, hourMs, category: plainCategory(networks, other) })
    const sum = plain.get(key) ?? [0n, 0n]
    sum[at] += octets
    plain.set(key, sum)
  }
}

function keyOf({
  accountId,
  hourMs,
  category,
}: Pick<TrafficSum, 'accountId' | 'hourMs' | 'category'>) {
  return `${accountId} ${hourMs} ${category}`
}

/** How many of the two ends of a flow are an account's. */
function endsOf({ source, destination }: DrawnFlow): number {
  return [source, destination].filter((end) => ownerOf(end, ACCOUNTS) !== undefined).length
}

function count(): void {
  const { sums, receive } = openCounter()
  for (const datagram of datagrams) receive(datagram)
  let octets = 0n
  for (const sum of sums.take(SUMS_MAX)) octets += sum.octetsIn + sum.octetsOut
  check(octets === plainOctets, `${octets} octets were counted and not ${plainOctets}`)
}

function decode(): void {
  const wire = createFlowCollector()
  let told = 0
  for (const datagram of datagrams) {
    told += wire.receive(datagram, { exporter: EXPORTER, receivedAtMs: NOW_MS }).length
  }
  check(told === flows.length, `${told} of ${flows.length} flows were told`)
}

/** By processor time of the whole process, so that what else the machine does matters little. */
function perSecond(work: () => void): number {
  const began = process.cpuUsage()
  work()
  const { user, system } = process.cpuUsage(began)
  return (flows.length * 1e6) / (user + system)
}

function median(values: readonly number[]): number {
  return values.toSorted((a, b) => a - b)[Math.floor(values.length / 2)] ?? 0
}

function check(holds: boolean, message: string): void {
  if (holds) return
  process.stderr.write(`WRONG: ${message}\n`)
  process.exit(1)
}
