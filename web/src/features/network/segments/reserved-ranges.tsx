import {
  listReserved,
  RESERVE_REASONS,
  type ReservedAddresses,
  releaseReserved,
  reserveAddresses,
  reserveForm,
  type Segment,
} from '@altyn/contract/network/segments'
import { DeleteOutlined, PlusOutlined } from '@ant-design/icons'
import { Button, Input, Select } from 'antd'
import { useState } from 'react'
import { useTexts } from '../../../lib/i18n.ts'
import { usePermissions } from '../../../lib/permissions.ts'
import { useCall, useDeed } from '../../../lib/use-call.ts'
import { ConfirmDialog } from '../../../ui/actions/confirm-dialog.tsx'
import { ErrorState } from '../../../ui/feedback/error-state.tsx'
import { SkeletonLines } from '../../../ui/feedback/skeleton.tsx'
import { Field, FieldRow } from '../../../ui/fields/field.tsx'
import { SideForm } from '../../../ui/pages/side-form.tsx'
import { Instant } from '../../../ui/pieces/moment.tsx'
import styles from './segments.module.css'

/** The ranges of a segment that nobody gets, with what may be done to them. */
export function ReservedRanges({ segment }: { segment: Segment }) {
  const t = useTexts('network')
  const can = usePermissions()
  const [isAdding, setAdding] = useState(false)
  const [going, setGoing] = useState<ReservedAddresses>()
  const found = useCall(listReserved, { params: { id: segment.id } })
  const mayChange = can('network.change')
  if (found.isError) return <ErrorState error={found.error} onRetry={() => void found.refetch()} />
  if (!found.data) return <SkeletonLines count={3} />
  const { items } = found.data
  return (
    <div className={styles.stack}>
      {mayChange && (
        <div className={styles.buttons}>
          <Button icon={<PlusOutlined />} onClick={() => setAdding(true)}>
            {t('segments.reserve')}
          </Button>
        </div>
      )}
      {items.length === 0 ? (
        <p className={styles.quiet}>{t('segments.reservedEmpty')}</p>
      ) : (
        <ul className={styles.ranges} aria-label={t('segments.tabs.reserved')}>
          {items.map((range) => (
            <RangeLine
              key={range.id}
              range={range}
              onRelease={mayChange ? () => setGoing(range) : undefined}
            />
          ))}
        </ul>
      )}
      {isAdding && <ReserveForm segment={segment} onClose={() => setAdding(false)} />}
      {going && <ReleaseDialog range={going} onClose={() => setGoing(undefined)} />}
    </div>
  )
}

function RangeLine({ range, onRelease }: { range: ReservedAddresses; onRelease?: () => void }) {
  const t = useTexts('network')
  const name = rangeText(range)
  return (
    <li className={styles.range}>
      <span className={styles.swatch} data-state={range.reason} aria-hidden />
      <span className={styles.rangeWords}>
        <span className={styles.code}>{name}</span>
        <span>{t(`segments.states.${range.reason}`)}</span>
        {range.note && <span>{range.note}</span>}
        <small>
          {range.author} · <Instant value={range.createdAt} />
        </small>
      </span>
      {onRelease && (
        <Button
          type="text"
          size="small"
          icon={<DeleteOutlined />}
          aria-label={t('segments.releaseOf', { range: name })}
          onClick={onRelease}
        />
      )}
    </li>
  )
}

function ReserveForm({ segment, onClose }: { segment: Segment; onClose: () => void }) {
  const t = useTexts('network')
  const reserve = useDeed(reserveAddresses, {
    done: t('segments.reservedDone'),
    isFailureShownByCaller: true,
  })
  return (
    <SideForm
      title={t('segments.reserveTitle', { network: segment.network })}
      saveLabel={t('segments.reserve')}
      schema={reserveForm}
      initial={{ first: '', last: '', reason: 'reserved', note: '' }}
      effect={segment.isDynamic && <p className={styles.quiet}>{t('segments.reserveEffect')}</p>}
      onSave={(body) => reserve.mutateAsync({ params: { id: segment.id }, body })}
      onClose={onClose}
    >
      <FieldRow>
        <Field name="first" label={t('segments.first')} isRequired>
          <Input autoComplete="off" spellCheck={false} className={styles.code} />
        </Field>
        <Field name="last" label={t('segments.last')} hint={t('segments.lastHint')}>
          <Input autoComplete="off" spellCheck={false} className={styles.code} />
        </Field>
      </FieldRow>
      <Field name="reason" label={t('segments.reason')}>
        <Select
          options={RESERVE_REASONS.map((value) => ({
            value,
            label: t(`segments.reasons.${value}`),
          }))}
        />
      </Field>
      <Field name="note" label={t('fields.note')} hint={t('segments.reserveNoteHint')}>
        <Input autoComplete="off" />
      </Field>
    </SideForm>
  )
}

function ReleaseDialog({ range, onClose }: { range: ReservedAddresses; onClose: () => void }) {
  const t = useTexts('network')
  const release = useDeed(releaseReserved, {
    done: t('segments.released'),
    isFailureShownByCaller: true,
  })
  return (
    <ConfirmDialog
      isOpen
      title={t('segments.releaseTitle', { range: rangeText(range) })}
      confirmLabel={t('segments.release')}
      onConfirm={() => release.mutateAsync({ params: { id: range.id } })}
      onClose={onClose}
    >
      <p>{t('segments.releaseEffect')}</p>
    </ConfirmDialog>
  )
}

function rangeText({ first, last }: ReservedAddresses): string {
  return first === last ? first : `${first} – ${last}`
}
