import {
  HELD_ADDRESSES_MAX,
  listHeldAddresses,
  listReserved,
  type Segment,
} from '@altyn/contract/network/segments'
import { formatCount } from '../../../lib/format/quantity.ts'
import { useLanguage, useTexts } from '../../../lib/i18n.ts'
import { useCall } from '../../../lib/use-call.ts'
import { ErrorState } from '../../../ui/feedback/error-state.tsx'
import { Skeleton } from '../../../ui/feedback/skeleton.tsx'
import { type AddressCell, addressCells, countStates, PICTURE_MAX } from './address-states.ts'
import { addressesOf } from './network-span.ts'
import styles from './segments.module.css'

type AddressPictureProps = { segment: Segment; onLook: (address: string) => void }

/** Every address of a small network as a square in the colour of its state; a press tells more. */
export function AddressPicture({ segment, onLook }: AddressPictureProps) {
  const t = useTexts('network')
  const isSmall = addressesOf(segment.network, PICTURE_MAX).length > 0
  const params = { id: segment.id }
  const held = useCall(
    listHeldAddresses,
    { params, query: { limit: HELD_ADDRESSES_MAX } },
    { isEnabled: isSmall },
  )
  const reserved = useCall(listReserved, { params }, { isEnabled: isSmall })
  if (!isSmall) return <p className={styles.quiet}>{t('segments.pictureOfSmall')}</p>
  if (held.isError) return <ErrorState error={held.error} onRetry={() => void held.refetch()} />
  if (!held.data || !reserved.data) return <Skeleton width="100%" />
  const cells = addressCells(segment, held.data.items, reserved.data.items)
  return (
    <section className={styles.pictureBox} aria-label={t('segments.picture')}>
      <h2>{t('segments.picture')}</h2>
      <div className={styles.picture}>
        {cells.map((cell) => (
          <PictureCell key={cell.address} cell={cell} onLook={onLook} />
        ))}
      </div>
      <Legend cells={cells} />
    </section>
  )
}

function PictureCell({ cell, onLook }: { cell: AddressCell; onLook: (address: string) => void }) {
  const t = useTexts('network')
  const { address, state, login } = cell
  const words = [address, t(`segments.states.${state}`), login].filter(Boolean).join(' · ')
  return (
    <button
      type="button"
      className={styles.cell}
      data-state={state}
      title={words}
      aria-label={words}
      onClick={() => onLook(address)}
    >
      {address.split('.').at(-1)}
    </button>
  )
}

function Legend({ cells }: { cells: readonly AddressCell[] }) {
  const t = useTexts('network')
  const [language] = useLanguage()
  return (
    <ul className={styles.legend}>
      {countStates(cells).map(({ state, count }) => (
        <li key={state}>
          <span className={styles.swatch} data-state={state} aria-hidden />
          {t(`segments.states.${state}`)} <b>{formatCount(count, language)}</b>
        </li>
      ))}
    </ul>
  )
}
