import assert from 'node:assert/strict'
import { type TestContext, test } from 'node:test'
import { openAccessServer, type Report } from '../support/access-server.ts'
import { openHouse } from '../support/house.ts'

const GB = 2n ** 30n
const CLOSED = 'Stop'

/** A packet some minutes after the story has begun. */
type Step = [minute: number, report: Report]
type Story = {
  name: string
  steps: Step[]
  /** What must be known in the end: octets to the byte, in the session and in the hours that are charged. */
  down: bigint
  up?: bigint
  seconds: number
  /** Why it ended; null when it goes on. */
  cause: string | null
  evidence?: string[]
}

const started: Step = [0, { status: 'Start', seconds: 0 }]
const report = (minute: number, down: bigint, more: Partial<Report> = {}): Step => [
  minute,
  { status: 'Interim-Update', down, up: down / 10n, seconds: minute * 60, ...more },
]
const stopped = (minute: number, down: bigint, more: Partial<Report> = {}): Step => [
  minute,
  {
    status: CLOSED,
    down,
    up: down / 10n,
    seconds: minute * 60,
    cause: 'User-Request',
    ...more,
  },
]

const STORIES: Story[] = [
  {
    name: 'Start, reports, Stop',
    steps: [started, report(5, 3n * GB), report(10, 9n * GB), stopped(12, 10n * GB)],
    down: 10n * GB,
    seconds: 720,
    cause: 'User-Request',
  },
  {
    name: 'the same Start comes again when the session is well under way',
    steps: [started, report(5, 3n * GB), [6, { status: 'Start' }], report(10, 9n * GB)],
    down: 9n * GB,
    seconds: 600,
    cause: null,
  },
  {
    name: 'a report that was sent before another comes after it',
    steps: [started, report(10, 9n * GB), [10, report(5, 3n * GB)[1]], report(15, 10n * GB)],
    down: 10n * GB,
    seconds: 900,
    cause: null,
  },
  {
    name: 'a report comes after the Stop, with less and then with more than the Stop had',
    steps: [
      started,
      stopped(10, 9n * GB),
      [11, report(5, 3n * GB)[1]],
      [12, report(10, 9n * GB + 1n, { up: 5n * GB })[1]],
    ],
    down: 9n * GB + 1n,
    up: 5n * GB,
    seconds: 600,
    cause: 'User-Request',
  },
  {
    name: 'the Stop comes twice',
    steps: [started, stopped(10, 9n * GB), [11, stopped(10, 9n * GB, { delay: 60 })[1]]],
    down: 9n * GB,
    seconds: 600,
    cause: 'User-Request',
  },
  {
    name: 'the Stop of a server that tells no time comes twice, a minute apart',
    steps: [
      started,
      stopped(10, 9n * GB, { seconds: 0 }),
      [11, stopped(10, 9n * GB, { seconds: 0 })[1]],
    ],
    down: 9n * GB,
    seconds: 0,
    cause: 'User-Request',
  },
  {
    name: 'nothing but a Stop is ever heard',
    steps: [stopped(10, 9n * GB)],
    down: 9n * GB,
    seconds: 600,
    cause: 'User-Request',
  },
  {
    name: 'the server sets its counters to zero in the middle of the session, twice',
    steps: [
      started,
      report(5, 7n * GB),
      report(10, 1n * GB),
      report(15, 2n * GB),
      report(20, 5n),
      stopped(21, 6n),
    ],
    down: 9n * GB + 6n,
    up: (7n * GB) / 10n + (2n * GB) / 10n,
    seconds: 1260,
    cause: 'User-Request',
    evidence: ['counters-reset', 'counters-reset'],
  },
  {
    name: 'the counters begin anew, and a report of before comes late',
    steps: [
      started,
      report(5, 4n * GB),
      report(10, 7n * GB),
      report(15, 1n * GB),
      [16, report(5, 4n * GB)[1]],
      report(20, 2n * GB),
    ],
    down: 9n * GB,
    up: (7n * GB) / 10n + (2n * GB) / 10n,
    seconds: 1200,
    cause: null,
    evidence: ['counters-reset'],
  },
  {
    name: 'the first thing heard of the new counters is the Stop',
    steps: [started, report(5, 7n * GB), stopped(10, 1n * GB)],
    down: 8n * GB,
    up: (7n * GB) / 10n + GB / 10n,
    seconds: 600,
    cause: 'User-Request',
    evidence: ['counters-reset'],
  },
  {
    name: 'a report and the Stop leave the counters out',
    steps: [started, report(5, 7n * GB), report(10, 0n), report(15, 8n * GB), stopped(16, 0n)],
    down: 8n * GB,
    seconds: 960,
    cause: 'User-Request',
  },
  {
    name: 'the server restarts without a word and uses the number of the session again',
    steps: [
      started,
      report(30, 7n * GB),
      report(35, 7n * GB),
      [50, { status: 'Start', seconds: 0 }],
      report(55, 1n * GB, { seconds: 300 }),
      report(60, 2n * GB, { seconds: 600 }),
    ],
    down: 9n * GB,
    up: (7n * GB) / 10n + (2n * GB) / 10n,
    seconds: 35 * 60 + 600,
    cause: null,
    evidence: ['counters-reset'],
  },
  {
    name: 'the clock of the server goes back an hour: the session gets shorter, the counters go on',
    steps: [
      started,
      report(65, 7n * GB),
      report(70, 8n * GB, { seconds: 10 * 60 }),
      report(75, 9n * GB, { seconds: 15 * 60 }),
      stopped(80, 10n * GB, { seconds: 20 * 60 }),
    ],
    down: 10n * GB,
    seconds: 3900,
    cause: 'User-Request',
  },
  {
    name: 'the clock of the server goes ten hours ahead: nobody was on-line for longer than since the Start',
    steps: [
      started,
      report(5, 1n * GB),
      report(10, 2n * GB, { seconds: 36_600 }),
      stopped(15, 3n * GB, { seconds: 36_900 }),
    ],
    down: 3n * GB,
    seconds: 900 + 120,
    cause: 'User-Request',
  },
  {
    name: 'Event-Timestamp of 1970, and then of 2106, moves nothing',
    steps: [
      started,
      report(5, 1n * GB, { timestamp: 0 }),
      report(10, 2n * GB, { timestamp: 2 ** 32 - 1 }),
      stopped(15, 3n * GB, { timestamp: 1 }),
    ],
    down: 3n * GB,
    seconds: 900,
    cause: 'User-Request',
  },
  {
    name: 'a delay of years is no delay',
    steps: [started, report(5, 1n * GB, { delay: 2 ** 31 }), stopped(10, 2n * GB)],
    down: 2n * GB,
    seconds: 600,
    cause: 'User-Request',
  },
  {
    name: 'the server was cut off for half an hour and then tells everything',
    steps: [
      started,
      report(5, 1n * GB),
      [40, report(10, 2n * GB, { delay: 30 * 60 })[1]],
      [40, report(35, 6n * GB, { delay: 5 * 60 })[1]],
      report(40, 7n * GB),
    ],
    down: 7n * GB,
    seconds: 2400,
    cause: null,
  },
  {
    name: 'Accounting-Off ends the session, and its Stop comes after',
    steps: [
      started,
      report(5, 1n * GB),
      [6, { status: 'Accounting-Off' }],
      [7, stopped(6, 2n * GB, { cause: 'NAS-Reboot' })[1]],
      [8, stopped(6, 2n * GB, { cause: 'NAS-Reboot' })[1]],
    ],
    down: 2n * GB,
    seconds: 360,
    cause: 'NAS-Reboot',
  },
  {
    name: 'Accounting-On ends the session for good when nothing more comes',
    steps: [started, report(5, 1n * GB), [9, { status: 'Accounting-On' }]],
    down: 1n * GB,
    seconds: 300,
    cause: 'nas-restarted',
  },
  {
    name: 'Accounting-On is sent again after the session has begun: it ends nothing of later',
    steps: [started, [2, { status: 'Accounting-On', delay: 180 }], report(5, 1n * GB)],
    down: 1n * GB,
    seconds: 300,
    cause: null,
  },
  {
    name: 'the session goes on after Accounting-On: it is alive after all',
    steps: [
      started,
      report(5, 1n * GB),
      [6, { status: 'Accounting-On' }],
      report(10, 2n * GB),
      report(15, 3n * GB),
    ],
    down: 3n * GB,
    seconds: 900,
    cause: null,
    evidence: ['reopened'],
  },
]

