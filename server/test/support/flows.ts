import { createSocket } from 'node:dgram'
import { once } from 'node:events'
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { setTimeout as pause } from 'node:timers/promises'
import { Registry } from 'prom-client'
import type { Ground } from '#platform/context'
import type { DomainEvent } from '#platform/outbox'
import { openAccount } from '../../src/domains/accounts/index.ts'
import { createTariff, PLAIN_TERMS } from '../../src/domains/catalogue/index.ts'
import {
  createCategory,
  publishNetworks,
} from '../../src/domains/catalogue/traffic-categories/keep-categories.ts'
import {
  createAgent,
  type FlowAgentCounters,
  type FlowSettings,
} from '../../src/domains/network/index.ts'
import { startFlowCounting } from '../../src/domains/usage/usage.flows.ts'
import { openHouse, type TestHouse } from './house.ts'

const OPENED = '2026-11-29T12:00:00+03:00'
/** Just after the flows of the captures and hand-made datagrams of packages/netflow. */
const START = '2026-11-29T13:01:00+03:00'
const MB = 1_048_576n

export type FlowHouse = {
  house: TestHouse
  agentId: number
  port: number
  journalFolder: string
  /** An account of the agent that has an address, or a network, for itself, with 1000.00 paid. */
  connect(login: string, address: string): Promise<{ accountId: number; contractId: number }>
  /** Starts to count, on this ground or the house's own; stopped when the test ends. */
  count(ground?: Ground): Promise<Counting>
  /** Octets of all hours: `account category in out`. */
  hours(): Promise<string[]>
}
export type Counting = {
  /** Sends datagrams as the router 127.0.0.1 and waits until all of them have been looked at. */
  send(...datagrams: Uint8Array[]): Promise<void>
  /** What has come so far is in the database, or kept. */
  flush(): Promise<void>
  /** Lets it hear what has been told since the last time. */
  hear(): Promise<void>
  state(): Promise<FlowAgentCounters>
  stop(): Promise<void>
}

const SETTINGS: Omit<FlowSettings, 'listenPort'> = {
  exporters: ['127.0.0.1'],
  ignoredNetworks: [],
  countsLocal: true,
  countsBlocked: true,
}

/** A house with an agent that takes flows and a tariff by volume: 1.00 a megabyte, 0.25 of category `city`. */
export async function openFlowHouse(
  t: { after(close: () => Promise<void>): void },
  settings: Partial<FlowSettings> = {},
): Promise<FlowHouse> {
  const journalFolder = mkdtempSync(join(tmpdir(), 'flows-'))
  t.after(async () => rmSync(journalFolder, { recursive: true, force: true }))
  const house = await openHouse(t, OPENED)
  const port = await freePort()
  const { id: agentId } = await house.deed((ctx) =>
    createAgent(ctx, {
      name: 'Бордер',
      kind: 'flows',
      flows: { ...SETTINGS, listenPort: port, ...settings },
    }),
  )
  const tariffId = await volumeTariff(house)
  return {
    house,
    agentId,
    port,
    journalFolder,
    connect: (login, address) => connect(house, { agentId, tariffId, login, address }),
    count: (ground = house.ground) => startCounting(t, { house, ground, port, journalFolder }),
    async hours() {
      const { rows } = await house.database.pool.query<{ line: string }>(
        `select concat_ws(' ', a.login, nullif(category, ''), sum(octets_in), sum(octets_out)) as line
        from usage.hours h join accounts.accounts a on a.id = h.account_id
        group by a.login, category
        order by 1`,
      )
      return rows.map(({ line }) => line)
    },
  }
}

