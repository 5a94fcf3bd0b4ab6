import { Gauge, type Registry } from 'prom-client'
import type { AgentPost } from './agent-posts.ts'

type Counts = Readonly<Record<string, number>>

/** Agents count by themselves; these metrics only show it. */
export function showCounters(
  registry: Registry,
  posts: () => readonly AgentPost[],
  writer: { waiting(): number },
): void {
  show('altyn_flows_datagrams_total', 'Datagrams by format', 'format', ({ counter }) => {
    return counter.counters().wire.datagrams
  })
  show('altyn_flows_records_total', 'Flows by what became of them', 'fate', ({ counter }) => {
    return counter.counters().fates
  })
  show('altyn_flows_lost_total', 'Told to be missing by sequence', 'format', ({ counter }) => {
    return counter.counters().wire.lost
  })
  show('altyn_flows_dropped_total', 'What was not read or not taken', 'reason', (post) => {
    const { wire, strangers } = post.counter.counters()
    return { ...wire.dropped, stranger: strangers, overload: post.overload() }
  })
  show('altyn_flows_waiting', 'Sets that wait for a template', 'kind', ({ counter }) => {
    return { sets: counter.counters().wire.waitingSets }
  })
  new Gauge({
    name: 'altyn_flows_waiting_batches',
    help: 'Counted traffic that is not in the database yet',
    registers: [registry],
    collect() {
      this.set(writer.waiting())
    },
  })

  function show(
    name: string,
    help: string,
    label: string,
    read: (post: AgentPost) => Counts,
  ): void {
    new Gauge({
      name,
      help,
      labelNames: ['agent', label],
      registers: [registry],
      collect() {
        this.reset()
        for (const post of posts()) {
          for (const [key, count] of Object.entries(read(post))) {
            this.set({ agent: String(post.agentId), [label]: key }, count)
          }
        }
      },
    })
  }
}