async function openHouseWithServer(t: TestContext) {
  const house = await openHouse(t, '2026-04-10T12:00:00+03:00')
  const tariffId = await house.tariff('Интернет 100', { feeMinor: 0n, blockPolicy: 'none' })
  const anna = await house.connect({ login: 'ivanova', tariffId })
  await house.work()
  const server = await openAccessServer(t, house)
  await server.signIn()
  return { house, server, anna }
}

test('what a session has used is known to the byte, whatever its server does', async (t) => {
  const { house, server, anna } = await openHouseWithServer(t)
  const { pool } = house.database
  const hours = async () => {
    const { rows } = await pool.query<{ down: bigint; up: bigint; seconds: bigint }>(
      `select coalesce(sum(octets_in), 0)::bigint as down, coalesce(sum(octets_out), 0)::bigint as up,
        coalesce(sum(seconds), 0)::bigint as seconds
      from usage.hours where account_id = $1`,
      [anna.accountId],
    )
    return rows[0] ?? { down: 0n, up: 0n, seconds: 0n }
  }
  for (const [number, story] of STORIES.entries()) {
    await t.test(story.name, async () => {
      const begin = house.clock.now().add({ hours: 24 })
      const session = `story-${number}`
      const before = await hours()
      for (const [minute, told] of story.steps) {
        house.clock.set(begin.add({ minutes: minute }).toString())
        await server.report({ ...told, session })
      }
      const { rows } = await pool.query(
        `select id, octets_in as down, octets_out as up, session_seconds as seconds, null as cause
        from usage.open_sessions where acct_session_id = $1
        union all
        select id, octets_in, octets_out, session_seconds, cause
        from usage.closed_sessions where acct_session_id = $1`,
        [session],
      )
      const { down, up = down / 10n, seconds, cause } = story
      const found = rows.map(({ id: _, ...row }) => row)
      assert.deepEqual(found, [{ down, up, seconds, cause }], 'the session, once')
      const after = await hours()
      assert.deepEqual(
        {
          down: after.down - before.down,
          up: after.up - before.up,
          seconds: Number(after.seconds - before.seconds),
        },
        { down, up, seconds },
        'what is charged',
      )
      const evidence = await pool.query<{ kind: string }>(
        'select kind from usage.session_evidence where session_id = $1 order by id',
        [rows[0]?.id],
      )
      const kinds = evidence.rows.map(({ kind }) => kind)
      assert.deepEqual(kinds, story.evidence ?? [])
    })
  }
})
