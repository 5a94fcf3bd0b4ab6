import type { CallFormat } from '@altyn/contract/network'

/** The columns of `Master.csv` as Asterisk writes it. */
export const ASTERISK: CallFormat = {
  columns: [
    null,
    'from',
    'to',
    null,
    null,
    null,
    null,
    null,
    null,
    'startedAt',
    null,
    null,
    null,
    'seconds',
    'cause',
    null,
    'uniqueId',
  ],
  time: 'iso',
  replacements: [
    { prefix: '810', length: null, replaceWith: '' },
    { prefix: '8', length: 11, replaceWith: '7' },
  ],
}

/** What the rules of an agent make of a number, as the server does it. */
export function replaceNumber(typed: string, rules: CallFormat['replacements']): string {
  const plain = typed.replaceAll(/[\s()+.\-\u00a0]/g, '')
  const fitting = rules.find(
    ({ prefix = '', length }) =>
      plain.startsWith(prefix) && (!length || plain.length === Number(length)),
  )
  if (!fitting) return plain
  return (fitting.replaceWith ?? '') + plain.slice((fitting.prefix ?? '').length)
}
