export type CallField =
  | 'startedAt'
  | 'from'
  | 'to'
  | 'seconds'
  | 'cause'
  | 'trunkIn'
  | 'trunkOut'
  | 'uniqueId'

/** The first that fits: a number that begins so, and is so long, begins otherwise. */
export type NumberReplacement = { prefix: string; length: number | null; replaceWith: string }

/** How the files of an exchange are read, and how its numbers become numbers of E.164. */
export type CallFormat = {
  /** What each column of the file is; null = nothing. */
  columns: (CallField | null)[]
  time: 'iso' | 'dmy' | 'unix'
  replacements: NumberReplacement[]
}
