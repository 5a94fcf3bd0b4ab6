// Writes server/src/platform/database.generated.ts from a live, migrated database.
import { writeFileSync } from 'node:fs'
import { join } from 'node:path'
import pg from 'pg'

const TARGET = join(import.meta.dirname, '../server/src/platform/database.generated.ts')

const TYPES: Record<string, string> = {
  int2: 'number',
  int4: 'number',
  int8: 'bigint',
  float8: 'number',
  text: 'string',
  bpchar: 'string',
  bool: 'boolean',
  timestamptz: 'Temporal.Instant',
  date: 'Temporal.PlainDate',
  jsonb: 'unknown',
  macaddr: 'string',
  inet: 'string',
  cidr: 'string',
  bytea: 'Buffer',
  xid8: 'string',
  daterange: 'string',
  tstzrange: 'string',
  int8range: 'string',
  uuid: 'string',
  _text: 'string[]',
  _int4: 'number[]',
  _cidr: 'string[]',
}

const LINE_MAX = 100

type Column = {
  schema: string
  table: string
  column: string
  type: string
  nullable: boolean
  generated: boolean
  words: string | null
}

const COLUMNS = `
  select n.nspname as schema, c.relname as table, a.attname as column, t.typname as type,
    not a.attnotnull as nullable, (a.atthasdef or a.attidentity <> '') as generated,
    (select pg_get_constraintdef(k.oid) from pg_constraint k
      where k.conrelid = c.oid and k.contype = 'c' and k.conkey = array[a.attnum]
        and pg_get_constraintdef(k.oid) like '%ARRAY[%' limit 1) as words
  from pg_class c
  join pg_namespace n on n.oid = c.relnamespace
  join pg_attribute a on a.attrelid = c.oid and a.attnum > 0 and not a.attisdropped
  join pg_type t on t.oid = a.atttypid
  where c.relkind in ('r', 'p') and not c.relispartition
    and n.nspname not in ('pg_catalog', 'information_schema', 'public', 'pgboss')
  order by 1, 2, a.attnum`

/** Reads the catalogue of the database at `url` and rewrites the generated types. */
export async function generateDatabaseTypes(url: string): Promise<string> {
  const client = new pg.Client({ connectionString: url })
  await client.connect()
  try {
    const { rows } = await client.query<Column>(COLUMNS)
    return typesText(rows)
  } finally {
    await client.end()
  }
}

function typesText(columns: Column[]): string {
  const tables = Map.groupBy(columns, ({ schema, table }) => `${schema}.${table}`)
  const bodies = [...tables].map(
    ([name, own]) => `  '${name}': {\n${own.map(columnLine).join('\n')}\n  }`,
  )
  return [
    '// Generated from the migrated database by `npm run database-types`. Do not edit.',
    "import type { Generated } from 'kysely'",
    '',
    `export type Database = {\n${bodies.join('\n')}\n}`,
    '',
  ].join('\n')
}

function columnLine({ column, type, nullable, generated, words }: Column): string {
  const known = words ? unionOf(words) : TYPES[type]
  if (!known) throw new Error(`No TypeScript type for ${type} of ${column}`)
  const whole = nullable ? `${known} | null` : known
  if (!generated) {
    const plain = `    ${column}: ${whole}`
    if (plain.length <= LINE_MAX) return plain
    return `    ${column}:${whole
      .split(' | ')
      .map((part) => `\n      | ${part}`)
      .join('')}`
  }
  const line = `    ${column}: Generated<${whole}>`
  // As the formatter would break it, so that the file is the same whoever wrote it last.
  return line.length <= LINE_MAX ? line : `    ${column}: Generated<\n      ${whole}\n    >`
}

function unionOf(definition: string): string {
  return [...definition.matchAll(/'([^']+)'::text/g)].map(([, word]) => `'${word}'`).join(' | ')
}

if (process.argv[1] === import.meta.filename) {
  const url = process.argv[2]
  if (!url) throw new Error('Usage: generate-database-types.ts <database url>')
  writeFileSync(TARGET, await generateDatabaseTypes(url))
}
