import { GUEST_REASONS } from '@altyn/contract/network/radius-settings'
import { Select } from 'antd'
import { useTexts } from '../../../lib/i18n.ts'
import { Field, FieldGroup, FlagField } from '../../../ui/fields/field.tsx'
import { DurationField } from '../duration-field.tsx'
import { SpeedField } from '../speed-field.tsx'

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
