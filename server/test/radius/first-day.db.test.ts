import assert from 'node:assert/strict'
import { spawn, spawnSync } from 'node:child_process'
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { type TestContext, test } from 'node:test'
import { startHouse } from '../support/api.ts'

const SCRIPT = join(import.meta.dirname, '../../../examples/first-day.sh')
const STAND_IN = join(import.meta.dirname, '../support/peers/radclient.mjs')
const STEPS = 16

async function runFirstDay(t: TestContext, folders: string[]): Promise<string> {
  const house = await startHouse(t)
  const child = spawn('bash', [SCRIPT], {
    env: {
      PATH: [...folders, '/usr/local/bin', '/usr/bin', '/bin'].join(':'),
      BASE_URL: house.baseUrl,
      // Here nothing but this process serves the web, and it may not be built.
      READY_PATH: '/healthz',
      ALTYN_RADIUS_AUTH_PORT: String(house.authPort),
      ALTYN_RADIUS_ACCT_PORT: String(house.acctPort),
    },
  })
  let said = ''
  for (const stream of [child.stdout, child.stderr]) {
    stream.setEncoding('utf8').on('data', (text: string) => {
      said += text
    })
  }
  const code = await new Promise((resolve) => child.on('close', resolve))
  assert.equal(code, 0, said)
  return said
}

test('the first day of the README works with the npm package radius as the server', async (t) => {
  const folder = mkdtempSync(join(tmpdir(), 'altyn-radclient-'))
  t.after(() => rmSync(folder, { recursive: true }))
  writeFileSync(
    join(folder, 'radclient'),
    `#!/bin/sh\nexec '${process.execPath}' '${STAND_IN}' "$@"\n`,
    { mode: 0o755 },
  )
  assert.match(await runFirstDay(t, [folder]), new RegExp(`${STEPS}  The books balance`))
})

const hasRadclient = spawnSync('radclient', ['-v']).status !== null
const skip = hasRadclient ? false : 'radclient (Debian package freeradius-utils) is not installed'

test('the first day of the README works with radclient', { skip }, async (t) => {
  assert.match(await runFirstDay(t, []), new RegExp(`${STEPS}  The books balance`))
})
