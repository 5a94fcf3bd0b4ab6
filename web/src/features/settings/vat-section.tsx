import type { ResponseOf } from '@altyn/contract/route'
import { listVatRates } from '@altyn/contract/settings'
import { formatShare } from '../../lib/format/quantity.ts'
import { useLanguage, useTexts } from '../../lib/i18n.ts'
import { useToday } from '../../lib/operator.ts'
import { useItems } from '../../lib/use-list.ts'
import { ErrorState } from '../../ui/feedback/error-state.tsx'
import { SettingsSection } from '../../ui/pages/settings-page.tsx'
import { Period } from '../../ui/pieces/moment.tsx'
import { StatusTag } from '../../ui/pieces/status-tag.tsx'
import type { Column } from '../../ui/table/column.ts'
import { RowTable } from '../../ui/table/row-table.tsx'

const BASIS_POINTS = 10_000

type VatRate = ResponseOf<typeof listVatRates>['items'][number]

/** The VAT rates by date: each charge takes the one of its day. */
export function VatSection() {
  const t = useTexts('settings')
  const [language] = useLanguage()
  const today = useToday()
  const rates = useItems(listVatRates)
  const isCurrent = ({ from, until }: VatRate) => from <= today && (until === null || today < until)
  const columns: Column<VatRate>[] = [
    {
      key: 'period',
      title: t('vat.period'),
      cell: (rate) => <Period from={rate.from} until={rate.until} />,
      width: 220,
    },
    {
      key: 'rate',
      title: t('vat.rate'),
      cell: ({ rateBasisPoints }) => formatShare(rateBasisPoints / BASIS_POINTS, language),
      isNumber: true,
      width: 90,
    },
    {
      key: 'state',
      title: t('vat.state'),
      cell: (rate) => isCurrent(rate) && <StatusTag isBare tone="ok" label={t('vat.current')} />,
      width: 130,
    },
  ]
  return (
    <SettingsSection title={t('vat.title')} help={t('vat.help')}>
      {rates.state === 'failed' ? (
        <ErrorState error={rates.error} onRetry={rates.reload} />
      ) : (
        <div style={{ overflowX: 'auto' }}>
          <RowTable
            caption={t('vat.title')}
            columns={columns}
            rows={rates.state === 'ready' ? rates.rows.toReversed() : undefined}
            rowKey={({ from }) => from}
          />
        </div>
      )}
    </SettingsSection>
  )
}
