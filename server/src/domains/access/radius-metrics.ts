import type { RadiusCounters, RadiusServer } from '@altyn/radius'
import { Gauge, type Registry } from 'prom-client'
import type { StoppedState } from './memory/nas-peers.ts'

type Counted = Pick<RadiusServer, 'counters'>
type Servers = { auth: Counted; acct: Counted; radsec?: Counted }
type Counts = Record<string, number>

/** The servers count by themselves; these metrics only show it. */
export function countPackets(registry: Registry, servers: Servers): void {
  show('altyn_radius_received_total', 'Packets received', 'code', ({ received }) => received)
  show('altyn_radius_sent_total', 'Packets sent', 'code', ({ sent }) => sent)
  show('altyn_radius_dropped_total', 'Packets dropped', 'reason', ({ dropped }) => dropped)
  show('altyn_radius_in_flight', 'Packets being answered', 'state', ({ inFlight, waiting }) => ({
    inFlight,
    waiting,
  }))

  function show(
    metric: string,
    help: string,
    label: string,
    read: (counters: RadiusCounters) => Counts,
  ): void {
    new Gauge({
      name: metric,
      help,
      labelNames: ['server', label],
      registers: [registry],
      collect() {
        for (const [name, server] of Object.entries(servers)) {
          for (const [key, count] of Object.entries(read(server.counters()))) {
            this.set({ server: name, [label]: key }, count)
          }
        }
      },
    })
  }
}

/** Agents of any kind, 1 where somebody has stopped them. */
export function showStopped(registry: Registry, read: () => readonly StoppedState[]): void {
  new Gauge({
    name: 'altyn_agent_stopped',
    help: '1 = the agent was stopped by hand: it answers, listens to and takes nothing',
    labelNames: ['agent', 'kind'],
    registers: [registry],
    collect() {
      for (const { agentId, kind, isStopped } of read()) {
        this.set({ agent: String(agentId), kind }, isStopped ? 1 : 0)
      }
    },
  })
}
