import { PART_BYTES } from '../../packages/contract/src/catalogue/price-lists.ts'

/** One destination as it stands in the file and as it has to stand in the database. */
export type Destination = { prefix: string; name: string; callClass: string; priceRate: number }

const SEED = 20_261_101
const LENGTHS = [7, 8, 9, 10, 11]
const STEP = 7919
const COUNTRIES = ['Россия', 'Казахстан', 'Germany', 'Türkiye', 'Україна', 'Узбекистан', 'France']
const CLASSES = ['international', 'mobile', 'long-distance']
const CENT_RATE = 10_000

/** What a second file changes, each of so many rows: every 20th is dearer, and so on. */
const DEARER_EACH = 20
const CHEAPER_EACH = 50
const GONE_EACH = 1000
const NEW_EACH = 500

export type Changes = { up: number; down: number; new: number; vanish: number; other: number }

/** The destinations of a file, always the same ones; the second file changes some of the first. */
export function* destinations(count: number, file: 1 | 2): Generator<Destination> {
  for (let i = 0; i < count; i += 1) {
    if (file === 1) yield destination(i, 0)
    else if (i % GONE_EACH !== 0) yield destination(i, changeOf(i))
  }
  if (file === 1) return
  for (let i = count; i < count + Math.floor(count / NEW_EACH); i += 1) yield destination(i, 0)
}

/** How many destinations the second file changes, counted one by one. */
export function changesOf(count: number): Changes {
  const changes = { up: 0, down: 0, new: Math.floor(count / NEW_EACH), vanish: 0, other: 0 }
  for (let i = 0; i < count; i += 1) {
    if (i % GONE_EACH === 0) changes.vanish += 1
    else if (changeOf(i) > 0) changes.up += 1
    else if (changeOf(i) < 0) changes.down += 1
  }
  return changes
}

/** The file in the pieces that it is sent in. */
export function* partsOf(count: number, file: 1 | 2): Generator<Buffer> {
  let waiting: string[] = ['Код;Направление;Класс;Цена за минуту\r\n']
  let left = Buffer.alloc(0)
  const flush = () => {
    left = Buffer.concat([left, Buffer.from(waiting.join(''))])
    waiting = []
  }
  for (const { prefix, name, callClass, priceRate } of destinations(count, file)) {
    waiting.push(`${prefix};${name};${callClass};${decimal(priceRate)}\r\n`)
    if (waiting.length < 5000) continue
    flush()
    for (; left.length >= PART_BYTES; left = left.subarray(PART_BYTES)) {
      yield left.subarray(0, PART_BYTES)
    }
  }
  flush()
  for (; left.length > 0; left = left.subarray(PART_BYTES)) yield left.subarray(0, PART_BYTES)
}

function destination(i: number, changeRate: number): Destination {
  const length = LENGTHS[i % LENGTHS.length] ?? 0
  const span = 9 * 10 ** (length - 1)
  const place = (Math.floor(i / LENGTHS.length) * STEP + SEED) % span
  return {
    prefix: String(span / 9 + place),
    name: `${COUNTRIES[i % COUNTRIES.length]} ${i}`,
    callClass: CLASSES[i % CLASSES.length] ?? '',
    priceRate: (100 + ((i * STEP + SEED) % 4000)) * CENT_RATE + changeRate,
  }
}

function changeOf(i: number): number {
  if (i % DEARER_EACH === 7) return 5 * CENT_RATE
  return i % CHEAPER_EACH === 11 ? -5 * CENT_RATE : 0
}

/** Roubles with a comma, as offices write them. */
function decimal(rate: number): string {
  return (rate / 1_000_000).toFixed(4).replace('.', ',')
}