async function volumeTariff(house: TestHouse): Promise<number> {
  const from = Temporal.PlainDate.from('2026-01-01')
  return house.deed(async (ctx) => {
    const { id, version } = await createCategory(ctx, {
      code: 'city',
      nameRu: 'Городская сеть',
      nameEn: 'City network',
    })
    await publishNetworks(ctx, {
      id,
      version,
      from,
      networks: ['203.0.113.0/24', '2001:db8:c::/48'],
    })
    const price = (category: string | null, rate: string) => ({
      category,
      band: null,
      steps: [{ from: 0, price: rate }],
    })
    const tariff = await createTariff(ctx, {
      ...PLAIN_TERMS,
      name: 'По мегабайтам',
      family: 'internet-volume',
      serviceClass: 'internet',
      from,
      feeMinor: 0n,
      feePeriod: 'month',
      feeCharged: 'in-advance',
      blockPolicy: 'after-debt',
      speedDownKbps: 0,
      speedUpKbps: 0,
      usage: {
        kind: 'volume',
        counts: 'sum',
        included: 0,
        carriesOver: false,
        includedByDays: true,
        stepping: 'graduated',
        prices: [price(null, '1'), price('city', '0.25')],
      },
    })
    return tariff.id
  })
}

async function connect(
  house: TestHouse,
  form: { agentId: number; tariffId: number; login: string; address: string },
): Promise<{ accountId: number; contractId: number }> {
  // The contract of a customer of RADIUS who never signs in, and on it an account of our agent.
  const idle = await house.tariff(`Без платы ${form.login}`, { feeMinor: 0n })
  const { contractId } = await house.connect({ login: `${form.login}-ppp`, tariffId: idle })
  const { id: accountId } = await house.deed((ctx) =>
    openAccount(ctx, {
      ...form,
      contractId,
      passwordSealed: house.box.seal('secret123'),
      sessionsMax: 1,
      addressSource: 'static',
      interfaceId: '',
      note: '',
    }),
  )
  await house.pay(contractId, 1_000_00n)
  return { accountId, contractId }
}

async function startCounting(
  t: { after(close: () => Promise<void>): void },
  {
    house,
    ground,
    port,
    journalFolder,
  }: { house: TestHouse; ground: Ground; port: number; journalFolder: string },
): Promise<Counting> {
  if (Temporal.Instant.compare(house.clock.now(), START) < 0) house.clock.set(START)
  const counting = await startFlowCounting(
    ground,
    { host: '127.0.0.1', journalFolder },
    new Registry(),
  )
  const socket = createSocket('udp4')
  let isStopped = false
  const stop = async () => {
    if (isStopped) return
    isStopped = true
    await counting.stop()
    socket.close()
  }
  t.after(stop)
  let heardId = await lastEventId(house)

  const lookedAt = (): number => {
    const [state] = counting.states()
    return state ? state.counters.datagrams + state.counters.strangers + state.counters.unread : 0
  }

  return {
    async send(...datagrams) {
      const before = lookedAt()
      for (const datagram of datagrams) {
        await new Promise((sent) => socket.send(datagram, port, '127.0.0.1', sent))
      }
      const deadline = performance.now() + 5000
      while (lookedAt() < before + datagrams.length) {
        if (performance.now() > deadline) throw new Error('Datagrams were lost on the way')
        await pause(5)
      }
    },
    flush: counting.flush,
    async hear() {
      const { rows } = await house.database.pool.query<DomainEvent>(
        'select id, name, payload from platform.events where id > $1 order by id',
        [heardId],
      )
      heardId = rows.at(-1)?.id ?? heardId
      await counting.hear(rows)
    },
    async state() {
      await counting.report()
      const { rows } = await house.database.pool.query<{ counters: FlowAgentCounters }>(
        'select counters from network.agent_states',
      )
      const [state] = rows
      if (!state) throw new Error('No agent has told how it fares')
      return state.counters
    },
    stop,
  }
}

async function lastEventId({ database }: TestHouse): Promise<bigint> {
  const { rows } = await database.pool.query<{ id: bigint }>(
    'select coalesce(max(id), 0) as id from platform.events',
  )
  return rows[0]?.id ?? 0n
}

/** A UDP port that was free a moment ago. */
export async function freePort(): Promise<number> {
  const socket = createSocket('udp4')
  socket.bind(0, '127.0.0.1')
  await once(socket, 'listening')
  const { port } = socket.address()
  socket.close()
  await once(socket, 'close')
  return port
}

/** What so many octets cost at a price in kopecks a megabyte, rounded once. */
export function kopecks(octets: bigint, minorPerMegabyte: bigint): bigint {
  return (2n * octets * minorPerMegabyte + MB) / (2n * MB)
}
