import { type Job, PgBoss } from 'pg-boss'
import type { Log } from './log.ts'

const POLL_SECONDS = 2
const RETRY_LIMIT = 10
const RETRY_DELAY_SECONDS = 5

export type ScheduledJob = {
  name: string
  /** Cron of five fields in the given time zone. */
  cron: string
  timeZone: string
  run(): Promise<void>
}

export type Jobs = {
  /** Runs a job at its hours, in one process of the whole system, again if it failed. */
  schedule(job: ScheduledJob): Promise<void>
  /** Names a kind of work that is put into the queue by `send` and tried until it is done. */
  handle<Payload extends object>(
    name: string,
    run: (payload: Payload) => Promise<void>,
  ): Promise<void>
  send(name: string, payload: object): Promise<void>
  stop(): Promise<void>
}

/** The queue of jobs, kept in the same database. */
export async function startJobs(databaseUrl: string, log: Log): Promise<Jobs> {
  const boss = new PgBoss({ connectionString: databaseUrl, schema: 'pgboss', max: 4 })
  boss.on('error', (error) => log.warn({ error: error.message }, 'the job queue stumbled'))
  await boss.start()

  async function work<Payload extends object>(
    name: string,
    run: (payload: Payload) => Promise<void>,
  ): Promise<void> {
    await boss.createQueue(name, {
      retryLimit: RETRY_LIMIT,
      retryDelay: RETRY_DELAY_SECONDS,
      retryBackoff: true,
    })
    await boss.work<Payload>(
      name,
      { pollingIntervalSeconds: POLL_SECONDS },
      async (jobs: Job<Payload>[]) => {
        for (const job of jobs) await run(job.data)
      },
    )
  }

  return {
    handle: work,
    async schedule({ name, cron, timeZone, run }) {
      await work(name, () => run())
      await boss.schedule(name, cron, {}, { tz: timeZone })
    },
    async send(name, payload) {
      await boss.send(name, payload)
    },
    async stop() {
      await boss.stop({ graceful: true, timeout: 8000 })
    },
  }
}
