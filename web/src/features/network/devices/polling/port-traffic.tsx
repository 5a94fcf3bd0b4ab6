import { type PortLine, readPortTraffic, TRAFFIC_SPANS } from '@altyn/contract/network/polling'
import type { ResponseOf } from '@altyn/contract/route'
import { Segmented } from 'antd'
import { useState } from 'react'
import { formatBitRate } from '../../../../lib/format/quantity.ts'
import { formatClock, formatInstant } from '../../../../lib/format/time.ts'
import { type Language, useLanguage, useTexts } from '../../../../lib/i18n.ts'
import { useZone } from '../../../../lib/operator.ts'
import { useCall } from '../../../../lib/use-call.ts'
import { Chart } from '../../../../ui/chart/chart.tsx'
import { ErrorState } from '../../../../ui/feedback/error-state.tsx'
import { type Fact, Facts } from '../../../../ui/pieces/facts.tsx'
import { Instant } from '../../../../ui/pieces/moment.tsx'
import { StatusTag } from '../../../../ui/pieces/status-tag.tsx'
import { speedText } from '../device-words.tsx'
import styles from './polling.module.css'
import { LINE_TONES } from './polling-words.tsx'

const ASK_EVERY_MS = 60_000
const HEIGHT = 180
const KILO = 1000

/** The line of a port: how it is, and what went over it in a day or a week. */
export function PortTraffic({ line }: { line: PortLine }) {
  const t = useTexts('polling')
  return (
    <section className={styles.chart}>
      <h2>{t('line.title')}</h2>
      <Facts facts={useLineFacts(line)} />
      <TrafficCharts portId={line.portId} />
    </section>
  )
}

function useLineFacts(line: PortLine): Fact[] {
  const t = useTexts('polling')
  const tSpeed = useTexts('devices')
  const [language] = useLanguage()
  const { state, since, speedMbps, inBps, outBps, errorsPerMinute, ifName, ifIndex } = line
  const facts: (Fact | false)[] = [
    {
      key: 'state',
      label: t('line.state'),
      value: (
        <>
          <StatusTag tone={LINE_TONES[state]} label={t(`lines.${state}`)} isBare /> {t('since')}{' '}
          <Instant value={since} />
        </>
      ),
    },
    speedMbps > 0 && { key: 'speed', label: t('line.speed'), value: speedText(speedMbps, tSpeed) },
    inBps !== null &&
      outBps !== null && {
        key: 'rate',
        label: t('line.rate'),
        value: t('line.inOut', { in: rate(inBps, language), out: rate(outBps, language) }),
      },
    errorsPerMinute !== null && {
      key: 'errors',
      label: t('line.errors'),
      value: errorsText(errorsPerMinute, language),
    },
    { key: 'if', label: t('line.interface'), value: `${ifName} (ifIndex ${ifIndex})` },
  ]
  return facts.filter((fact) => fact !== false)
}

function TrafficCharts({ portId }: { portId: number }) {
  const t = useTexts('polling')
  const [language] = useLanguage()
  const zone = useZone()
  const [span, setSpan] = useState<(typeof TRAFFIC_SPANS)[number]>('day')
  const answer = useCall(
    readPortTraffic,
    { params: { id: portId }, query: { span } },
    { everyMilliseconds: ASK_EVERY_MS },
  )
  if (answer.isError && !answer.data) {
    return <ErrorState error={answer.error} onRetry={() => void answer.refetch()} />
  }
  const items = answer.data?.items
  const marks = (items ?? []).map(({ at }) =>
    span === 'day' ? formatClock(at, zone, language) : formatInstant(at, zone, language),
  )
  const common = { kind: 'area', height: HEIGHT, marks, markTitle: t('line.time') } as const
  return (
    <>
      <Segmented
        value={span}
        aria-label={t('line.span')}
        options={TRAFFIC_SPANS.map((value) => ({ value, label: t(`line.spans.${value}`) }))}
        onChange={setSpan}
      />
      <Chart
        {...common}
        title={t('line.traffic')}
        series={
          items && [
            { key: 'in', name: t('line.in'), values: items.map(({ inBps }) => inBps) },
            { key: 'out', name: t('line.out'), values: items.map(({ outBps }) => outBps) },
          ]
        }
        format={(value) => rate(value, language)}
      />
      {hasErrors(items) && (
        <Chart
          {...common}
          title={t('line.errorsChart')}
          series={
            items && [
              {
                key: 'errors',
                name: t('line.errors'),
                values: items.map(({ errorsPerMinute }) => errorsPerMinute),
              },
            ]
          }
          format={(value) => errorsText(value, language)}
        />
      )}
    </>
  )
}

/** A picture of nothing takes the room of what matters. */
function hasErrors(items: ResponseOf<typeof readPortTraffic>['items'] | undefined): boolean {
  return items?.some(({ errorsPerMinute }) => (errorsPerMinute ?? 0) > 0) ?? false
}

function rate(bitsPerSecond: number, language: Language): string {
  return formatBitRate(bitsPerSecond / KILO, language)
}

function errorsText(perMinute: number, language: Language): string {
  return new Intl.NumberFormat(language, { maximumFractionDigits: 1 }).format(perMinute)
}
