import type pg from 'pg'
import { systemClock } from '../../server/src/platform/clock.ts'
import type { Config } from '../../server/src/platform/config.ts'
import { systemActor } from '../../server/src/platform/context.ts'
import { createDatabase } from '../../server/src/platform/database.ts'
import { silentLog } from '../../server/src/platform/log.ts'
import { migrate } from '../../server/src/platform/migrate.ts'
import { createSecretBox, readSecretKey } from '../../server/src/platform/secret-box.ts'
import { inTransaction } from '../../server/src/platform/transaction.ts'
import { ensurePartitions } from '../../server/src/platform/upkeep/partitions.ts'
import { fill } from './dataset.ts'
import type { Bench } from './measure.ts'

/** The schema as of today with its monthly partitions, the accounts, and all packets of sign-ins. */
export async function prepare(pool: pg.Pool, config: Config, bench: Bench): Promise<void> {
  const { generator, accounts, secret } = bench
  const ground = { db: createDatabase(pool), clock: systemClock, log: silentLog }
  await migrate(pool)
  await inTransaction(ground, systemActor('bench'), (ctx) => ensurePartitions(ctx))
  process.stderr.write(`filling ${accounts} accounts\n`)
  await fill(pool, createSecretBox(readSecretKey(config)), { accounts, secret })
  for (const method of ['pap', 'chap'] as const) {
    await generator.build({
      kind: 'build-sign-in',
      deck: method,
      plan: { method, accounts, secret },
    })
  }
}
