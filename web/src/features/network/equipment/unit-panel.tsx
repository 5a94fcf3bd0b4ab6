import { type EquipmentCard, readEquipment } from '@altyn/contract/network/equipment/units'
import { Drawer } from 'antd'
import { useState } from 'react'
import { useTexts } from '../../../lib/i18n.ts'
import { paths } from '../../../lib/path-builder.ts'
import { useCall } from '../../../lib/use-call.ts'
import { ActionBar } from '../../../ui/actions/action-bar.tsx'
import { GoLink } from '../../../ui/actions/go-link.tsx'
import { ErrorState } from '../../../ui/feedback/error-state.tsx'
import { SkeletonLines } from '../../../ui/feedback/skeleton.tsx'
import { CopyText } from '../../../ui/pieces/copy-text.tsx'
import { type Fact, Facts } from '../../../ui/pieces/facts.tsx'
import { Day, Instant } from '../../../ui/pieces/moment.tsx'
import { type UnitDeed, UnitDeedForm, useUnitActions } from './deeds/unit-deeds.tsx'
import styles from './equipment.module.css'
import { kindText, StateTag, titleOf, Whereabouts } from './equipment-words.tsx'
import { UnitHistory } from './unit-history.tsx'

/** A unit: where it is, what can be done with it, and where it has been. */
export function UnitPanel({ id, onClose }: { id: number; onClose: () => void }) {
  const t = useTexts('equipment')
  const answer = useCall(readEquipment, { params: { id } })
  const unit = answer.data?.id === id ? answer.data : undefined
  return (
    <Drawer
      open
      title={unit ? titleOf(unit) : t('title')}
      size="min(560px, 100vw)"
      onClose={onClose}
    >
      {unit && <Unit unit={unit} onClose={onClose} />}
      {!unit && answer.error && (
        <ErrorState error={answer.error} onRetry={() => void answer.refetch()} />
      )}
      {!unit && !answer.error && <SkeletonLines count={8} />}
    </Drawer>
  )
}

function Unit({ unit, onClose }: { unit: EquipmentCard; onClose: () => void }) {
  const t = useTexts('equipment')
  const [deed, open] = useState<UnitDeed>()
  return (
    <div className={styles.panel}>
      <div className={styles.head}>
        <StateTag state={unit.state} />
        {unit.holder && <span className={styles.quiet}>{t(`terms.${unit.holder.terms}`)}</span>}
      </div>
      <ActionBar actions={useUnitActions(unit, open)} />
      <Facts facts={useFacts(unit)} />
      <section>
        <h2>{t('history.title')}</h2>
        <UnitHistory unit={unit} />
      </section>
      <UnitDeedForm unit={unit} deed={deed} onClose={() => open(undefined)} onRemoved={onClose} />
    </div>
  )
}

function useFacts(unit: EquipmentCard): Fact[] {
  const t = useTexts('equipment')
  const { serial, mac, chipId, name, place, holder, pair, warrantyUntil, note } = unit
  const isCard = unit.kind === 'smart-card'
  const code = (text: string) => text && <CopyText text={text} isCode />
  const facts: Fact[] = [
    {
      key: 'where',
      label: t(holder ? 'fields.holder' : 'fields.place'),
      value: (holder || place) && <Whereabouts unit={unit} />,
    },
    { key: 'since', label: t('fields.since'), value: <Instant value={unit.since} /> },
    { key: 'kind', label: t('fields.kind'), value: kindText(unit, t) },
    {
      key: 'serial',
      label: t(isCard ? 'fields.cardNumber' : 'fields.serial'),
      value: code(serial),
    },
    { key: 'mac', label: t('fields.mac'), value: code(mac) },
    { key: 'chipId', label: t('fields.chipId'), value: code(chipId) },
    { key: 'name', label: t('fields.name'), value: name },
    {
      key: 'pair',
      label: t(isCard ? 'fields.inUnit' : 'fields.card'),
      value: pair && (
        <GoLink to={paths.equipment({ panel: `unit-${pair.id}` })} className={styles.inText}>
          {`${pair.modelName} ${pair.number}`}
        </GoLink>
      ),
    },
    {
      key: 'warranty',
      label: t('fields.warrantyUntil'),
      value: warrantyUntil && <Day value={warrantyUntil} />,
    },
    { key: 'note', label: t('fields.note'), value: note },
  ]
  return facts.filter(({ value }) => value)
}
