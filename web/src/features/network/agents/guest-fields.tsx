import { GUEST_REASONS, type RadiusSettings } from '@altyn/contract/network/radius-settings'
import { InputNumber, Select } from 'antd'
import { useTexts } from '../../../lib/i18n.ts'
import { Field, FieldGroup, FlagField } from '../../../ui/fields/field.tsx'
import { DurationField } from '../duration-field.tsx'
import styles from '../network.module.css'

/** Whom an agent lets in as guests, and what a guest gets. */
export function GuestFields({ of }: { of: 'radius' | 'dhcp' }) {
  const t = useTexts('network')
  return (
    <FieldGroup title={t('guests.title')} help={t('guests.help')}>
      <Field
        name="radius.admitsGuests"
        label={t('guests.admits')}
        hint={of === 'radius' ? t('guests.admitsHint') : t('dhcp.admitsHint')}
      >
        <Select
          mode="multiple"
          placeholder={t('guests.nobody')}
          options={GUEST_REASONS.map((value) => ({ value, label: t(`guests.reasons.${value}`) }))}
        />
      </Field>
      {of === 'radius' && (
        <>
          <FlagField
            name="radius.guestsWithoutAddress"
            label={t('guests.withoutAddress')}
            hint={t('guests.withoutAddressHint')}
          />
          <Field name="radius.guestSpeed" label={t('guests.speed')} hint={t('guests.speedHint')}>
            <SpeedField />
          </Field>
        </>
      )}
      <Field
        name="radius.guestSessionSeconds"
        label={of === 'radius' ? t('guests.session') : t('dhcp.guestLease')}
        hint={of === 'radius' ? t('guests.sessionHint') : t('dhcp.guestLeaseHint')}
      >
        <DurationField />
      </Field>
    </FieldGroup>
  )
}

type Speed = RadiusSettings['guestSpeed']
type SpeedFieldProps = { value?: Speed; onChange?: (speed: Speed) => void; id?: string }

/** Both ways in kbit/s; empty = no speed at all. */
function SpeedField({ value = null, onChange, id }: SpeedFieldProps) {
  const t = useTexts('network')
  const change = (part: Partial<Record<'downKbps' | 'upKbps', number | null>>) => {
    const { downKbps, upKbps } = { ...(value ?? { downKbps: null, upKbps: null }), ...part }
    onChange?.(
      downKbps === null && upKbps === null
        ? null
        : { downKbps: downKbps ?? 0, upKbps: upKbps ?? 0 },
    )
  }
  return (
    <div className={styles.pair}>
      <InputNumber
        id={id}
        aria-label={t('guests.down')}
        prefix="↓"
        min={0}
        precision={0}
        value={value?.downKbps}
        onChange={(downKbps) => change({ downKbps })}
      />
      <InputNumber
        aria-label={t('guests.up')}
        prefix="↑"
        min={0}
        precision={0}
        value={value?.upKbps}
        onChange={(upKbps) => change({ upKbps })}
      />
    </div>
  )
}
