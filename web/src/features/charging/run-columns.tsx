import type { RUN_STATES, Run } from '@altyn/contract/charging'
import { formatFigures } from '../../lib/format/money.ts'
import { formatCount } from '../../lib/format/quantity.ts'
import { formatInstant } from '../../lib/format/time.ts'
import { useLanguage, useTexts } from '../../lib/i18n.ts'
import { useZone } from '../../lib/operator.ts'
import { Day, Instant } from '../../ui/pieces/moment.tsx'
import { Money } from '../../ui/pieces/money.tsx'
import { StatusTag, type StatusTone } from '../../ui/pieces/status-tag.tsx'
import type { Column } from '../../ui/table/column.ts'

const TONES: Record<(typeof RUN_STATES)[number], StatusTone> = {
  running: 'busy',
  done: 'ok',
  failed: 'bad',
  cancelled: 'quiet',
}

/** A run that left somebody out is not simply done. */
export function RunState({ run, isBare }: { run: Run; isBare?: boolean }) {
  const t = useTexts('charging')
  const isPartly = run.state === 'done' && run.failures.length > 0
  return (
    <StatusTag
      tone={isPartly ? 'warn' : TONES[run.state]}
      label={isPartly ? t('state.partly') : t(`state.${run.state}`)}
      isBare={isBare}
    />
  )
}

/** The columns of recurring runs. */
export function useRunColumns(): Column<Run>[] {
  const t = useTexts('charging')
  const [language] = useLanguage()
  const zone = useZone()
  const count = (value: number) => formatCount(value, language)
  return [
    {
      key: 'startedAt',
      title: t('startedAt'),
      width: 160,
      cell: ({ startedAt }) => <Instant value={startedAt} />,
      text: ({ startedAt }) => formatInstant(startedAt, zone, language),
    },
    {
      key: 'state',
      title: t('stateLabel'),
      width: 150,
      card: 'aside',
      cell: (run) => <RunState run={run} isBare />,
      text: ({ state }) => t(`state.${state}`),
    },
    {
      key: 'day',
      title: t('day'),
      width: 130,
      cell: ({ day }) => <Day value={day} />,
      text: ({ day }) => day,
    },
    {
      key: 'contracts',
      title: t('contracts'),
      width: 130,
      isNumber: true,
      cell: ({ contractsDone }) => count(contractsDone),
      text: ({ contractsDone }) => String(contractsDone),
    },
    {
      key: 'postings',
      title: t('postings'),
      width: 130,
      isNumber: true,
      cell: ({ postingsCount }) => count(postingsCount),
      text: ({ postingsCount }) => String(postingsCount),
    },
    {
      key: 'charged',
      title: t('charged'),
      width: 150,
      isNumber: true,
      cell: ({ charged }) => <Money value={charged} isPlain isStrong />,
      text: ({ charged }) => formatFigures(charged.amount, language),
    },
    {
      key: 'failures',
      title: t('failures'),
      width: 110,
      isNumber: true,
      cell: ({ failures }) => count(failures.length),
      text: ({ failures }) => String(failures.length),
    },
    {
      key: 'startedBy',
      title: t('startedBy'),
      width: 160,
      cell: ({ startedBy }) => startedBy,
      text: ({ startedBy }) => startedBy,
    },
  ]
}
