import { systemClock } from '#platform/clock'
import { takeTurn } from '#platform/upkeep/take-turn'
import { layGround, type ProcessGround } from '../ground.ts'
import { type DemoClock, liveHalfYear } from './half-year.ts'
import { openStations, playNas } from './play-nas.ts'
import { createDice } from './seed.ts'

const SEED = 20_260_417
const SUBSCRIBERS = 2000
const say = (line: string) => process.stdout.write(`${line}\n`)

const ground = layGround('demo')
const subscribers = Number(process.argv[2] ?? SUBSCRIBERS)

if (!Number.isInteger(subscribers) || subscribers < 1 || subscribers > 100_000) {
  say('How many subscribers? Give a whole number up to 100000, or nothing for 2000.')
  process.exitCode = 1
} else if (await isEmpty(ground)) {
  await play(ground)
} else {
  say('This system has subscribers or tariffs already: the demo fills empty systems only.')
  say('Start one on another data folder: ALTYN_DATA=./demo-data PORT=8090 npm start')
  process.exitCode = 1
}
if (process.exitCode === 1) await ground.pool.end()

async function isEmpty({ pool }: ProcessGround): Promise<boolean> {
  const { rows } = await pool.query<{ empty: boolean }>(
    `select not exists (select from subscribers.subscribers)
      and not exists (select from catalogue.tariffs)
      and not exists (select from network.nas) as empty`,
  )
  return rows[0]?.empty === true
}

async function play(real: ProcessGround): Promise<void> {
  const dice = createDice(SEED)
  const clock = createDemoClock()
  const past: ProcessGround = { ...real, clock }
  const stations = await openStations(real.config.radius)
  // The worker lives in the present: while the past is made, the demo does its part.
  const giveBack = await takeTurn(real.pool, 'worker')
  const customers = await liveHalfYear({ ground: past, clock, dice, subscribers, say })
  await giveBack()
  say('Half a year has passed. Now the routers sign in; stop with Ctrl+C.')
  const stop = await playNas(stations, customers, { dice, say })
  const end = () => {
    stop()
      .then(() => real.pool.end())
      .catch((error: unknown) => real.log.warn({ error: String(error) }, 'ended badly'))
      .finally(() => process.exit(0))
  }
  process.once('SIGINT', end)
  process.once('SIGTERM', end)
}

function createDemoClock(): DemoClock {
  let now = systemClock.now()
  return {
    now: () => now,
    set(instant) {
      now = instant
    },
  }
}
