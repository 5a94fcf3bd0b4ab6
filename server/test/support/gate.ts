import { once } from 'node:events'
import { mkdtempSync, rmSync } from 'node:fs'
import { connect, createServer, type Socket } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { TestContext } from 'node:test'
import { createDatabase, createPool } from '#platform/database'
import { startRadius } from '../../src/processes/radius/start.ts'
import type { RunningHouse } from './api.ts'

/** A way to a TCP server that a test shuts and opens again: as if the server were away. */
export type Gate = {
  port: number
  /** Cuts every connection and lets nobody through. */
  shut(): void
  open(): void
  close(): Promise<void>
}

export async function openGate(to: { host: string; port: number }): Promise<Gate> {
  const sockets = new Set<Socket>()
  let isOpen = true
  const server = createServer((near) => {
    if (!isOpen) return void near.destroy()
    const far = connect(to)
    for (const [one, other] of [
      [near, far],
      [far, near],
    ] as const) {
      sockets.add(one)
      one.pipe(other)
      one.on('error', () => other.destroy())
      one.on('close', () => {
        sockets.delete(one)
        other.destroy()
      })
    }
  })
  server.listen(0, '127.0.0.1')
  await once(server, 'listening')
  const address = server.address()
  const cut = () => {
    for (const socket of sockets) socket.destroy()
  }
  return {
    port: typeof address === 'object' && address ? address.port : 0,
    shut() {
      isOpen = false
      cut()
    },
    open() {
      isOpen = true
    },
    async close() {
      cut()
      server.close()
      await once(server, 'close')
    },
  }
}

/** Another RADIUS process of the house, whose way to the database can be shut. */
export async function startBehindGate(t: TestContext, { ground }: RunningHouse) {
  const url = new URL(ground.databaseUrl)
  const gate = await openGate({ host: url.hostname, port: Number(url.port) })
  url.hostname = '127.0.0.1'
  url.port = String(gate.port)
  const pool = createPool({ url: url.href, connectionsMax: 5, applicationName: 'behind a gate' })
  const dataFolder = mkdtempSync(join(tmpdir(), 'altyn-gate-'))
  const config = { ...ground.config, dataFolder }
  const radius = await startRadius({ ...ground, config, pool, db: createDatabase(pool) })
  t.after(async () => {
    gate.open()
    await radius.stop()
    await gate.close()
    rmSync(dataFolder, { recursive: true })
  })
  return { gate, ...radius.ready }
}
