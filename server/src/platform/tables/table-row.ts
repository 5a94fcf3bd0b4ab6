/** A row of a file with its number there, counted from 1. */
export type TableRow = { number: number; cells: string[] }

/** A file whose bytes are no table: damaged, of another kind, or beyond every limit. */
export class UnreadableTable extends Error {}
