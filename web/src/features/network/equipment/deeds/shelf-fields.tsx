import { SHELF_STATES } from '@altyn/contract/network/equipment/units'
import { Input, Select } from 'antd'
import { useTexts } from '../../../../lib/i18n.ts'
import { Field, FieldRow } from '../../../../ui/fields/field.tsx'
import { PlaceField } from '../place-field.tsx'

type ShelfFieldsProps = { reasonLabel: string; isReasonRequired?: boolean }

/** Where a unit comes to, and why. */
export function ShelfFields({ reasonLabel, isReasonRequired }: ShelfFieldsProps) {
  const t = useTexts('equipment')
  return (
    <>
      <Field name="reason" label={reasonLabel} isRequired={isReasonRequired}>
        <Input.TextArea autoSize={{ minRows: 1, maxRows: 4 }} />
      </Field>
      <FieldRow>
        <Field name="state" label={t('shelf.where')}>
          <Select
            options={SHELF_STATES.map((value) => ({ value, label: t(`shelf.to.${value}`) }))}
          />
        </Field>
        <Field name="place" label={t('fields.place')}>
          <PlaceField />
        </Field>
      </FieldRow>
    </>
  )
}
