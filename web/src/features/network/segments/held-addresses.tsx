import { type HeldAddress, listHeldAddresses, type Segment } from '@altyn/contract/network/segments'
import { Button } from 'antd'
import { usePhone } from '../../../lib/browser/media.ts'
import { type Texts, useTexts } from '../../../lib/i18n.ts'
import { paths } from '../../../lib/path-builder.ts'
import { useList } from '../../../lib/use-list.ts'
import { GoLink } from '../../../ui/actions/go-link.tsx'
import { ErrorState } from '../../../ui/feedback/error-state.tsx'
import { ListFoot } from '../../../ui/pages/list-foot.tsx'
import { Instant } from '../../../ui/pieces/moment.tsx'
import { StatusTag, type StatusTone } from '../../../ui/pieces/status-tag.tsx'
import type { Column } from '../../../ui/table/column.ts'
import { RowCards } from '../../../ui/table/row-cards.tsx'
import { RowTable } from '../../../ui/table/row-table.tsx'
import { heldState } from './address-states.ts'
import styles from './segments.module.css'

const TONES: Record<'live' | 'fixed' | 'leased', StatusTone> = {
  live: 'ok',
  fixed: 'note',
  leased: 'quiet',
}

type HeldAddressesProps = { segment: Segment; onLook: (address: string) => void }

/** Who has which address of a segment, page by page. */
export function HeldAddresses({ segment, onLook }: HeldAddressesProps) {
  const t = useTexts('network')
  const isPhone = usePhone()
  const list = useList(listHeldAddresses, {}, { params: { id: segment.id } })
  if (list.state === 'failed') return <ErrorState error={list.error} onRetry={list.reload} />
  if (list.state === 'ready' && list.rows.length === 0) {
    return <p className={styles.quiet}>{t('segments.heldEmpty')}</p>
  }
  const table = {
    columns: heldColumns(t, onLook),
    rows: list.state === 'loading' ? undefined : list.rows,
    rowKey: ({ address }: HeldAddress) => address,
    caption: t('segments.tabs.held'),
  }
  return (
    <div className={styles.heldBox}>
      {isPhone ? <RowCards {...table} /> : <RowTable {...table} />}
      {list.state === 'ready' && <ListFoot list={list} />}
    </div>
  )
}

function heldColumns(t: Texts, onLook: (address: string) => void): Column<HeldAddress>[] {
  return [
    {
      key: 'address',
      title: t('fields.address'),
      cell: ({ address }) => (
        <Button type="link" size="small" className={styles.address} onClick={() => onLook(address)}>
          {address}
        </Button>
      ),
      width: 130,
    },
    {
      key: 'account',
      title: t('segments.account'),
      cell: (row) => <Owner row={row} />,
      width: 210,
    },
    {
      key: 'state',
      title: t('segments.state'),
      cell: (row) => {
        const state = heldState(row)
        return <StatusTag tone={TONES[state]} label={t(`segments.states.${state}`)} isBare />
      },
      width: 140,
    },
    {
      key: 'since',
      title: t('segments.since'),
      cell: ({ since }) => <Instant value={since} />,
      width: 140,
    },
  ]
}

function Owner({ row }: { row: HeldAddress }) {
  const t = useTexts('network')
  const { accountId, subscriberId, login, subscriberName, guestStation } = row
  if (guestStation !== null) {
    return (
      <span className={styles.owner}>
        <StatusTag tone="note" label={t('segments.guest')} isBare />
        <small>{[guestStation, login].filter(Boolean).join(' · ')}</small>
      </span>
    )
  }
  if (accountId === null || subscriberId === null)
    return <span>{login || t('segments.nobody')}</span>
  return (
    <span className={styles.owner}>
      <GoLink to={paths.subscriber(subscriberId, { account: accountId })}>{login}</GoLink>
      {subscriberName && <small>{subscriberName}</small>}
    </span>
  )
}
