import {
  type EquipmentUnit,
  listEquipment,
  listHoldings,
} from '@altyn/contract/network/equipment/units'
import { DesktopOutlined } from '@ant-design/icons'
import { Button } from 'antd'
import { useState } from 'react'
import { usePhone } from '../../../lib/browser/media.ts'
import { useTexts } from '../../../lib/i18n.ts'
import { usePermissions } from '../../../lib/permissions.ts'
import { useUrlState } from '../../../lib/url-state.ts'
import { useList } from '../../../lib/use-list.ts'
import { EmptyState } from '../../../ui/feedback/empty-state.tsx'
import { ErrorState } from '../../../ui/feedback/error-state.tsx'
import { ListFoot } from '../../../ui/pages/list-foot.tsx'
import { HistoryList } from '../../../ui/pieces/history-list.tsx'
import type { Column } from '../../../ui/table/column.ts'
import { RowCards } from '../../../ui/table/row-cards.tsx'
import { RowTable, type RowTableProps } from '../../../ui/table/row-table.tsx'
import { HandOutForm } from './deeds/hand-out-form.tsx'
import styles from './equipment.module.css'
import { useUnitColumns } from './unit-columns.tsx'
import { holdingItems } from './unit-history.tsx'
import { UnitPanel } from './unit-panel.tsx'

/** That everything is with the subscriber goes without saying; the rest is in the panel. */
const COLUMNS = new Set(['model', 'serial', 'terms', 'since'])

type SubscriberEquipmentProps = {
  subscriberId: number
  /** False when there is nobody to hand anything out to. */
  hasContract: boolean
}

/** What a subscriber has of equipment, with the way to hand out more, and what they had before. */
export function SubscriberEquipment({ subscriberId, hasContract }: SubscriberEquipmentProps) {
  const t = useTexts('equipment')
  const can = usePermissions()
  const list = useList(listEquipment, { subscriberId })
  const [{ panel = '' }, change] = useUrlState()
  const close = () => change({ panel: undefined })
  const mayHandOut = can('equipment.hand-out') && hasContract
  const handOut = {
    key: 'hand-out',
    label: t('handOut.action'),
    isPrimary: true,
    onRun: () => change({ panel: 'hand-out' }, { isNewStep: true }),
  }
  return (
    <div className={styles.section}>
      {list.state === 'failed' && <ErrorState error={list.error} onRetry={list.reload} />}
      {list.state === 'ready' && list.rows.length === 0 && (
        <EmptyState
          icon={<DesktopOutlined />}
          title={t('ofSubscriber.empty')}
          text={t('ofSubscriber.emptyText')}
          actions={mayHandOut ? [handOut] : []}
        />
      )}
      {list.rows.length > 0 && mayHandOut && (
        <div>
          <Button onClick={handOut.onRun}>{handOut.label}</Button>
        </div>
      )}
      {(list.state === 'loading' || list.rows.length > 0) && <Units list={list} />}
      <Past subscriberId={subscriberId} />
      {panel.startsWith('unit-') && (
        <UnitPanel key={panel} id={Number(panel.slice('unit-'.length))} onClose={close} />
      )}
      {panel === 'hand-out' && mayHandOut && (
        <HandOutForm subscriberId={subscriberId} onClose={close} />
      )}
    </div>
  )
}

function Units({ list }: { list: ReturnType<typeof useList<typeof listEquipment>> }) {
  const t = useTexts('equipment')
  const [, change] = useUrlState()
  const isPhone = usePhone()
  const holder: Column<EquipmentUnit> = {
    key: 'holder',
    title: t('ofSubscriber.whose'),
    width: 170,
    cell: (row) => whose(row),
    text: whose,
  }
  const columns = useUnitColumns().filter(({ key }) => COLUMNS.has(key))
  const table: RowTableProps<EquipmentUnit> = {
    caption: t('title'),
    columns: [...columns.slice(0, 1), holder, ...columns.slice(1)],
    rows: list.state === 'loading' ? undefined : list.rows,
    rowKey: ({ id }) => String(id),
    onOpen: ({ id }) => change({ panel: `unit-${id}` }, { isNewStep: true }),
  }
  return (
    <div className={styles.box}>
      {isPhone ? <RowCards {...table} /> : <RowTable {...table} />}
      {list.state === 'ready' && <ListFoot list={list} />}
    </div>
  )
}

function whose({ holder }: EquipmentUnit): string {
  return [holder?.contractNumber, holder?.login].filter(Boolean).join(' · ')
}

function Past({ subscriberId }: { subscriberId: number }) {
  const t = useTexts('equipment')
  const [isShown, show] = useState(false)
  const list = useList(listHoldings, { subscriberId }, { isEnabled: isShown })
  const items = list.rows
    .flatMap((row) => holdingItems(row, t))
    .toSorted((one, other) => Temporal.Instant.compare(other.at, one.at))
  return (
    <section>
      <Button type="link" size="small" aria-expanded={isShown} onClick={() => show(!isShown)}>
        {t(isShown ? 'ofSubscriber.hideHistory' : 'ofSubscriber.showHistory')}
      </Button>
      {isShown && list.state === 'failed' && (
        <ErrorState error={list.error} onRetry={list.reload} />
      )}
      {isShown && list.state !== 'failed' && (
        <HistoryList
          items={list.state === 'loading' ? undefined : items}
          emptyText={t('ofSubscriber.never')}
        />
      )}
      {isShown && list.hasMore && (
        <Button onClick={list.loadMore} loading={list.isLoadingMore}>
          {t('more')}
        </Button>
      )}
    </section>
  )
}
