import type { ReactNode } from 'react'

/** One column of a table, and one line of a card on a phone. */
export type Column<Row> = {
  key: string
  title: string
  cell: (row: Row) => ReactNode
  /** The value as plain text, for the export. A column without it is left out of the file. */
  text?: (row: Row) => string
  /** Width in pixels that the column wants; what is left over is shared in proportion. */
  width?: number
  /** Sums and counts line up to the right. */
  isNumber?: boolean
  /** The word by which the server sorts: `name`, and `-name` backwards. Only listed ones can be chosen. */
  sorts?: readonly string[]
  /** Hidden until somebody chooses it. */
  isOptional?: boolean
  /** Where it stands in a card: in the heading, at its right, among the lines (usual), or nowhere. */
  card?: 'title' | 'aside' | 'line' | 'none'
}

export const COLUMN_WIDTH = 150
