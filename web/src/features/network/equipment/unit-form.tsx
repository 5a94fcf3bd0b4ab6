import { type EquipmentModel, listEquipmentModels } from '@altyn/contract/network/equipment/models'
import {
  changeUnit,
  createUnit,
  type EquipmentUnit,
  newUnitForm,
  unitForm,
} from '@altyn/contract/network/equipment/units'
import { Form, Input, Select } from 'antd'
import { useTexts } from '../../../lib/i18n.ts'
import { useDeed } from '../../../lib/use-call.ts'
import { useItems } from '../../../lib/use-list.ts'
import { DayField } from '../../../ui/fields/day-field.tsx'
import { useDraft } from '../../../ui/fields/draft-form.tsx'
import { Field, FieldRow } from '../../../ui/fields/field.tsx'
import { SideForm } from '../../../ui/pages/side-form.tsx'
import { titleOf } from './equipment-words.tsx'
import { PlaceField } from './place-field.tsx'

const NOTHING = { serial: '', mac: '', chipId: '', name: '', warrantyUntil: null, note: '' }

/** Takes a unit in stock. */
export function UnitForm({ onClose }: { onClose: () => void }) {
  const t = useTexts('equipment')
  const create = useDeed(createUnit, {
    done: (unit) => t('form.created', { unit: titleOf(unit) }),
    isFailureShownByCaller: true,
  })
  return (
    <SideForm
      title={t('form.create')}
      saveLabel={t('list.create')}
      schema={newUnitForm}
      initial={{ ...NOTHING, modelId: undefined, place: '' }}
      onSave={(body) =>
        create.mutateAsync({ body: { ...body, warrantyUntil: body.warrantyUntil || null } })
      }
      onClose={onClose}
    >
      <ModelField />
      <NumberFields />
      <Field name="place" label={t('fields.place')} hint={t('form.placeHint')}>
        <PlaceField />
      </Field>
      <OtherFields warrantyHint={t('form.warrantyHint')} />
    </SideForm>
  )
}

/** Changes what is said of a unit; its model stays. */
export function UnitEditForm({ unit, onClose }: { unit: EquipmentUnit; onClose: () => void }) {
  const t = useTexts('equipment')
  const change = useDeed(changeUnit, { done: t('saved'), isFailureShownByCaller: true })
  const { serial, mac, chipId, name, warrantyUntil, note } = unit
  return (
    <SideForm
      title={titleOf(unit)}
      saveLabel={t('save')}
      schema={unitForm}
      initial={{ serial, mac, chipId, name, warrantyUntil, note }}
      onSave={(body) =>
        change.mutateAsync({
          params: { id: unit.id },
          ifMatch: unit.version,
          body: { ...body, warrantyUntil: body.warrantyUntil || null },
        })
      }
      onClose={onClose}
    >
      <NumberFields modelId={unit.modelId} />
      <OtherFields />
    </SideForm>
  )
}

function ModelField() {
  const t = useTexts('equipment')
  const models = useItems(listEquipmentModels)
  return (
    <Field name="modelId" label={t('fields.model')} isRequired>
      <Select
        loading={models.state === 'loading'}
        showSearch={{ optionFilterProp: 'label' }}
        placeholder={t('form.pickModel')}
        options={models.rows
          .filter(({ isHidden }) => !isHidden)
          .map(({ id, name }) => ({ value: id, label: name }))}
      />
    </Field>
  )
}

/** The numbers that the model asks for; those that its units do not have are left out. */
function NumberFields({ modelId }: { modelId?: number }) {
  const t = useTexts('equipment')
  const { form } = useDraft()
  const chosen: unknown = Form.useWatch('modelId', { form, preserve: true })
  const models = useItems(listEquipmentModels)
  const model = models.rows.find(({ id }) => id === (modelId ?? chosen))
  if (!model) return null
  const { serialNeed, serialFormat, macNeed, chipNeed, chipFormat } = model
  const serial = model.kind === 'smart-card' ? 'fields.cardNumber' : 'fields.serial'
  return (
    <>
      <NumberField name="serial" label={t(serial)} need={serialNeed} masks={serialFormat} />
      <NumberField name="mac" label={t('fields.mac')} need={macNeed} />
      <NumberField name="chipId" label={t('fields.chipId')} need={chipNeed} masks={chipFormat} />
    </>
  )
}

type NumberFieldProps = {
  name: string
  label: string
  need: EquipmentModel['serialNeed']
  masks?: string
}

function NumberField({ name, label, need, masks }: NumberFieldProps) {
  const t = useTexts('equipment')
  if (need === 'none') return null
  const hint = masks ? t('form.masks', { masks }) : undefined
  return (
    <Field name={name} label={label} isRequired={need === 'required'} hint={hint}>
      <Input autoComplete="off" spellCheck={false} />
    </Field>
  )
}

function OtherFields({ warrantyHint }: { warrantyHint?: string }) {
  const t = useTexts('equipment')
  return (
    <>
      <FieldRow>
        <Field name="name" label={t('fields.name')} hint={t('form.nameHint')}>
          <Input autoComplete="off" />
        </Field>
        <Field name="warrantyUntil" label={t('fields.warrantyUntil')} hint={warrantyHint}>
          <DayField />
        </Field>
      </FieldRow>
      <Field name="note" label={t('fields.note')}>
        <Input.TextArea autoSize={{ minRows: 1, maxRows: 6 }} />
      </Field>
    </>
  )
}
