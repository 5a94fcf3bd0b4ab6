import type pg from 'pg'
import { type Destination, destinations } from './dataset.ts'

const ROWS_AT_ONCE = 5000

/** What the driver has besides what its types tell. */
type CopyingConnection = {
  sendCopyFromChunk(chunk: Buffer): void
  endCopyFrom(): void
}

/** A statement `copy … from stdin` in the terms of the driver, as psql sends it. */
class Copy implements pg.Submittable {
  readonly #chunks: Iterable<Buffer>
  readonly #text: string
  readonly #end: (error?: Error) => void

  constructor(text: string, chunks: Iterable<Buffer>, end: (error?: Error) => void) {
    this.#text = text
    this.#chunks = chunks
    this.#end = end
  }
  submit(connection: pg.Connection): void {
    connection.query(this.#text)
  }
  handleCopyInResponse(connection: CopyingConnection): void {
    for (const chunk of this.#chunks) connection.sendCopyFromChunk(chunk)
    connection.endCopyFrom()
  }
  handleCommandComplete(): void {}
  handleReadyForQuery(): void {
    this.#end()
  }
  handleError(error: Error): void {
    this.#end(error)
  }
}

/**
 * The floor: the same rows by one COPY through one connection into a table without any index.
 * Returns the seconds that it took; the text of the rows is made beforehand.
 */
export async function copyPlainly(pool: pg.Pool, count: number, file: 1 | 2): Promise<number> {
  const chunks = [...chunksOf(destinations(count, file))]
  const client = await pool.connect()
  try {
    await client.query('drop table if exists plain_prices')
    await client.query(
      'create table plain_prices (prefix text, name text, class text, price_rate bigint)',
    )
    const began = performance.now()
    await new Promise<void>((resolve, reject) => {
      const copy = new Copy('copy plain_prices from stdin', chunks, (error) =>
        error ? reject(error) : resolve(),
      )
      client.query(copy)
    })
    return (performance.now() - began) / 1000
  } finally {
    client.release()
  }
}

function* chunksOf(rows: Iterable<Destination>): Generator<Buffer> {
  let lines: string[] = []
  for (const { prefix, name, callClass, priceRate } of rows) {
    lines.push(`${prefix}\t${name}\t${callClass}\t${priceRate}\n`)
    if (lines.length < ROWS_AT_ONCE) continue
    yield Buffer.from(lines.join(''))
    lines = []
  }
  yield Buffer.from(lines.join(''))
}
